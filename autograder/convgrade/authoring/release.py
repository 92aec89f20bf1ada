"""Make releases: the committed folders of ``assignments/``, and the zips in ``dist/``."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from convgrade.authoring.classroom import classroom_files
from convgrade.authoring.gradescope import EXECUTABLE, LEAN, Variant, docker_files, gradescope_files, with_manifest
from convgrade.authoring.leaks import require_no_leaks
from convgrade.authoring.student import student_files
from convgrade.authoring.wheel import WHEEL_NAME, students_wheel_bytes
from convgrade.core.archive import unzip, zip_bytes
from convgrade.core.errors import ExerciseError, InputError
from convgrade.core.exercise import Assignment, assignment_names, find_assignment

LIST_FILE = "GENERATED"
_LIST_HEAD = "# What `convgrade release --write` made here; it replaces and removes these files alone.\n"


def write(course: Path, target: Path) -> list[Path]:
    """Regenerate the students' folders, and remove what was generated earlier and is no longer.

    Files that were not generated are never touched.

    Parameters
    ----------
    course : Path
        The private layout, such as ``solutions/``.
    target : Path
        The students' folders, such as ``assignments/``.

    Returns
    -------
    list of Path
        The files whose content changed.

    Raises
    ------
    ExerciseError
        If an exercise is broken, or private text would be published.
    InputError
        If a file of the same name was not generated, so that it would be lost.
    """
    files = _generated(course)
    listed = _listed(target)
    changed = [name for name, content in files.items() if not _same(target / name, content)]
    for name in changed:
        if name not in listed and name != LIST_FILE and (target / name).exists():
            raise InputError(f"{target / name} was not generated and would be overwritten: move it away, or remove it")
    for name in listed - set(files):
        _remove(target, name)
    for name in changed:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(files[name])
    return [target / name for name in changed]


def out_of_step(course: Path, target: Path) -> list[str]:
    """Return one sentence for every file that is not what the course gives; none if all are in step.

    Parameters
    ----------
    course, target : Path
        As in `write`.

    Raises
    ------
    ExerciseError
        If an exercise is broken, or private text would be published.
    """
    files = _generated(course)
    problems = []
    for name, content in files.items():
        path = target / name
        if not path.is_file():
            problems.append(f"{path} is missing")
        elif not _same(path, content):
            problems.append(f"{path} is not what {course} gives")
    leftover = sorted(name for name in _listed(target) - set(files) if (target / name).exists())
    return problems + [f"{target / name} is left over: {course} no longer gives it" for name in leftover]


def require_in_step(course: Path, target: Path) -> None:
    """Refuse students' folders that are not what the course gives.

    Raises
    ------
    ExerciseError
        Names the first file, and how to mend it.
    """
    problems = out_of_step(course, target)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise ExerciseError(f"{problems[0]}{more}; run `convgrade release --write` and commit the result")


def build_student_zips(course: Path, names: Sequence[str], out: Path) -> list[Path]:
    """Build the zip that students download, for some assignments or all.

    It holds one folder: what `write` generates, convgrade's wheel, and a manifest.

    Parameters
    ----------
    course : Path
        The private layout, such as ``solutions/``.
    names : sequence of str
        Which assignments; all where it is empty.
    out : Path
        Where ``NAME-student.zip`` goes; made if it is missing.

    Raises
    ------
    ExerciseError
        If an exercise is broken, or private text would be published.
    InputError
        If an assignment is unknown, or convgrade's sources are not at hand.
    """
    return _build_zips(course, names, out, "student", student_zip)


def build_gradescope_zips(course: Path, names: Sequence[str], out: Path, variant: Variant = LEAN) -> list[Path]:
    """Build the autograder zip, for some assignments or all; see `build_student_zips`."""
    kind = f"gradescope{variant.suffix}"
    return _build_zips(course, names, out, kind, lambda assignment: gradescope_zip(assignment, variant))


def build_classroom_zips(course: Path, names: Sequence[str], out: Path) -> list[Path]:
    """Build the template repository for GitHub Classroom, for some assignments or all; see `build_student_zips`."""
    return _build_zips(course, names, out, "classroom", classroom_zip)


def student_zip(assignment: Assignment) -> bytes:
    """Return the zip that students download of an assignment."""
    files = with_manifest({**student_files(assignment), WHEEL_NAME: students_wheel_bytes()}, assignment)
    packed = zip_bytes({f"{assignment.name}/{name}": content for name, content in files.items()})
    require_no_leaks(assignment, {f"{assignment.name}-student.zip": packed})
    return packed


def classroom_zip(assignment: Assignment) -> bytes:
    """Return a template repository for GitHub Classroom as a zip of one folder."""
    packed = zip_bytes({f"{assignment.name}/{name}": data for name, data in classroom_files(assignment).items()})
    require_no_leaks(assignment, {f"{assignment.name}-classroom.zip": packed})
    return packed


def gradescope_zip(assignment: Assignment, variant: Variant = LEAN) -> bytes:
    """Return the zip to upload to Gradescope for an assignment, or to build an image from."""
    if variant.dockerfile:
        return zip_bytes(docker_files(assignment, variant), [f"source/{name}" for name in EXECUTABLE])
    return zip_bytes(gradescope_files(assignment, variant), EXECUTABLE)


def _build_zips(
    course: Path, names: Sequence[str], out: Path, kind: str, build: Callable[[Assignment], bytes]
) -> list[Path]:
    contents = {
        out / f"{name}-{kind}.zip": build(find_assignment(course, name)) for name in names or all_assignments(course)
    }
    out.mkdir(parents=True, exist_ok=True)
    for path, content in contents.items():
        path.write_bytes(content)
    return list(contents)


def all_assignments(course: Path) -> list[str]:
    """Return the names of a course's assignments; raises InputError where there is none."""
    names = assignment_names(course)
    if not names:
        raise InputError(f"{course} holds no assignment: name the folder with --assignments")
    return names


def _generated(course: Path) -> dict[str, bytes]:
    """Return everything that belongs into the students' folders, by path, and the list of it."""
    files: dict[str, bytes] = {}
    for name in all_assignments(course):
        assignment = find_assignment(course, name)
        own = {f"{name}/{path}": content for path, content in student_files(assignment).items()}
        require_no_leaks(assignment, own)
        files |= own
    names = "".join(f"{name}\n" for name in sorted(files))
    return {**files, LIST_FILE: (_LIST_HEAD + names).encode()}


def _listed(target: Path) -> set[str]:
    """Return what was generated in a folder earlier."""
    path = target / LIST_FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    names = {line for line in lines if line and not line.startswith("#")}
    outside = [name for name in names if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts]
    if outside:
        raise InputError(f"{path} lists {outside[0]!r}, which is not below {target}: remove that line")
    return {*names, LIST_FILE} if path.is_file() else set()


def _same(path: Path, content: bytes) -> bool:
    """Return whether a file holds this; arrays are compared unpacked, as zlib's versions pack differently."""
    if not path.is_file():
        return False
    there = path.read_bytes()
    return there == content or (path.suffix == ".npz" and _is_zip(there) and unzip(there) == unzip(content))


def _is_zip(data: bytes) -> bool:
    return zipfile.is_zipfile(io.BytesIO(data))


def _remove(target: Path, name: str) -> None:
    """Remove a generated file, and the folders that it leaves empty."""
    (target / name).unlink(missing_ok=True)
    for folder in PurePosixPath(name).parents:
        place = target / folder
        if place != target and place.is_dir() and not any(place.iterdir()):
            place.rmdir()
