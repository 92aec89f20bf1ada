"""One request to a worker, the callbacks that it leads to, and the reply."""

import inspect
import secrets
from collections.abc import Callable, Sequence
from typing import Any

from convgrade.worker.channel import Channel, Deadline
from convgrade.worker.kinds import Misused
from convgrade.worker.protocol import Frame, ProtocolError, pack, pack_strictly

CALLBACKS_LIMIT = 10_000
CALLBACKS_SECONDS = 30.0  # of the grader's own functions, for one call: they do not count as the student's time


class Exchange:
    """A request that is ready to be sent.

    Parameters
    ----------
    kind : str
        What is asked for.
    values : sequence
        What goes with it; callables cross as numbers.

    Attributes
    ----------
    failure : BaseException or None
        What a callable, called back, has raised here.

    Raises
    ------
    TypeError
        If a value cannot cross.
    """

    def __init__(self, kind: str, values: Sequence[Any]) -> None:
        self._nonce = secrets.token_hex(16)
        self._functions: list[Callable[..., Any]] = []
        self._request = pack_strictly(kind, self._nonce, *values, functions=self._functions)
        self._answered = 0
        self.failure: BaseException | None = None

    def run(self, channel: Channel, deadline: Deadline) -> Frame:
        """Send the request and return the reply.

        Raises
        ------
        DeadlinePassed, ChannelClosed, ProtocolError
            If there is none.
        """
        if not channel.is_silent():
            raise ProtocolError("it sent something without being asked")
        channel.send(self._request, deadline)
        while True:
            frame = channel.receive(deadline)
            if frame.nonce != self._nonce:
                raise ProtocolError("it sent a reply that belongs to no request")
            if frame.kind != "callback":
                return frame
            if deadline.paused_seconds > CALLBACKS_SECONDS:
                raise ProtocolError(f"it kept our functions busy for more than {CALLBACKS_SECONDS:g} s in one call")
            with deadline.paused():
                answer = self._answer(*_callback(frame.values, len(self._functions)))
            channel.send(answer, deadline)

    def _answer(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
        """Call the callable of this number and return the answer; once one has failed, all do."""
        self._answered += 1
        if self._answered > CALLBACKS_LIMIT:
            raise ProtocolError(f"it called back more than {CALLBACKS_LIMIT} times in one call")
        function = self._functions[number]
        misuse = _misuse(function, args, kwargs)
        if misuse:
            return pack("misused", self._nonce, misuse)
        if self.failure is None:
            try:
                return pack_strictly("answer", self._nonce, function(*args, **kwargs))
            except Misused as mistake:
                return pack("misused", self._nonce, str(mistake))
            except BaseException as error:  # noqa: BLE001 - raised again when the worker has ended its call
                self.failure = error
        return pack("failed", self._nonce)


def _callback(values: list[Any], count: int) -> tuple[int, tuple[Any, ...], dict[str, Any]]:
    """Return which callable is asked for, and with which arguments."""
    if len(values) != 3:
        raise ProtocolError("a callback is malformed")
    number, args, kwargs = values
    if type(number) is not int or not 0 <= number < count or type(args) is not tuple or type(kwargs) is not dict:
        raise ProtocolError("a callback is malformed")
    return number, args, kwargs


def _misuse(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> str | None:
    """Say how arguments do not fit a signature; that is the student's mistake, so it must not fail here."""
    try:
        inspect.signature(function).bind(*args, **kwargs)
    except TypeError as error:
        return str(error)
    except ValueError:  # a builtin without a signature
        return None
    return None
