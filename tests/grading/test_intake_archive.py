"""What is taken from a zip archive, and which archives are refused."""

import random
import stat
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from convgrade.core.errors import InputError
from convgrade.core.exercise import Assignment, Exercise
from convgrade.grading.intake import take

GOOD = b"def conv2d():\n    return 1\n"
HERE = Path("solutions")


def exercise(name, order):
    """Return an exercise that asks for one file."""
    return Exercise(name, HERE, name, order, (name,), points=5.0, public_checks=HERE, recorded=HERE)


TWO = Assignment("a2", HERE, "Convolution", (exercise("corr2d", 1), exercise("conv2d", 2)))


def member(name, **fields):
    """Return the header of a member as a dishonest archiver would write it."""
    info = zipfile.ZipInfo("placeholder")
    info.filename = info.orig_filename = name
    for key, value in fields.items():
        setattr(info, key, value)
    return info


def pack(folder, members, compression=zipfile.ZIP_DEFLATED, name="team7.zip"):
    """Write an archive of (name or header, content) pairs."""
    path = folder / name
    with zipfile.ZipFile(path, "w", compression) as archive:
        for header, content in members:
            kind = {} if isinstance(header, str) else {"compress_type": compression}
            archive.writestr(header, content, **kind)
    return path


def patched(path, old, new):
    """Change bytes of an archive, as an honest library would not write them."""
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))
    return path


def refused(path):
    """Return why an archive is refused, and how many MiB were in use at most on the way."""
    tracemalloc.start()
    try:
        with pytest.raises(InputError) as caught:
            take(path, TWO)
        return str(caught.value), tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


def test_the_expected_members_are_taken(tmp_path):
    """Members of the expected names arrive byte for byte; the archive names the submission."""
    taken = take(pack(tmp_path, [("conv2d.py", GOOD), ("corr2d.py", b"x = 1")]), TWO)

    assert taken.sources == {"conv2d.py": GOOD, "corr2d.py": b"x = 1"}
    assert (taken.ignored, dict(taken.problems), taken.name) == ((), {}, "team7")


def test_a_stored_archive_with_a_top_folder_is_looked_into(tmp_path):
    """A top folder, folder entries and a leading ``./`` make no difference."""
    members = [("homework/", b""), ("homework/conv2d.py", GOOD), ("./corr2d.py", GOOD)]

    assert set(take(pack(tmp_path, members, zipfile.ZIP_STORED), TWO).sources) == {"conv2d.py", "corr2d.py"}


def test_what_macos_adds_needs_no_word(tmp_path):
    """``__MACOSX``, ``._`` files and ``.DS_Store`` are neither taken nor mentioned."""
    members = [("homework/conv2d.py", GOOD), ("__MACOSX/homework/._conv2d.py", b"\0\5"), ("__MACOSX/conv2d.py", b"no")]

    taken = take(pack(tmp_path, [*members, ("homework/.DS_Store", b"\0"), ("homework/._corr2d.py", b"\0")]), TWO)

    assert (taken.sources, taken.ignored) == ({"conv2d.py": GOOD}, ())


def test_members_of_other_names_are_ignored_unread(tmp_path):
    """Other members are named and never unpacked: not even a bomb among them does harm."""
    members = [("conv2d.py", GOOD), ("numpy.py", GOOD), ("data.bin", bytes(50_000_000)), (".git/HEAD", b"ref")]

    taken = take(pack(tmp_path, [*members, ("more.zip", b"PK"), ("work.ipynb", b"{}")]), TWO)

    assert set(taken.sources) == {"conv2d.py"}
    assert taken.ignored == (
        "data.bin is ignored: the assignment asks for no file of this name.",
        "more.zip is ignored: an archive inside a submission is not opened.",
        "numpy.py is ignored: the assignment asks for no file of this name.",
        "work.ipynb is ignored: of notebooks only a2.ipynb is graded.",
        "What is hidden is not looked at: .git.",
    )


