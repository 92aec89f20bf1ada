"""Other people's machines: consoles that know few characters, and systems without fork."""

import os
import subprocess
import sys

import pytest

WITHOUT_UNIX = """
import concurrent.futures.thread, os, signal, socket, subprocess, sys
import hypothesis.strategies, numpy.testing, pytest, rich.console, rich.status  # they ask where they are

for module in ("fcntl", "resource", "pwd", "grp", "termios", "posix_ipc"):
    sys.modules[module] = None
for owner, names in (
    (os, "fork setsid killpg geteuid getuid setuid pidfd_open O_NOFOLLOW O_NONBLOCK O_CLOEXEC O_DIRECTORY waitid"),
    (signal, "SIGXCPU pidfd_send_signal"),
    (socket, "AF_UNIX socketpair send_fds recv_fds"),
):
    for name in names.split():
        if hasattr(owner, name):
            delattr(owner, name)
os.supports_dir_fd, os.supports_fd = set(), set()
real_run = subprocess.run
subprocess.run = lambda command, **more: real_run(["true"] if command[0] == "taskkill" else command, **more)
sys.platform = "win32"

from convgrade.home.check import check_folder
from convgrade.home.submit import submit_folder
from pathlib import Path

folder = Path(sys.argv[1])
check_folder(folder, [], everything=False)
submit_folder(folder, out=folder / "out")
"""


LIKE_MACOS = """
import resource, sys

def refuse(kind, limits, real=resource.setrlimit):
    if kind in (resource.RLIMIT_STACK, resource.RLIMIT_AS):  # as macOS does, whatever the limits
        raise ValueError("current limit exceeds maximum limit")
    real(kind, limits)

resource.setrlimit = refuse
from convgrade.worker import confine

sys.platform = sys.argv[1]
print(confine.limit_resources(confine.Limits(), own_user=False).missing)
"""


def run(folder, *arguments, encoding="utf-8"):
    """Run the command in a console of some encoding; return what it printed."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "COLUMNS": "80"}
    command = [sys.executable, "-m", "convgrade", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, env=environment)
    assert b"Traceback" not in done.stderr, done.stderr.decode(encoding)
    return done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
def test_consoles_without_utf_8_show_everything(folder, encoding):
    """Whatever a text holds, it is printed, spelt out where it must be, with the right exit code."""
    text = 'def count_words(text):\n    print("≥ 𝄞")\n    raise ValueError("nicht größer als ∞ 日本")\n'
    (folder / "count_words.py").write_text(text, encoding="utf-8")
    toml = (folder / "assignment.toml").read_text(encoding="utf-8")
    (folder / "assignment.toml").write_text(toml.replace("Sequences", "Sequences ∑ 日本"), encoding="utf-8")

    code, printed, _ = run(folder, "check", "--all", encoding=encoding)

    assert code == 1
    assert "] 0 of 7 points" in printed
    assert run(folder, "submit", encoding=encoding)[0] == 0
    assert [run(folder, "hint", "count_words", encoding=encoding)[0] for _ in range(3)] == [0, 0, 0]
    assert run(folder, "check", "wörter∞", encoding=encoding)[0] == 2
    assert run(folder, "--help", encoding=encoding)[0] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there it is no pretence")
def test_nothing_of_unix_is_needed(folder, right):
    """With what Windows lacks taken away, a student can check and hand in."""
    for name in ("moving_average", "count_words"):
        (folder / f"{name}.py").write_text(getattr(right, name))

    done = subprocess.run([sys.executable, "-c", WITHOUT_UNIX, str(folder)], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert "7 of 7 points" in done.stdout
    assert (folder / "out" / "b1_sequences-submission.zip").is_file()


def limited_like(system):
    """Limit a process as its system does that refuses some limits; return how it ended, and what it printed."""
    done = subprocess.run([sys.executable, "-c", LIKE_MACOS, system], capture_output=True, text=True)
    return done.returncode, done.stdout.strip(), done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_a_system_that_refuses_limits_still_runs_code():
    """A Mac takes no limit on stack and memory: that is told, and keeps nobody from checking."""
    assert limited_like("darwin")[:2] == (0, "the system cannot limit the stack, memory")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_on_linux_a_limit_that_is_refused_is_no_small_matter():
    """There limits work, so a worker without one is not started."""
    code, _, said = limited_like("linux")

    assert code == 1
    assert "ConfinementError: the system did not limit the stack, memory" in said


def test_a_folder_with_spaces_and_umlauts_is_fine(folder, right, tmp_path):
    """Paths are printed whole and found again."""
    (folder / "count_words.py").write_text(right.count_words)
    home = folder.rename(tmp_path / "Übung 2 [Anna]")

    code, printed, _ = run(home, "submit", "--no-check")

    assert code == 0
    assert printed.endswith(f"{home / 'b1_sequences-submission.zip'}\n".replace("\r\n", "\n"))
