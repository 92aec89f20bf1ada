"""Record PyTorch's answers to an exercise's cases, on every device present."""

import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import numpy as np

from convgrade.checks.cases import Case, Recorded, dump_cases, load_cases
from convgrade.checks.compare import Tolerance, difference
from convgrade.checks.context import load_module
from convgrade.core.errors import ExerciseError, ExitCode, InputError
from convgrade.core.exercise import Assignment, Exercise, assignment_names, find_assignment
from convgrade.worker.protocol import fingerprint

AGREEMENT, AGREEMENT_SINGLE = 1e-12, 1e-6
"""How far a new answer may be from a recorded one, relative and absolute; the second for float32."""


@dataclass(frozen=True)
class Recording:
    """What recording one exercise did: the file's new content, and whether it differs from the old one."""

    exercise: Exercise
    recorded: Recorded
    changed: tuple[str, ...]

    @property
    def path(self) -> Path:
        """Return where the answers are kept."""
        return self.exercise.recorded

    def write(self) -> None:
        """Replace ``recorded.npz``."""
        self.path.write_bytes(dump_cases(self.recorded))


def record(assignment: Assignment, exercise: Exercise, devices: Sequence[str] = ()) -> Recording | None:
    """Ask PyTorch for the answers to an exercise's cases.

    Parameters
    ----------
    assignment : Assignment
        Names the domain whose oracle is asked.
    exercise : Exercise
        Its ``cases.py`` lists the calls; None is returned if it has none.
    devices : sequence of str, optional
        Which devices to ask; every one present by default.  Answers of other devices to the same
        calls are kept.

    Raises
    ------
    InputError
        If PyTorch or a device is missing.
    ExerciseError
        If ``cases.py`` is broken.
    """
    cases = cases_of(exercise)
    if cases is None:
        return None
    oracle = _oracle(assignment)
    present = oracle.devices()
    for device in devices:
        if device not in present:
            reason = oracle.why_no_cuda() if device == "cuda" else f"PyTorch sees {', '.join(present)}"
            raise InputError(f"there is no device {device!r} here: {reason}")
    asked = tuple(devices) or present
    before = load_cases(exercise.recorded) if exercise.recorded.is_file() else Recorded((), oracle.version(), {})
    kept = {_key(case): case for case in before.cases}
    answered = [_answered(case, kept.get(_key(case)), oracle, asked) for case in cases]
    kept_names = _names_kept(before, answered)
    names = {**kept_names, **{device: oracle.device_name(device) for device in asked}}
    older = {device: before.version_of(device) for device in kept_names if device not in asked}
    versions = {device: version for device, version in older.items() if version != oracle.version()}
    changed = tuple(text for case in answered if (text := _change(case, kept.get(_key(case)))))
    if not changed and [_key(case) for case in before.cases] != [_key(case) for case in answered]:
        changed = (f"{len(before.cases)} cases were recorded, {len(answered)} are listed in cases.py",)
    return Recording(exercise, Recorded(tuple(answered), oracle.version(), names, versions), changed)


def cases_of(exercise: Exercise) -> list[Case] | None:
    """Return the cases that an exercise's ``cases.py`` lists, or None if it has no such file."""
    path = exercise.folder / "cases.py"
    if not path.is_file():
        return None
    listed = getattr(load_module(path), "cases", None)
    cases = listed() if callable(listed) else None
    if not isinstance(cases, list) or not all(isinstance(case, Case) and case.group for case in cases):
        raise ExerciseError(f"{path} must define cases() that returns a list of Case, each with a group")
    return cases


def _oracle(assignment: Assignment) -> ModuleType:
    if assignment.domain is None:
        raise InputError(
            f'{assignment.name} has no domain: name one in assignment.toml, such as domain = "convgrade.cnn"'
        )
    oracle = importlib.import_module(f"{assignment.domain}.oracle")
    if not oracle.available():
        raise InputError("PyTorch is not installed: pip install 'convgrade[torch]'")
    return oracle


def _answered(case: Case, before: Case | None, oracle: ModuleType, devices: Sequence[str]) -> Case:
    kept = before.recorded if before is not None else {}
    asked = [device for device in devices if oracle.supports(case, device)]
    return replace(case, recorded={**kept, **{device: oracle.answer(case, device) for device in asked}})


def _names_kept(before: Recorded, answered: list[Case]) -> dict[str, str]:
    devices = {device for case in answered for device in case.recorded}
    return {device: name for device, name in before.devices.items() if device in devices}


def _key(case: Case) -> str:
    """Return what tells one call from another: function, group and every bit of its arguments."""
    return fingerprint((case.function, case.group, case.args, dict(case.kwargs)))


def _change(case: Case, before: Case | None) -> str | None:
    """Return in words how a new answer differs from the recorded one."""
    if before is None:
        return f"{case}: not recorded before"
    single = any(isinstance(value, np.ndarray) and value.dtype == np.float32 for value in case.args)
    tolerance = Tolerance(AGREEMENT_SINGLE, AGREEMENT_SINGLE) if single else Tolerance(AGREEMENT, AGREEMENT)
    for device, answer in case.recorded.items():
        if device not in before.recorded:
            return f"{case}: not recorded on {device} before"
        problem = difference(answer, before.recorded[device], tolerance)
        if problem:
            return f"{case}, on {device}: {problem}"
    return None


def record_all(
    root: Path, which: Sequence[str], devices: Sequence[str], *, write: bool, say: Callable[[str], object]
) -> ExitCode:
    """Record some exercises, or all, and say what changed.

    Parameters
    ----------
    root : Path
        The course, such as ``solutions/``.
    which : sequence of str
        ``"assignment"`` or ``"assignment/exercise"``; all where it is empty.
    devices : sequence of str
        Which devices to ask; every one present where it is empty.
    write : bool
        Whether to replace the files; otherwise a changed answer ends with POINTS_MISSING.
    say : callable
        Prints a line.
    """
    stale = False
    for assignment, exercise in _chosen(root, which):
        recording = record(assignment, exercise, devices)
        if recording is None:
            continue
        stale = stale or bool(recording.changed)
        say(f"{assignment.name}/{exercise.name}: {len(recording.recorded.cases)} cases, {_summary(recording)}")
        if write and (recording.changed or not recording.path.is_file()):
            recording.write()
    return ExitCode.POINTS_MISSING if stale and not write else ExitCode.ALL_POINTS


def _chosen(root: Path, which: Sequence[str]) -> Iterator[tuple[Assignment, Exercise]]:
    for name in which or assignment_names(root):
        first, _, second = name.partition("/")
        assignment = find_assignment(root, first)
        for exercise in [assignment.exercise(second)] if second else assignment.exercises:
            yield assignment, exercise


def _summary(recording: Recording) -> str:
    on = ", ".join(recording.recorded.devices)
    if not recording.changed:
        return f"on {on}: unchanged (PyTorch {recording.recorded.torch} agrees to {AGREEMENT:g})"
    return f"on {on}: {len(recording.changed)} changed, the first: {recording.changed[0]}"