def test_members_too_deep_are_not_taken(tmp_path):
    """Members more than three folders deep are named and not taken."""
    taken = take(pack(tmp_path, [("a/b/c/conv2d.py", GOOD), ("a/b/c/d/corr2d.py", GOOD)]), TWO)

    assert set(taken.sources) == {"conv2d.py"}
    assert taken.problems == {"corr2d.py": "a/b/c/d/corr2d.py lies more than 3 folders deep."}


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("/conv2d.py", "absolute path"),
        ("/etc/passwd", "absolute path"),
        ("C:/conv2d.py", "absolute path"),
        ("c:conv2d.py", "absolute path"),
        ("../conv2d.py", "leads out of the archive"),
        ("a/../../conv2d.py", "leads out of the archive"),
        ("a/..", "leads out of the archive"),
        ("a\\conv2d.py", "may not be there"),
        ("..\\conv2d.py", "may not be there"),
        ("conv2d.py\0.txt", "may not be there"),
    ],
)
def test_path_tricks_make_the_archive_unusable(tmp_path, name, fault):
    """A path that no honest archive holds rejects the archive, with a remedy."""
    path = pack(tmp_path, [("corr2d.py", GOOD), (member("conv2d.py" if "\0" in name else name), GOOD)])
    if "\0" in name:
        path = pack(tmp_path, [("corr2d.py", GOOD), ("conv2d.pyX.txt", GOOD)])
        patched(path, b"conv2d.pyX.txt", b"conv2d.py\0.txt")

    with pytest.raises(
        InputError, match=f"{fault}.*; make the archive again from the .py files of the assignment alone"
    ):
        take(path, TWO)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK])
def test_links_and_devices_make_the_archive_unusable(tmp_path, kind):
    """A member that is anything but a file or folder rejects the archive, under any name."""
    header = member("other.py", external_attr=(kind | 0o777) << 16, create_system=3)

    with pytest.raises(InputError, match=r"other\.py is a link or a device"):
        take(pack(tmp_path, [("conv2d.py", GOOD), (header, b"/etc/passwd")]), TWO)


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
@pytest.mark.parametrize("second", ["conv2d.py", "./conv2d.py", ".//conv2d.py"])
def test_a_member_that_is_there_twice_makes_the_archive_unusable(tmp_path, second):
    """Which of two members of one name is meant cannot be known."""
    with pytest.raises(InputError, match=r"conv2d\.py is in it twice"):
        take(pack(tmp_path, [("conv2d.py", GOOD), (second, b"x = 2")]), TWO)


@pytest.mark.parametrize("flag", [0x1, 0x41, 0x2001])
def test_a_password_makes_the_archive_unusable(tmp_path, flag):
    """An encrypted member rejects the archive in words that a student understands."""
    path = pack(tmp_path, [("conv2d.py", GOOD)])
    data = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.index(signature) + at
        data[start : start + 2] = flag.to_bytes(2, "little")
    path.write_bytes(data)

    with pytest.raises(InputError, match=r"conv2d\.py is protected by a password"):
        take(path, TWO)


def test_a_bomb_under_an_expected_name_is_refused(tmp_path):
    """A member that unpacks to more than 100 times its size rejects the archive."""
    with pytest.raises(InputError, match=r"conv2d\.py unpacks to far more than it should"):
        take(pack(tmp_path, [("conv2d.py", bytes(100_000_000))]), TWO)


def test_a_member_above_256_kib_is_a_problem_of_its_exercise_alone(tmp_path):
    """A large file that is no bomb costs its exercise, not the others."""
    large = random.Random(0).randbytes(300 * 1024)

    taken = take(pack(tmp_path, [("conv2d.py", large), ("corr2d.py", GOOD)]), TWO)

    assert set(taken.sources) == {"corr2d.py"}
    assert taken.problems["conv2d.py"].startswith("conv2d.py is larger than 256 KiB")


