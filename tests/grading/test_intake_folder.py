"""What is taken from a folder or a single file, and what is not."""

import os
import socket
from pathlib import Path

import pytest

from convgrade.core.errors import InputError
from convgrade.core.exercise import Assignment, Exercise
from convgrade.grading import folders
from convgrade.grading.intake import take

GOOD = b"def conv2d():\n    return 1\n"
HERE = Path("solutions")


def exercise(name, order, helpers=()):
    """Return an exercise that asks for one file."""
    return Exercise(
        name, HERE, name, order, (name,), points=5.0, public_checks=HERE, recorded=HERE, helpers=tuple(helpers)
    )


TWO = Assignment("a2", HERE, "Convolution", (exercise("corr2d", 1), exercise("conv2d", 2, helpers=["windows.py"])))


def lay_out(folder, *paths, **contents):
    """Write files and return the folder; contents go by the name without its ending."""
    files = dict.fromkeys(paths, GOOD) | {f"{name}.py": content for name, content in contents.items()}
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def open_descriptors():
    """Return how many files this process has open, where the system tells."""
    return len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0


def test_the_expected_files_are_taken(tmp_path):
    """The exercises' files and the allowed helpers are taken, byte for byte."""
    lay_out(tmp_path, "conv2d.py", corr2d=b"x = 1\r\n", windows=b"")

    taken = take(tmp_path, TWO)

    assert taken.sources == {"conv2d.py": GOOD, "corr2d.py": b"x = 1\r\n", "windows.py": b""}
    assert (taken.ignored, dict(taken.problems), taken.name) == ((), {}, tmp_path.name)


def test_a_submission_is_named_after_its_folder(tmp_path):
    """The name is shown as it is, but for characters that do not show."""
    folder = lay_out(tmp_path / "Team 7\x1b[2J", "conv2d.py")

    assert take(folder, TWO).name == r"Team 7\x1b[2J"


def test_every_other_file_is_ignored_with_a_sentence(tmp_path):
    """Files that could take over a Python process never arrive, and the student is told."""
    lay_out(tmp_path, "conv2d.py", "numpy.py", "conftest.py", "tests/stray.py")
    (tmp_path / "evil.pth").write_text("import os")

    taken = take(tmp_path, TWO)

    assert set(taken.sources) == {"conv2d.py"}
    assert taken.ignored == (
        "conftest.py is ignored: the assignment asks for no file of this name.",
        "evil.pth is ignored: the assignment asks for no file of this name.",
        "numpy.py is ignored: the assignment asks for no file of this name.",
        "tests/stray.py is ignored: the assignment asks for no file of this name.",
    )


def test_what_systems_and_the_release_bring_along_needs_no_word(tmp_path):
    """A folder as it was handed out, with what systems and tools left in it, gives no list of complaints."""
    lay_out(tmp_path, "conv2d.py", "__pycache__/conv2d.py", "__MACOSX/conv2d.py")
    for name in (".DS_Store", "README.md", "assignment.toml", "requirements.txt", "convgrade-0.1-py3.whl"):
        (tmp_path / name).write_bytes(b"")

    assert take(tmp_path, TWO).ignored == ()


def test_the_handed_out_checks_are_summed_up_in_one_sentence(tmp_path):
    """The release's own checks in a submission are not used, which is said once."""
    lay_out(tmp_path, "conv2d.py", "tests/test_conv2d.py", "tests/test_corr2d.py")
    for name in ("recorded_conv2d.npz", "diagnosis_conv2d.json"):
        (tmp_path / "tests" / name).write_bytes(b"")

    (sentence,) = take(tmp_path, TWO).ignored

    assert sentence == "tests/diagnosis_conv2d.json and the like are ignored: the grader uses its own checks."


def test_hidden_folders_and_installed_packages_are_not_looked_into(tmp_path):
    """A repository or a virtual environment beside the files neither counts nor is read."""
    lay_out(tmp_path, "conv2d.py", "venv/corr2d.py")
    (tmp_path / ".git").mkdir()
    for number in range(400):
        (tmp_path / ".git" / f"{number}").touch()

    taken = take(tmp_path, TWO)

    assert set(taken.sources) == {"conv2d.py"}
    assert taken.ignored == (
        "venv is ignored: it is a folder of installed packages.",
        "What is hidden is not looked at: .git.",
    )


