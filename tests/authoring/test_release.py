"""Releases: in step, reproducible, careful with files of others."""

import hashlib
import json
import re
import subprocess
import sys
import zipfile

import pytest

from convgrade.authoring.gradescope import LIVE_TORCH_FILE, Variant, gradescope_files, missing_in_image
from convgrade.authoring.release import (
    build_gradescope_zips,
    build_student_zips,
    out_of_step,
    require_in_step,
    write,
)
from convgrade.authoring.wheel import WHEEL_NAME, students_wheel_bytes, wheel_bytes
from convgrade.core.archive import unzip, zip_bytes
from convgrade.core.errors import ExerciseError, InputError
from convgrade.core.exercise import find_assignment
from convgrade.core.hashing import content_hash


@pytest.fixture
def target(tmp_path, course):
    """Generate the students' folders."""
    target = tmp_path / "assignments"
    write(course, target)
    return target


def test_what_was_written_is_in_step(course, target):
    """Right after writing, nothing is out of step, and writing again changes nothing."""
    assert out_of_step(course, target) == []
    assert write(course, target) == []
    require_in_step(course, target)


def test_a_changed_solution_changes_its_stub_alone(course, target):
    """Only files whose content changed are written: a stub is a file and a cell, and makes a new edition."""
    path = course / "b1_numbers" / "total" / "solution.py"
    path.write_text(path.read_text().replace("Add up.", "Add all up."))

    assert sorted(path.name for path in write(course, target)) == [
        "assignment.toml",
        "b1_numbers.ipynb",
        "total.py",
    ]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda stub: stub.write_text(stub.read_text() + "\n"), "double.py is not what"),
        (lambda stub: stub.unlink(), "double.py is missing"),
    ],
    ids=["edited", "missing"],
)
def test_a_file_out_of_step_is_named(course, target, spoil, words):
    """An edited or missing file is told, with the command that mends it."""
    spoil(target / "b1_numbers" / "double.py")

    assert [words in problem for problem in out_of_step(course, target)] == [True]
    with pytest.raises(ExerciseError, match=r"run `convgrade release --write` and commit the result"):
        require_in_step(course, target)


def test_what_is_no_longer_given_is_removed(course, target):
    """The files of an exercise that is gone go, with the folders they leave empty."""
    for path in (course / "b1_numbers").rglob("*"):
        if path.is_file() and path.parent.name in ("double", "total"):
            other = course / "b2_more" / path.relative_to(course / "b1_numbers")
            other.parent.mkdir(parents=True, exist_ok=True)
            path.rename(other)
    for name in ("assignment.toml", "assignment.md"):
        (course / "b1_numbers" / name).rename(course / "b2_more" / name)

    assert any("double.py is left over" in problem for problem in out_of_step(course, target))
    write(course, target)

    assert sorted(path.name for path in target.iterdir()) == ["GENERATED", "b2_more"]
    assert out_of_step(course, target) == []


def test_foreign_files_stay(course, target):
    """A file that was not generated is kept, wherever it lies."""
    notes = target / "b1_numbers" / "notes.txt"
    notes.write_text("mine")
    (target / "b1_numbers" / "double.py").write_text("spoilt")

    write(course, target)

    assert notes.read_text() == "mine"
    assert out_of_step(course, target) == []


def test_a_foreign_file_in_the_way_is_not_overwritten(course, target):
    """A file of the same name that was not generated is refused, and nothing is written."""
    listing = target / "GENERATED"
    listing.write_text(listing.read_text().replace("b1_numbers/double.py\n", ""))
    (target / "b1_numbers" / "double.py").write_text("mine")

    with pytest.raises(InputError, match=r"double\.py was not generated and would be overwritten"):
        write(course, target)

    assert (target / "b1_numbers" / "double.py").read_text() == "mine"


def test_a_list_that_leaves_the_folder_is_refused(course, target):
    """A damaged list never makes us remove files elsewhere."""
    (target / "GENERATED").write_text("../solutions/b1_numbers/assignment.md\n")

    with pytest.raises(InputError, match="is not below"):
        write(course, target)

    assert (course / "b1_numbers" / "assignment.md").is_file()


