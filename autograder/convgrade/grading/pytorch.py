"""PyTorch's part in a grading: asked live, or through its recorded answers; the domain knows how."""

import importlib
import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

from convgrade.checks.cases import Case, Recorded, live_oracle, load_cases
from convgrade.core.errors import ExerciseError, InputError
from convgrade.core.exercise import Assignment, Exercise


def oracle_of(assignment: Assignment) -> ModuleType | None:
    """Return the module that asks PyTorch for an assignment's domain, or None if there is none."""
    if assignment.domain is None or importlib.util.find_spec(f"{assignment.domain}.oracle") is None:
        return None
    return importlib.import_module(f"{assignment.domain}.oracle")


@contextmanager
def asked_live(assignment: Assignment, *, live: bool) -> Iterator[None]:
    """Let `Case.pytorch` ask PyTorch itself while the context lasts.

    Raises
    ------
    InputError
        If PyTorch is to be asked and is not installed.
    """
    oracle = oracle_of(assignment) if live else None
    if oracle is None:
        yield
        return
    if not oracle.available():
        raise InputError("PyTorch is not installed, so it cannot be asked live: pip install 'convgrade[torch]'")

    def ask(case: Case) -> dict[str, Any]:
        return {device: oracle.answer(case, device) for device in oracle.devices() if oracle.supports(case, device)}

    token = live_oracle.set(ask)
    try:
        yield
    finally:
        live_oracle.reset(token)


def footer(exercises: Sequence[Exercise], *, live: bool, assignment: Assignment) -> tuple[str, ...]:
    """Return sentences that say with which answers of PyTorch the submission was compared."""
    recordings = recordings_of(exercises)
    sentences, devices = [], ()
    if live and (oracle := oracle_of(assignment)):
        devices = oracle.devices()
        named = ", ".join(f"{device} ({oracle.device_name(device)})" for device in devices)
        sentences.append(f"Compared with PyTorch {oracle.version()} itself, on {named}.")
    if recordings:
        sentences.append(_recorded_sentence(recordings))
        if "cuda" not in devices and (gap := without_cuda(recordings)):
            sentences.append(f"{gap} and no device here." if live else f"{gap}.")
    return tuple(sentences)


def require_device(assignment: Assignment, device: str) -> None:
    """Refuse a device for student code that is not here.

    Raises
    ------
    InputError
        If it is not ``"cuda"``, or PyTorch cannot compute on it.
    """
    oracle = oracle_of(assignment)
    if device != "cuda":
        raise InputError(f"student code can be given the device 'cuda', not {device!r}; a processor it always has")
    if oracle is None or not oracle.available():
        raise InputError("there is no device 'cuda' here: PyTorch is not installed, or the assignment has no domain")
    if reason := oracle.why_no_cuda():
        raise InputError(f"there is no device 'cuda' here: {reason}")


def devices_of_students(exercises: Iterable[Exercise], *, gpu: bool, closed: bool) -> tuple[str, ...]:
    """Return a sentence on the devices of student code that may use further packages.

    ``gpu`` says that one was asked for, ``closed`` that the sandbox closes them otherwise.
    """
    names = ", ".join(exercise.name for exercise in exercises if exercise.packages)
    if not names or not (gpu or closed):
        return ()
    if gpu:
        return (f"Student code of {names} may use a GPU: NVIDIA's devices are open to it, its memory is not limited.",)
    return (f"Student code of {names} is given no GPU.",)


def recordings_of(exercises: Iterable[Exercise]) -> list[Recorded]:
    """Return what is recorded of some exercises; damaged ones are grader errors elsewhere, and left out."""
    recordings = []
    for exercise in exercises:
        with suppress(ExerciseError):
            recordings.append(load_cases(exercise.recorded))
    return recordings


def without_cuda(recordings: Sequence[Recorded]) -> str:
    """Return the beginning of a sentence on what CUDA has not answered; an empty text where it answered all."""
    cases = sum(len(recorded.cases) for recorded in recordings)
    missing = sum(recorded.without("cuda") for recorded in recordings)
    if not missing:
        return ""
    if missing == cases:
        return "Not compared with CUDA: there is no recording of it"
    return f"Not compared with CUDA on {missing} of {cases} calls: there is no recording of them"


def _recorded_sentence(recordings: Sequence[Recorded]) -> str:
    versions = sorted({recorded.version_of(device) for recorded in recordings for device in recorded.devices or [""]})
    devices = sorted({device for recorded in recordings for device in recorded.devices})
    count = sum(len(recorded.cases) for recorded in recordings)
    return f"Compared with PyTorch {', '.join(versions)}'s recorded answers to {count} calls, on {', '.join(devices)}."