def test_a_top_folder_is_looked_into(tmp_path):
    """Files three folders deep are found."""
    lay_out(tmp_path, "repo/assignments/a2/conv2d.py")

    assert take(tmp_path, TWO).sources == {"conv2d.py": GOOD}


def test_files_too_deep_are_not_found(tmp_path):
    """Deeper folders are not looked into, and are named."""
    lay_out(tmp_path, "corr2d.py", "a/b/c/d/conv2d.py")

    taken = take(tmp_path, TWO)

    assert set(taken.sources) == {"corr2d.py"}
    assert taken.ignored == ("a/b/c/d is ignored: it lies more than 3 folders deep.",)


def test_of_two_files_the_one_nearer_to_the_top_is_taken(tmp_path):
    """A copy in a deeper folder is ignored, and the student reads which one was taken."""
    lay_out(tmp_path, "conv2d.py", **{"old/conv2d": b"old"})

    taken = take(tmp_path, TWO)

    assert taken.sources["conv2d.py"] == GOOD
    assert taken.ignored == ("old/conv2d.py is ignored: conv2d.py, nearer to the top, was taken.",)


def test_files_from_different_folders_are_named(tmp_path):
    """A file that comes from another folder than the first one is not taken silently."""
    lay_out(tmp_path, "conv2d.py", "backup/corr2d.py")

    assert take(tmp_path, TWO).ignored == ("corr2d.py was taken from the folder backup.",)


def test_two_files_equally_deep_are_a_question_to_the_student(tmp_path):
    """Where it is unclear which file is meant, the submission is rejected with a remedy."""
    lay_out(tmp_path, "a/conv2d.py", "b/conv2d.py")

    with pytest.raises(InputError, match=r"a/conv2d\.py or b/conv2d\.py; hand in only one of them"):
        take(tmp_path, TWO)


def test_a_link_is_a_problem_of_its_file_alone(tmp_path):
    """A link is not followed, and the other exercises are graded."""
    secret = lay_out(tmp_path / "private", solution=b"SECRET").joinpath("solution.py")
    handed_in = lay_out(tmp_path / "in", "corr2d.py")
    (handed_in / "conv2d.py").symlink_to(secret)

    taken = take(handed_in, TWO)

    assert taken.sources == {"corr2d.py": GOOD}
    assert taken.problems == {"conv2d.py": "conv2d.py is a link; hand in the file itself."}


def test_a_folder_that_is_a_link_is_not_entered(tmp_path):
    """A link to a folder is named and not followed."""
    lay_out(tmp_path / "private", conv2d=b"SECRET")
    handed_in = lay_out(tmp_path / "in", "corr2d.py")
    (handed_in / "more").symlink_to(tmp_path / "private")

    taken = take(handed_in, TWO)

    assert taken.sources == {"corr2d.py": GOOD}
    assert taken.ignored == ("more is ignored: it is a link; hand in the file itself.",)


def test_a_usable_file_is_preferred_to_a_link_above_it(tmp_path):
    """A link at the top does not hide the file to which it may lead."""
    lay_out(tmp_path, "src/conv2d.py")
    (tmp_path / "conv2d.py").symlink_to("src/conv2d.py")

    taken = take(tmp_path, TWO)

    assert taken.sources == {"conv2d.py": GOOD}
    assert taken.ignored == ("conv2d.py is ignored: it is a link; hand in the file itself.",)


def test_a_link_as_the_submission_itself_is_refused(tmp_path):
    """Not even the path that was typed is followed if it is a link, be it to a folder or a file."""
    folder = lay_out(tmp_path / "real", "conv2d.py")
    (tmp_path / "latest").symlink_to(folder)
    (tmp_path / "conv2d.py").symlink_to(folder / "conv2d.py")

    for link in ("latest", "conv2d.py"):
        with pytest.raises(InputError, match="is a link; name the folder or file to which it leads"):
            take(tmp_path / link, TWO)