def test_a_size_that_lies_does_not_help(tmp_path):
    """A header that promises few bytes for many is damage, not a way past the limits."""
    path = pack(tmp_path, [("conv2d.py", b"#" * 200_000)])
    patched(path, (200_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))

    with pytest.raises(InputError, match="damaged"):
        take(path, TWO)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_without_a_bound_on_memory_are_not_unpacked(tmp_path, method):
    """Only the two usual methods are unpacked; the library unpacks others without a limit."""
    with pytest.raises(InputError, match="compressed in an unusual way; make the archive again"):
        take(pack(tmp_path, [("conv2d.py", GOOD)], method), TWO)


def test_more_than_300_members_are_refused(tmp_path):
    """300 members are looked at, one more is too many."""
    members = [("conv2d.py", GOOD), *((f"{number}.txt", b"") for number in range(299))]
    assert set(take(pack(tmp_path, members), TWO).sources) == {"conv2d.py"}

    with pytest.raises(InputError, match="more than 300 files and folders; make the archive again"):
        take(pack(tmp_path, [*members, ("299.txt", b"")]), TWO)


def test_an_archive_above_16_mib_is_refused_unread(tmp_path):
    """The archive itself has a limit, whatever it holds."""
    path = pack(tmp_path, [("conv2d.py", GOOD)])
    with path.open("r+b") as file:
        file.truncate(16 * 1024 * 1024 + 1)

    with pytest.raises(InputError, match=r"team7\.zip is larger than 16384 KiB"):
        take(path, TWO)


def test_an_archive_that_is_a_link_is_refused(tmp_path):
    """A link to an archive is not followed."""
    (tmp_path / "link.zip").symlink_to(pack(tmp_path, [("conv2d.py", GOOD)]))

    with pytest.raises(InputError, match="is a link"):
        take(tmp_path / "link.zip", TWO)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\5\6" + bytes(18), b"PK\5\6" + b"\xff" * 18, b"Rar!\x1a\7\0"])
def test_what_is_no_archive_is_an_error_for_people(tmp_path, content):
    """A file that only has the name of an archive gives a sentence, not a traceback."""
    path = tmp_path / "team7.zip"
    path.write_bytes(content)

    with pytest.raises(InputError, match=r"^team7\.zip "):
        take(path, TWO)


def test_damaged_archives_end_in_a_sentence_or_a_submission(tmp_path):
    """300 archives with bytes changed at random: none gives any other error."""
    good = pack(tmp_path, [("a/conv2d.py", GOOD * 20), ("corr2d.py", GOOD)]).read_bytes()
    chance = random.Random(4)
    path = tmp_path / "damaged.zip"
    messages = []

    for _ in range(300):
        data = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.choice([len(data), len(data), chance.randrange(len(data))])])
        try:
            take(path, TWO)
            messages.append("taken")
        except InputError as error:
            messages.append(str(error))

    assert len(set(messages)) > 5
    assert [message for message in messages if "\n" in message] == []


def test_a_name_of_64_kib_is_shortened(tmp_path):
    """A member's name of any length ends up as a short sentence."""
    taken = take(pack(tmp_path, [("conv2d.py", GOOD), ("x (1)" * 12_000 + ".py", b"")]), TWO)

    assert len(taken.ignored[0]) < 200


def test_a_crowded_table_of_contents_costs_little_memory(tmp_path):
    """An archive of 16 MiB that claims 200 000 members is refused before a list of them is made."""
    entry = b"PK\x01\x02" + bytes(24) + b"\x01\0" + bytes(16) + b"x"
    count = 200_000
    ending = b"PK\5\6" + bytes(4) + b"\xff\xff\xff\xff" + (len(entry) * count).to_bytes(4, "little") + bytes(6)
    path = tmp_path / "crowd.zip"
    path.write_bytes(entry * count + ending)

    message, mib = refused(path)

    assert "more than 300 files and folders" in message
    assert mib < 24


def test_a_bomb_costs_little_memory(tmp_path):
    """Unpacking stops at the limit of a file: a bomb of 100 MB takes a few MiB."""
    message, mib = refused(pack(tmp_path, [("conv2d.py", bytes(100_000_000))]))

    assert "unpacks to far more than it should" in message
    assert mib < 3
