"""Cases: a call with its arguments, and what PyTorch answers to it.

Recorded cases live in ``recorded.npz``: a JSON header and the bytes of its arrays, as they cross to
a worker; no pickle.
"""

import functools
import inspect
import io
import json
import runpy
import struct
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from convgrade.checks.faults import StudentRaised
from convgrade.checks.source import call_source
from convgrade.core.errors import ExerciseError
from convgrade.worker.decoding import Decoder
from convgrade.worker.encoding import Encoder
from convgrade.worker.values import ProtocolError

_HEADER, _BODY = "header", "body"
# What zipfile, zlib, numpy and the decoder make of damaged bytes.
_DAMAGED = (
    *(EOFError, LookupError, OSError, RuntimeError, TypeError, ValueError),
    *(ProtocolError, struct.error, zipfile.BadZipFile, zlib.error),
)


class Answers(Mapping[str, Any]):
    """What PyTorch answered to one case, per device (``"cpu"``, ``"cuda"``); may be empty."""

    def __init__(self, by_device: Mapping[str, Any] | None = None) -> None:
        self._by_device = dict(by_device or {})

    def __getitem__(self, device: str) -> Any:
        return self._by_device[device]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_device)

    def __len__(self) -> int:
        return len(self._by_device)

    def part(self, index: int) -> "Answers":
        """Return one of several values that were answered together, per device."""
        return Answers({device: answer[index] for device, answer in self.items()})


LiveOracle = Callable[["Case"], Mapping[str, Any]]
"""Asks PyTorch itself: a case to its answers per device."""

live_oracle: ContextVar[LiveOracle | None] = ContextVar("live_oracle", default=None)
"""Set while PyTorch is asked live; recorded answers are used otherwise."""


@dataclass(frozen=True)
class Case:
    """One call of a graded function: ``function(*args, **kwargs)``.

    ``group`` is the topic under which a recorded case is filed.
    """

    function: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    group: str = ""
    recorded: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def pytorch(self) -> Answers:
        """Return PyTorch's answers: the recorded ones, and live ones where PyTorch is asked."""
        oracle = live_oracle.get()
        live = {f"{device}, live": value for device, value in oracle(self).items()} if oracle else {}
        return Answers({**self.recorded, **live})

    def __str__(self) -> str:
        return call_source(self.function, self.args, self.kwargs)


@dataclass(frozen=True)
class Recorded:
    """The cases of one ``recorded.npz``, and who answered them.

    ``torch`` is PyTorch's version, ``devices`` maps a device to the name of the hardware; ``versions`` maps
    those devices to PyTorch's version that were asked with another one than the last.
    """

    cases: tuple[Case, ...]
    torch: str
    devices: Mapping[str, str]
    versions: Mapping[str, str] = field(default_factory=dict)

    def version_of(self, device: str) -> str:
        """Return the version of PyTorch that answered on a device."""
        return self.versions.get(device, self.torch)

    def without(self, device: str) -> int:
        """Return how many cases a device has not answered."""
        return sum(device not in case.recorded for case in self.cases)

    def only(self, groups: Collection[str]) -> "Recorded":
        """Return the cases of these groups alone."""
        return replace(self, cases=tuple(case for case in self.cases if case.group in groups))


def recorded(group: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Run a check for every recorded case of ``group``, smallest first, as one check.

    The check takes the argument ``case``; the first case on which it fails is the counterexample.

    Parameters
    ----------
    group : str
        A group of the ``recorded.npz`` that belongs to the check's file.
    """

    def decorate(check: Callable[..., Any]) -> Callable[..., Any]:
        signature = inspect.signature(check)

        @functools.wraps(check)
        def run_all(*, recorded_cases: Recorded, **fixtures: Any) -> None:
            cases = recorded_cases.only([group]).cases
            if not cases:
                raise ExerciseError(
                    f"{check.__module__}: no case is recorded in group {group!r}: list one, then `convgrade record`"
                )
            for case in cases:
                with _known_answer(case):
                    check(case=case, **fixtures)

        parameters = [p for name, p in signature.parameters.items() if name != "case"]
        fixture = inspect.Parameter("recorded_cases", inspect.Parameter.KEYWORD_ONLY)
        setattr(run_all, "__signature__", signature.replace(parameters=[*parameters, fixture]))  # noqa: B010 - mypy knows no such attribute
        setattr(run_all, _GROUP, group)
        return run_all

    return decorate


@contextmanager
def _known_answer(case: Case) -> Iterator[None]:
    """Let an exception of a student's code carry along what PyTorch answers to the same call."""
    try:
        yield
    except StudentRaised as error:
        answers = case.pytorch
        if error.right is None and answers and error.call == str(case):
            error.right = lambda: next(iter(answers.values()))
        raise


_GROUP = "__convgrade_recorded_group__"


def groups_used(check_file: Path) -> set[str]:
    """Return the recorded groups that the checks of a (trusted) file ask for."""
    names = runpy.run_path(str(check_file))
    return {getattr(value, _GROUP) for value in names.values() if hasattr(value, _GROUP)}


def load_cases(path: Path) -> Recorded:
    """Read a ``recorded.npz``.

    Raises
    ------
    ExerciseError
        If the file is missing or damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:  # a file would make room for any size it claims
            header = json.loads(_bytes_of(archive, _HEADER))
            decoder = Decoder(_bytes_of(archive, _BODY))
        cases = tuple(_case(entry, decoder) for entry in header["cases"])
        decoder.finish()
        return Recorded(cases, header["torch"], header["devices"], header.get("versions", {}))
    except FileNotFoundError:
        raise ExerciseError(f"{path} is missing; make it with `convgrade record`") from None
    except _DAMAGED as error:
        raise ExerciseError(f"{path} is damaged ({error}); make it anew with `convgrade record`") from None


def dump_cases(recorded: Recorded) -> bytes:
    """Return the bytes of a ``recorded.npz``: the same bytes for the same cases.

    Raises
    ------
    ExerciseError
        If a case holds something that cannot cross to a worker.
    """
    encoder = Encoder()
    entries = [
        {
            "function": case.function,
            "group": case.group,
            "call": encoder.encode([case.args, dict(case.kwargs), dict(case.recorded)]),
        }
        for case in recorded.cases
    ]
    if encoder.refused:
        raise ExerciseError(
            f"a recorded case cannot hold a {encoder.refused[0]}: use arrays, numbers, texts, tuples and lists"
        )
    header = {"torch": recorded.torch, "devices": dict(sorted(recorded.devices.items())), "cases": entries}
    if recorded.versions:
        header["versions"] = dict(sorted(recorded.versions.items()))
    buffer = io.BytesIO()
    parts = {_HEADER: json.dumps(header, indent=0).encode(), _BODY: b"".join(encoder.body)}
    np.savez_compressed(
        buffer, allow_pickle=False, **{name: np.frombuffer(data, np.uint8) for name, data in parts.items()}
    )
    return buffer.getvalue()


def _bytes_of(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return an array's bytes; they are read to the end, where their sum is compared, before numpy looks at them."""
    array: np.ndarray[Any, Any] = np.load(io.BytesIO(archive.read(f"{name}.npy")), allow_pickle=False)
    return array.tobytes()


def _case(entry: dict[str, Any], decoder: Decoder) -> Case:
    args, kwargs, answers = decoder.decode(entry["call"])
    return Case(entry["function"], args, kwargs, entry["group"], answers)
