"""PyTorch's part in a grading: asked live, or through its recorded answers; the domain knows how."""

import importlib
import importlib.util
from collections.abc import Iterator, Sequence
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
    recordings = []
    for exercise in exercises:
        with suppress(ExerciseError):  # the checks that need a damaged one are grader errors already
            recordings.append(load_cases(exercise.recorded))
    sentences = []
    if live and (oracle := oracle_of(assignment)):
        devices = ", ".join(f"{device} ({oracle.device_name(device)})" for device in oracle.devices())
        sentences.append(f"Compared with PyTorch {oracle.version()} itself, on {devices}.")
    if recordings:
        sentences.append(_recorded_sentence(recordings))
        if not any("cuda" in recorded.devices for recorded in recordings):
            sentences.append(
                "Not compared with CUDA: there is no recording of it" + (" and no device here." if live else ".")
            )
    return tuple(sentences)


def _recorded_sentence(recordings: Sequence[Recorded]) -> str:
    versions = sorted({recorded.torch for recorded in recordings})
    devices = sorted({device for recorded in recordings for device in recorded.devices})
    count = sum(len(recorded.cases) for recorded in recordings)
    return f"Compared with PyTorch {', '.join(versions)}'s recorded answers to {count} calls, on {', '.join(devices)}."