def test_arrays_packed_by_another_zlib_are_in_step(course, target):
    """Recorded cases are compared unpacked."""
    path = target / "b1_numbers" / "tests" / "recorded_double.npz"
    path.write_bytes(zip_bytes(unzip(path.read_bytes())))

    assert out_of_step(course, target) == []


def test_damaged_arrays_are_out_of_step(course, target):
    """Recorded cases that are no zip are told like any other file."""
    (target / "b1_numbers" / "tests" / "recorded_double.npz").write_bytes(b"nothing")

    assert len(out_of_step(course, target)) == 1


def test_a_leak_stops_the_release(course, target):
    """Nothing is written if private text would be published."""
    handout = course / "b1_numbers" / "assignment.md"
    handout.write_text("# Numbers\n\nTry `return sum(value for value in values)`.\n")

    with pytest.raises(ExerciseError, match=r"b1_numbers/README\.md:7 gives away a line of the solution"):
        write(course, target)

    assert "Try" not in (target / "b1_numbers" / "README.md").read_text()


def test_an_empty_course_is_refused(tmp_path):
    """A folder without assignments is named."""
    with pytest.raises(InputError, match="holds no assignment"):
        write(tmp_path / "nowhere", tmp_path / "assignments")


@pytest.mark.parametrize("build", [build_student_zips, build_gradescope_zips])
def test_zips_are_reproducible(course, tmp_path, build):
    """Two builds of one course give the same bytes."""
    (first,) = build(course, (), tmp_path / "one")
    (second,) = build(course, ["b1_numbers"], tmp_path / "two" / "deep")

    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()


def test_the_students_zip_is_their_folder_and_a_wheel(course, target, tmp_path):
    """It holds what is committed, the wheel that requirements.txt names, and a manifest."""
    (path,) = build_student_zips(course, (), tmp_path / "dist")

    files = unzip(path.read_bytes())

    committed = {
        f"b1_numbers/{p.relative_to(target / 'b1_numbers').as_posix()}" for p in target.rglob("*/*") if p.is_file()
    }
    assert path.name == "b1_numbers-student.zip"
    assert set(files) == committed | {f"b1_numbers/{WHEEL_NAME}", "b1_numbers/manifest.json"}
    assert f"./{WHEEL_NAME}\n".encode() in files["b1_numbers/requirements.txt"]


def test_the_gradescope_zip_holds_this_and_nothing_else(course, tmp_path):
    """Scripts, pins, wheel, manifest, and of every exercise only the files that grading knows."""
    (path,) = build_gradescope_zips(course, (), tmp_path / "dist")

    double = ["alternatives.py", "cases.py", "exercise.toml", "misconceptions.py", "recorded.npz"]
    double += ["solution.py", "test_hidden.py", "test_public.py"]
    assert list(unzip(path.read_bytes())) == [
        WHEEL_NAME,
        "manifest.json",
        "requirements.txt",
        "run_autograder",
        "setup.sh",
        "solutions/b1_numbers/assignment.toml",
        *(f"solutions/b1_numbers/double/{name}" for name in double),
        *(f"solutions/b1_numbers/total/{name}" for name in ("exercise.toml", "solution.py", "test_public.py")),
        "uv.txt",
    ]


def test_gradescopes_scripts_are_executable(course, tmp_path):
    """Both scripts carry the executable bit."""
    (path,) = build_gradescope_zips(course, (), tmp_path / "dist")

    with zipfile.ZipFile(path) as archive:
        modes = {name: archive.getinfo(name).external_attr >> 16 & 0o777 for name in ("setup.sh", "run_autograder")}

    assert modes == {"setup.sh": 0o755, "run_autograder": 0o755}