def test_a_hard_link_is_a_problem_of_its_file_alone(tmp_path):
    """A second name of another file, maybe a private one, is not read."""
    lay_out(tmp_path, "corr2d.py", **{"private/solution": b"SECRET"})
    (tmp_path / "conv2d.py").hardlink_to(tmp_path / "private" / "solution.py")

    taken = take(tmp_path, TWO)

    assert "conv2d.py" not in taken.sources
    assert "hard link" in taken.problems["conv2d.py"]


def test_a_named_pipe_is_refused_without_waiting(tmp_path):
    """A pipe that nobody writes to neither blocks nor is read."""
    lay_out(tmp_path, "corr2d.py")
    os.mkfifo(tmp_path / "conv2d.py")

    assert take(tmp_path, TWO).problems == {
        "conv2d.py": "conv2d.py is a named pipe, not a file; hand in the file itself."
    }


def test_a_socket_is_refused(tmp_path):
    """A socket under an expected name is a problem of that file."""
    lay_out(tmp_path, "corr2d.py")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "conv2d.py"))

        taken = take(tmp_path, TWO)

    assert "cannot be read" in taken.problems["conv2d.py"]


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root can make a device")
def test_a_device_is_refused(tmp_path):
    """A device that never ends is not read."""
    lay_out(tmp_path, "corr2d.py")
    try:
        os.mknod(tmp_path / "conv2d.py", 0o20666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("devices cannot be made here")

    problem = take(tmp_path, TWO).problems["conv2d.py"]

    assert problem in (
        "conv2d.py is a device, not a file; hand in the file itself.",
        "conv2d.py cannot be read: Permission denied.",
    )


def test_a_file_that_claims_to_be_empty_is_read_up_to_the_limit(tmp_path):
    """What was opened is never read beyond the limit, whatever its size claims."""
    path = tmp_path / "conv2d.py"
    path.write_bytes(b"#" * 300)

    with pytest.raises(folders.FileRefused, match="larger than 0 KiB"):
        folders.read_file(path, 200)
    assert folders.read_file(path, 300) == b"#" * 300


def test_a_sparse_file_is_refused_unread(tmp_path):
    """A file of a terabyte that needs no space on disk is a problem of its own exercise."""
    lay_out(tmp_path, "corr2d.py", conv2d=b"")
    os.truncate(tmp_path / "conv2d.py", 2**40)

    assert take(tmp_path, TWO).problems["conv2d.py"].startswith("conv2d.py is larger than 256 KiB;")


@pytest.mark.parametrize(("size", "taken"), [(256 * 1024, True), (256 * 1024 + 1, False)])
def test_the_limit_of_a_file_is_256_kib(tmp_path, size, taken):
    """256 KiB are taken, one byte more is not."""
    lay_out(tmp_path, conv2d=b"#" * size)

    assert ("conv2d.py" in take(tmp_path, TWO).sources) == taken


def test_more_than_300_entries_are_refused(tmp_path):
    """A folder with too much in it is rejected with a remedy, in all its folders together."""
    lay_out(tmp_path, "conv2d.py")
    (tmp_path / "data").mkdir()
    for number in range(297):
        (tmp_path / f"{number}.txt").touch()
    assert "conv2d.py" in take(tmp_path, TWO).sources
    for number in range(2):
        (tmp_path / "data" / f"{number}.txt").touch()

    with pytest.raises(InputError, match="more than 300 files and folders; hand in the"):
        take(tmp_path, TWO)


def test_a_folder_of_an_expected_name_is_entered(tmp_path):
    """Some platforms make a folder for each file; the file in it is meant."""
    folder = tmp_path / "conv2d.py"
    folder.mkdir()
    (folder / "conv2d.py").write_bytes(GOOD)

    assert take(tmp_path, TWO).sources == {"conv2d.py": GOOD}


def test_a_single_file_is_a_submission(tmp_path):
    """One .py file alone can be handed in; a missing exercise is no problem of intake."""
    lay_out(tmp_path, "conv2d.py")

    taken = take(tmp_path / "conv2d.py", TWO)

    assert (taken.sources, dict(taken.problems), taken.ignored) == ({"conv2d.py": GOOD}, {}, ())


def test_a_single_file_of_another_name_is_rejected(tmp_path):
    """The expected names are listed, and the one that was probably meant."""
    lay_out(tmp_path, "Conv2d.py")

    with pytest.raises(InputError) as caught:
        take(tmp_path / "Conv2d.py", TWO)
    assert str(caught.value) == (
        "Conv2d.py holds none of the files that are graded (corr2d.py, conv2d.py, windows.py, "
        "or the notebook a2.ipynb); hand in a folder, a .zip or one file; rename Conv2d.py to conv2d.py"
    )


@pytest.mark.parametrize("name", ["missing", "missing.zip", "missing.py", "a\0b", "x" * 5000])
def test_a_path_that_leads_nowhere_is_an_error_for_people(tmp_path, name):
    """What cannot be opened is said in a sentence, without a traceback."""
    with pytest.raises(InputError, match="cannot be opened"):
        take(tmp_path / name, TWO)


def test_an_empty_folder_lists_the_expected_names(tmp_path):
    """Nothing to grade is an error of the submission that says what is expected."""
    with pytest.raises(
        InputError, match=r"none of the files that are graded \(corr2d\.py, conv2d\.py, windows\.py, or"
    ):
        take(tmp_path, TWO)


def test_nothing_stays_open(tmp_path):
    """Reading a submission, well or badly, leaves no open file behind."""
    lay_out(tmp_path, "conv2d.py", "a/corr2d.py", "b/corr2d.py")
    before = open_descriptors()

    with pytest.raises(InputError):
        take(tmp_path, TWO)
    (tmp_path / "b" / "corr2d.py").unlink()
    take(tmp_path, TWO)

    assert open_descriptors() == before


def test_the_same_files_are_taken_where_folders_cannot_be_opened(tmp_path, monkeypatch):
    """On a system without descriptors of folders and O_NOFOLLOW, links are still refused."""
    lay_out(tmp_path, "corr2d.py", "sub/windows.py")
    (tmp_path / "conv2d.py").symlink_to(tmp_path / "corr2d.py")
    monkeypatch.setattr(folders, "_RELATIVE", False)
    monkeypatch.setattr(folders, "_FLAGS", os.O_RDONLY)
    monkeypatch.delattr(os, "O_NOFOLLOW")

    taken = take(tmp_path, TWO)

    assert set(taken.sources) == {"corr2d.py", "windows.py"}
    assert taken.problems == {"conv2d.py": "conv2d.py is a link; hand in the file itself."}
    with pytest.raises(folders.FileRefused, match="is a link"):
        folders.read_file(tmp_path / "conv2d.py", 1000)


def test_a_folder_that_turns_into_a_link_is_not_entered(tmp_path):
    """Between listing and reading, a folder may be swapped for a link: the file behind it is not read."""
    lay_out(tmp_path / "in", "sub/conv2d.py")
    lay_out(tmp_path / "private", conv2d=b"SECRET")
    folder = folders.Folder(tmp_path / "in")
    (found,) = folder.found()
    (tmp_path / "in" / "sub").rename(tmp_path / "gone")
    (tmp_path / "in" / "sub").symlink_to(tmp_path / "private")

    with pytest.raises(folders.FileRefused):
        folder.read(found, 1000)
    folder.close()


def test_the_hash_names_what_was_taken(tmp_path):
    """The hash depends on names and contents of the taken files alone."""
    first = lay_out(tmp_path / "first", "conv2d.py", extra=b"1")
    same = lay_out(tmp_path / "same", "conv2d.py")
    other = lay_out(tmp_path / "other", "corr2d.py")

    hashes = [take(folder, TWO).hash for folder in (first, same, other)]

    assert hashes[0] == hashes[1] != hashes[2]
