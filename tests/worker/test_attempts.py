"""A worker that tries to get out: what holds with all layers, and what opens without some of them."""

import json
import subprocess
import sys

import pytest

from convgrade.worker import landlock, seccomp
from convgrade.worker.attempts import Finding, level_shown
from convgrade.worker.levels import CALLS, FILES, Level

pytestmark = pytest.mark.skipif(
    not (seccomp.machine() and landlock.version()[0]), reason="this machine does not have both filters"
)
GRADER = """
import json, sys
from dataclasses import asdict
from convgrade.worker.attempts import attempts
from convgrade.worker.client import start_workers
from convgrade.worker.confine import protect_grader
protect_grader()
with start_workers(without=sys.argv[1:]) as workers:
    print(json.dumps([asdict(finding) for finding in attempts(workers)]))
"""


def found(*without):
    """Return what a worker without some layers tried, against a grader in a process of its own."""
    done = subprocess.run([sys.executable, "-c", GRADER, *without], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return [Finding(**fields) for fields in json.loads(done.stdout)]


def opened(findings, group):
    """Return the attempts of a group that worked and should not have."""
    return {finding.what for finding in findings if finding.group == group and not finding.holds}


def test_nothing_opens_with_all_layers():
    """Every attempt ends as it must for the strongest level, and threads work."""
    findings = found()

    assert [finding.what for finding in findings if not finding.holds] == []
    assert [finding.what for finding in findings if finding.worked] == ["start a thread"]
    assert level_shown(findings) == Level.SEALED


def test_without_the_filter_for_system_calls_processes_and_sockets_open():
    """Files stay closed; a worker can start processes and reach out."""
    findings = found(CALLS)

    assert {"start a process", "become another program", "connect to a socket in a folder"} <= opened(findings, "acts")
    assert opened(findings, "reads") == set()
    assert level_shown(findings) == Level.PROCESS


def test_without_the_filter_for_files_the_system_opens():
    """System files can be read, and folders for everybody written to; nothing reaches other processes."""
    findings = found(FILES)

    assert {"/etc/passwd", "the list of processes"} <= opened(findings, "reads")
    assert "a new file in /tmp" in opened(findings, "writes")
    assert opened(findings, "acts") == set()


def test_without_filters_limits_and_ends_still_hold():
    """A process left behind ends with its worker; memory, prints and time are limited."""
    findings = found(CALLS, FILES)

    assert "leave a process behind" in {finding.what for finding in findings if finding.group == "limits"}
    assert opened(findings, "limits") == set()
    assert "take 1 GiB of memory" not in opened(findings, "acts")


@pytest.mark.parametrize(
    ("open_at", "shown"),
    [
        (None, Level.SEALED),
        (Level.SEALED, Level.CLOSED),
        (Level.CLOSED, Level.GUARDED),
        (Level.GUARDED, Level.PROCESS),
        (Level.PROCESS, Level.PROCESS),
    ],
)
def test_what_works_and_should_not_counts_against_the_level(open_at, shown):
    """A level is shown if everything holds that it, and those below it, need."""
    findings = [Finding("acts", "something", level, level == open_at, "") for level in Level]

    assert level_shown(findings) == shown