@pytest.mark.parametrize(("build", "folder"), [(build_student_zips, "b1_numbers/"), (build_gradescope_zips, "")])
def test_the_manifest_describes_the_zip(course, tmp_path, build, folder):
    """Version, points, the hash of every file, and one hash of them all."""
    (path,) = build(course, (), tmp_path / "dist")
    files = {name.removeprefix(folder): content for name, content in unzip(path.read_bytes()).items()}

    manifest = json.loads(files.pop("manifest.json"))

    assert (manifest["assignment"], manifest["points"], manifest["bonus"]) == ("b1_numbers", 7.5, 1.0)
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", manifest["version"])
    assert manifest["pytorch"]["recorded"] == {"cpu": ["PyTorch 2.0 on a processor"]}
    assert manifest["pytorch"]["missing"] == ["Not compared with CUDA: there is no recording of it."]
    assert manifest["files"] == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert manifest["release"] == content_hash(files)


def test_a_leak_in_the_wheel_stops_the_students_zip(course, tmp_path):
    """What convgrade's own package holds is published too."""
    solution = course / "b1_numbers" / "total" / "solution.py"
    line = "return zip_bytes(unzip(wheel.read_bytes()))"
    solution.write_text(solution.read_text().replace("return sum(value for value in values)", line))

    with pytest.raises(ExerciseError, match=r"convgrade/authoring/wheel\.py:\d+ gives away a line of the solution"):
        build_student_zips(course, (), tmp_path / "dist")

    assert not (tmp_path / "dist").exists()


def test_a_misspelt_assignment_gets_a_suggestion(course, tmp_path):
    """An unknown assignment is answered with the nearest name."""
    with pytest.raises(InputError, match="did you mean 'b1_numbers'"):
        build_gradescope_zips(course, ["b1_number"], tmp_path)


def needs(course, package):
    """Have an exercise's student code need a package; return the assignment."""
    settings = course / "b1_numbers" / "total" / "exercise.toml"
    settings.write_text(f'packages = ["{package}"]\n' + settings.read_text())
    return find_assignment(course, "b1_numbers")


def test_a_package_that_the_image_lacks_is_told(course):
    """Who releases an exercise for Gradescope that needs what no image gets reads so."""
    [sentence] = missing_in_image(needs(course, "scipy"))

    assert sentence.startswith("b1_numbers: total needs scipy, which the image will not have")


def test_an_exercise_on_pytorch_brings_it_into_the_image(course):
    """Where student code needs PyTorch, the zip pins it; the checks still use the recorded answers alone."""
    assignment = needs(course, "torch")

    files = gradescope_files(assignment)

    assert {"torch.txt", "requirements-torch.txt"} <= set(files)
    assert LIVE_TORCH_FILE not in files
    assert missing_in_image(assignment) == []


def test_live_torch_is_a_variant_with_a_name_of_its_own(course, tmp_path):
    """The zip pins PyTorch and has the checks ask it; it does not take the lean one's place."""
    (path,) = build_gradescope_zips(course, (), tmp_path, Variant(live_torch=True))

    more = set(unzip(path.read_bytes())) - set(gradescope_files(find_assignment(course, "b1_numbers")))
    assert path.name == "b1_numbers-gradescope-live-torch.zip"
    assert more == {"torch.txt", "requirements-torch.txt", LIVE_TORCH_FILE}


def test_the_students_wheel_has_no_answers_of_pytorch(tmp_path):
    """What answers for PyTorch stays with the instructor; the wheel's list of files says so, and the rest imports."""
    whole, students = unzip(wheel_bytes()), unzip(students_wheel_bytes())

    left_out = whole.keys() - students.keys()
    (record,) = (name for name in students if name.endswith("/RECORD"))
    for name, content in students.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    modules = sorted(path.stem for path in (tmp_path / "convgrade" / "cnn").glob("[!_]*.py"))
    code = f"from convgrade.cnn import {', '.join(modules)}; print(strategies.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, env={"PYTHONPATH": str(tmp_path)}
    )

    assert "convgrade/cnn/oracle.py" in left_out
    assert [name for name in students if name.startswith("convgrade/cnn/") and b"answers_to(" in students[name]] == []
    assert {line.split(",")[0] for line in students[record].decode().splitlines()} == set(students)
    assert done.stdout.startswith(str(tmp_path)), done.stderr
