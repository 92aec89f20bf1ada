"""results.json is valid and in one piece however grading ends."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from convgrade.core.errors import ConvgradeError, ExitCode
from convgrade.reports.results_json import results_of, validate
from convgrade.reports.writing import NOT_FINISHED, CannotWriteError, ResultsFile, failure_results


def read(path):
    """Return a results file's document, after it was validated."""
    document = json.loads(path.read_text(encoding="utf-8"))
    validate(document)
    return document


def previous(path):
    """Return the document of the results that were there before."""
    return read(path.with_name("results.previous.json"))


def names(folder):
    """Return what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def path(tmp_path):
    """Return where results.json goes, in a folder of its own."""
    return tmp_path / "results" / "results.json"


def test_a_file_is_there_before_grading_begins(path):
    """From the start the file is valid and says that grading did not finish; folders are made."""
    ResultsFile(path)

    document = read(path)
    assert (document["score"], document["output"]) == (0, NOT_FINISHED)
    assert names(path.parent) == ["results.json"]


def test_a_document_replaces_it(path, make):
    """After writing, the file holds the report and nothing lies beside it."""
    document = results_of(make.one())

    ResultsFile(path).write(document)

    assert read(path) == document
    assert names(path.parent) == ["results.json"]


def test_earlier_results_are_kept(path, make):
    """The results of an earlier run move to results.previous.json, in the place of older ones."""
    first = results_of(make.one())
    ResultsFile(path).write(first)
    path.with_name("results.previous.json").write_text("older still")
    second = ResultsFile(path)
    assert read(path)["output"] == NOT_FINISHED

    second.write(failure_results("second"))

    assert previous(path) == first
    assert names(path.parent) == ["results.json", "results.previous.json"]


@pytest.mark.parametrize("failure", [NOT_FINISHED, "an archive that cannot be read"])
def test_a_run_without_results_does_not_replace_earlier_ones(path, make, failure):
    """However many runs fail after it, the last good result stays."""
    good = results_of(make.one())
    ResultsFile(path).write(good)
    for _ in range(3):
        ResultsFile(path).write(failure_results(failure))

    assert previous(path) == good


def test_a_results_file_of_another_program_is_kept(path):
    """What does not say of itself that it is no result may be one."""
    path.parent.mkdir()
    path.write_text('{"score": 5}')

    ResultsFile(path)

    assert json.loads(path.with_name("results.previous.json").read_text()) == {"score": 5}


def test_half_a_file_does_not_replace_earlier_results(path, make):
    """A file that is no JSON is kept only where there is nothing better."""
    good = results_of(make.one())
    ResultsFile(path).write(good)
    ResultsFile(path)
    path.write_text('{"half')

    ResultsFile(path)

    assert previous(path) == good


def test_a_run_that_ended_between_two_renames_leaves_nothing_behind(path, make):
    """Where the kept file and the file in place are one, as after a kill, the next run ends with two names alone."""
    good = results_of(make.one())
    ResultsFile(path).write(good)
    path.with_name("results.previous.json").hardlink_to(path)

    ResultsFile(path)

    assert previous(path) == good
    assert names(path.parent) == ["results.json", "results.previous.json"]


def test_earlier_results_are_kept_without_hard_links(path, make, monkeypatch):
    """A file system without hard links keeps a copy."""
    good = results_of(make.one())
    ResultsFile(path).write(good)

    def refuse(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    ResultsFile(path)

    assert previous(path) == good
    assert read(path)["output"] == NOT_FINISHED
    assert names(path.parent) == ["results.json", "results.previous.json"]


def test_what_an_interrupted_run_left_is_cleared(path):
    """Half a file of a run that was killed while writing neither disturbs nor stays."""
    path.parent.mkdir()
    for name in (".results.json.new", ".results.previous.json.new"):
        (path.parent / name).write_text('{"half')

    ResultsFile(path)

    assert read(path)["output"] == NOT_FINISHED
    assert names(path.parent) == ["results.json"]


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
def test_a_full_disk_leaves_the_placeholder(path, make, monkeypatch, call):
    """Where the disk is full at any step, the file stays valid and the error says what to do."""
    results = ResultsFile(path)

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    where = os if call == "fsync" else Path
    with monkeypatch.context() as patch:
        patch.setattr(where, call, full)
        with pytest.raises(CannotWriteError, match=r"No space left on device; .*free some space") as caught:
            results.write(results_of(make.one()))

    assert caught.value.exit_code is ExitCode.GRADER_ERROR
    assert read(path)["output"] == NOT_FINISHED
    assert names(path.parent) == ["results.json"]


def test_a_disk_that_is_really_full_leaves_the_placeholder(tmp_path, make):
    """On a file system of 16 KiB a large report does not fit, and the placeholder stays whole."""
    mounted = tmp_path / "small"
    mounted.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(mounted)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root can mount a small file system")
    try:
        results = ResultsFile(mounted / "results.json")
        large = [make.result(number=f"1.{n}", notes=("x" * 7000,)) for n in range(9)]
        with pytest.raises(CannotWriteError, match="No space left on device"):
            results.write(results_of(make.report(make.exercise(*large))))

        assert read(mounted / "results.json")["output"] == NOT_FINISHED
        assert names(mounted) == ["results.json"]
    finally:
        subprocess.run(["umount", str(mounted)], check=True)


@pytest.mark.parametrize("call", ["fsync", "link"])
def test_a_full_disk_at_the_start_leaves_the_earlier_file(path, make, monkeypatch, call):
    """If the placeholder or the second copy cannot be written, nothing is graded and the earlier file is untouched."""
    good = results_of(make.one())
    ResultsFile(path).write(good)

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, full)
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(CannotWriteError, match="nothing was graded"):
        ResultsFile(path)

    assert read(path) == good
    assert names(path.parent) == ["results.json"]


def test_a_folder_that_cannot_be_written_is_an_error_for_people(tmp_path, monkeypatch):
    """A read-only folder is named, with the remedy."""
    folder = tmp_path / "read_only"
    folder.mkdir(mode=0o500)
    if os.access(folder, os.W_OK):  # root may write everywhere

        def refuse(*_, **__):
            raise OSError(errno.EROFS, "Read-only file system")

        monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(CannotWriteError, match=r"read_only/results\.json cannot be written: .*--out"):
        ResultsFile(folder / "results.json")
    assert names(folder) == []


def test_a_place_that_is_no_file_is_an_error_for_people(tmp_path):
    """A folder under the file's name, or a file under the folder's, is refused."""
    (tmp_path / "results.json").mkdir()
    (tmp_path / "file").touch()

    for place in (tmp_path / "results.json", tmp_path / "file" / "results.json"):
        with pytest.raises(CannotWriteError, match="cannot be written"):
            ResultsFile(place)
    assert names(tmp_path) == ["file", "results.json"]


def test_a_link_is_replaced_and_not_followed(path, tmp_path):
    """Where a link lies in the file's place, the file to which it leads stays as it is."""
    path.parent.mkdir()
    (tmp_path / "precious").write_text("precious")
    path.symlink_to(tmp_path / "precious")

    ResultsFile(path).write(failure_results("new"))

    assert read(path)["output"] == "new"
    assert not path.is_symlink()
    assert (tmp_path / "precious").read_text() == "precious"


