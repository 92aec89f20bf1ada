"""Read a release that was built earlier: what it asks of students, and what its grader checks."""

import ast
import hashlib
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeGuard

from convgrade.authoring.stubs import strip_solution
from convgrade.checks.cases import load_cases
from convgrade.core.archive import unzip
from convgrade.core.edition import edition_of
from convgrade.core.errors import InputError
from convgrade.core.exercise import ASSIGNMENT_FILE, Exercise, load_assignment
from convgrade.core.hashing import folder_files
from convgrade.core.release import MANIFEST_FILE, Manifest

_BANKS = ("misconceptions.py", "alternatives.py")


@dataclass(frozen=True)
class CheckView:
    """A check: ``code`` is its source without its docstring."""

    points: float
    claim: str
    code: str


@dataclass(frozen=True)
class ExerciseView:
    """An exercise: ``calls`` are its functions' parameters, ``tasks`` their texts, ``helpers`` what checks share.

    What follows ``helpers`` is known of a grader's release alone.
    """

    title: str
    points: float
    bonus: float
    calls: Mapping[str, str]
    tasks: Mapping[str, str]
    rules: str
    stub: str
    public: Mapping[str, CheckView]
    helpers: str
    hidden: Mapping[str, CheckView] = field(default_factory=dict)
    solution: str = ""
    banks: Mapping[str, str] = field(default_factory=dict)
    recorded: Mapping[str, int] = field(default_factory=dict)
    recording: str = ""


@dataclass(frozen=True)
class View:
    """A release.  ``exercises`` is None where a manifest alone is known; ``digests`` are those of all files."""

    assignment: str
    edition: str
    version: str
    release: str
    points: float
    is_for_grading: bool
    digests: Mapping[str, str]
    exercises: Mapping[str, ExerciseView] | None = None


def view_of(path: Path) -> View:
    """Read a release.

    Parameters
    ----------
    path : Path
        A zip that convgrade built, the folder that it unpacks to, a student's folder, or a ``manifest.json``.

    Raises
    ------
    InputError
        If it is none of these, or damaged.
    """
    if path.is_file() and path.suffix == ".json":
        return _from_manifest(Manifest.of(path.read_bytes(), str(path)))
    files = _at_their_root(_contents(path), path)
    manifest = Manifest.of(files[MANIFEST_FILE], f"{path}/{MANIFEST_FILE}") if MANIFEST_FILE in files else None
    with tempfile.TemporaryDirectory(prefix="convgrade-release-") as name:
        for member, content in files.items():
            if PurePosixPath(member).suffix in (".toml", ".py", ".npz"):
                (Path(name) / member).parent.mkdir(parents=True, exist_ok=True)
                (Path(name) / member).write_bytes(content)
        private = [place.parent for place in sorted(Path(name).glob(f"solutions/*/{ASSIGNMENT_FILE}"))]
        assignment = load_assignment(private[0] if private else Path(name))
        exercises = {exercise.name: _exercise(exercise, Path(name)) for exercise in assignment.exercises}
        edition = manifest.edition if manifest else edition_of(assignment)
    digests = {member: hashlib.sha256(content).hexdigest() for member, content in files.items()}
    digests.pop(MANIFEST_FILE, None)
    return View(
        assignment=manifest.assignment if manifest else assignment.name,
        edition=edition,
        version=manifest.version if manifest else "",
        release=manifest.release if manifest else "",
        points=assignment.points,
        is_for_grading=bool(private),
        digests=digests,
        exercises=exercises,
    )


def _from_manifest(manifest: Manifest) -> View:
    return View(
        assignment=manifest.assignment,
        edition=manifest.edition,
        version=manifest.version,
        release=manifest.release,
        points=manifest.points,
        is_for_grading=any(name.startswith("solutions/") for name in manifest.files),
        digests=manifest.files,
    )


def _contents(path: Path) -> dict[str, bytes]:
    if path.is_dir():
        return folder_files(path)
    if not path.is_file():
        raise InputError(f"{path} does not exist: name a zip, a folder or a {MANIFEST_FILE}")
    if not zipfile.is_zipfile(path):
        raise InputError(f"{path} is neither a zip nor a {MANIFEST_FILE}")
    files = unzip(path.read_bytes())
    outside = [name for name in files if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts]
    if outside:
        raise InputError(f"{path} is no release of convgrade's: {outside[0]!r} would lie outside of its folder")
    return files


def _at_their_root(files: Mapping[str, bytes], path: Path) -> dict[str, bytes]:
    """Return the files by their path from the release's own folder, which is where the manifest lies."""
    known = [name for name in files if PurePosixPath(name).name in (MANIFEST_FILE, ASSIGNMENT_FILE)]
    if not known:
        raise InputError(f"{path} is no release: it holds no {MANIFEST_FILE} and no {ASSIGNMENT_FILE}")
    top = PurePosixPath(min(known, key=lambda name: (name.count("/"), name))).parent
    below = {name: PurePosixPath(name) for name in files}
    return {str(place.relative_to(top)): files[name] for name, place in below.items() if place.is_relative_to(top)}


def _exercise(exercise: Exercise, home: Path) -> ExerciseView:
    stub = _stub(exercise, home)
    functions = {node.name: node for node in ast.parse(stub).body if isinstance(node, ast.FunctionDef)}
    asked = {name: functions[name] for name in exercise.functions if name in functions}
    rules = [exercise.allowed_imports, sorted(exercise.banned_calls), exercise.packages, exercise.helpers]
    private = exercise.folder
    banks = {name: _digest(private / name) for name in _BANKS} if exercise.solution else {}
    return ExerciseView(
        title=exercise.title,
        points=exercise.points,
        bonus=exercise.bonus,
        calls={name: ast.unparse(node.args) for name, node in asked.items()},
        tasks={name: ast.get_docstring(node) or "" for name, node in asked.items()},
        rules=repr(rules),
        stub=stub.partition("\n")[2],
        public=_checks(exercise.public_checks),
        helpers=_beside_checks(exercise.public_checks),
        hidden=_checks(exercise.hidden_checks) if exercise.hidden_checks else {},
        solution=_digest(exercise.solution) if exercise.solution else "",
        banks=banks,
        recorded=_groups(exercise.recorded) if exercise.solution else {},
        recording=_digest(exercise.recorded) if exercise.solution else "",
    )


def _stub(exercise: Exercise, home: Path) -> str:
    """Return what students start from."""
    if exercise.solution is not None:
        return strip_solution(exercise.solution.read_text(encoding="utf-8"), str(exercise.solution))
    path = home / exercise.file_name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _checks(path: Path) -> dict[str, CheckView]:
    """Return the checks of a file, by name."""
    if not path.is_file():
        return {}
    nodes = ast.parse(path.read_text(encoding="utf-8")).body
    return {n.name: _check(n) for n in nodes if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")}


def _check(function: ast.FunctionDef) -> CheckView:
    weights = [node for node in function.decorator_list if _is_weight(node)]
    points = ast.literal_eval(weights[0].args[0]) if weights else 1.0
    claim = (ast.get_docstring(function) or "").partition("\n")[0]
    function.body = function.body[1:] if claim else function.body
    function.decorator_list = [node for node in function.decorator_list if not _is_weight(node)]
    return CheckView(float(points), claim, ast.unparse(function))


def _is_weight(node: ast.expr) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "weight"


def _beside_checks(path: Path) -> str:
    """Return what a check file holds beside its checks."""
    nodes = ast.parse(path.read_text(encoding="utf-8")).body if path.is_file() else []
    return "\n".join(ast.unparse(node) for node in nodes if not getattr(node, "name", "").startswith("test_"))


def _groups(path: Path) -> dict[str, int]:
    """Return how many recorded calls there are, by group."""
    if not path.is_file():
        return {}
    groups = [case.group for case in load_cases(path).cases]
    return {group: groups.count(group) for group in sorted(set(groups))}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