def test_an_invalid_document_is_a_grader_error(path, make):
    """Our own mistake is not written: the file says that grading did not finish, and staff read why."""
    results = ResultsFile(path)
    document = results_of(make.one())
    document["tests"][0]["score"] = "2"

    with pytest.raises(ConvgradeError, match=r"tests\[0\]\.score must be number") as caught:
        results.write(document)

    assert caught.value.exit_code is ExitCode.GRADER_ERROR
    assert read(path)["output"] == NOT_FINISHED


def test_an_invalid_document_replaces_an_earlier_valid_one(path, make):
    """Results that were found wrong do not leave older ones of the same run standing."""
    results = ResultsFile(path)
    results.write(results_of(make.one()))

    with pytest.raises(ConvgradeError):
        results.write({"score": 1})

    assert read(path)["output"] == NOT_FINISHED


def test_a_kill_leaves_a_valid_file(path):
    """A grader that is killed between start and end, without a chance to clean up, leaves the placeholder."""
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from convgrade.reports.writing import ResultsFile\n"
        "ResultsFile(Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    )

    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False, timeout=60)

    assert done.returncode == -signal.SIGKILL
    assert read(path)["output"] == NOT_FINISHED


def test_kills_at_any_moment_leave_a_valid_file(path):
    """A process that writes again and again is killed ten times: what is there is always one whole document."""
    code = (
        "import itertools, sys; from pathlib import Path\n"
        "from convgrade.reports.writing import ResultsFile, failure_results\n"
        "results = ResultsFile(Path(sys.argv[1]))\n"
        "for n in itertools.count(): print(n, flush=True); results.write(failure_results('x' * (n * 997 % 16000)))"
    )
    for writes in range(1, 40, 4):
        with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE) as process:
            for _ in range(writes):
                process.stdout.readline()
            process.kill()
        read(path)
