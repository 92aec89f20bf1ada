"""Compare tables of layers row by row, and report the first row that is wrong."""

from collections.abc import Sequence
from typing import Any

from convgrade.checks.compare import assert_same
from convgrade.checks.faults import CheckFailed

Row = tuple[Any, ...]
COLUMNS = ("name", "output", "params")
"""What the three entries of a row are called in messages."""


def assert_rows(
    got: Any,
    want: Sequence[Row],
    *,
    call: object,
    names: Sequence[str] | None = None,
    column: str | None = None,
) -> None:
    """Fail the check unless the rows of a network's table are right; the first wrong row is reported.

    Parameters
    ----------
    got : object
        What the student's function returned.
    want : sequence of tuple
        All rows: (name, output shape or channels, parameters).
    call : object
        The call, in words.
    names : sequence of str, optional
        Look at the rows of these layers alone; all by default.
    column : str, optional
        Look at one of `COLUMNS` alone; all by default.

    Raises
    ------
    CheckFailed
        If it is no list, has another number of rows, or a row differs.
    """
    __tracebackhide__ = True
    if not isinstance(got, list | tuple):
        assert_same(got, want=list(want), call=call)
    for number, wanted in enumerate(want[: len(got)]):
        if names is None or wanted[0] in names:
            _assert_row(got[number], wanted, column, f"{call}\n  row {number + 1} of {len(want)}, {wanted[0]!r}")
    if len(got) != len(want):
        raise CheckFailed(
            f"{call}\n  out has {len(got)} rows, should have {len(want)}: one for each layer",
            call=str(call),
            got=got,
            want=list(want),
        )


def _assert_row(row: Any, wanted: Row, column: str | None, where: str) -> None:
    """Compare one row, or one entry of it."""
    __tracebackhide__ = True
    if not isinstance(row, list | tuple) or len(row) != len(COLUMNS):
        assert_same(row, want=wanted, call=where)
        return
    for name, got, want in zip(COLUMNS, row, wanted, strict=True):
        if column in (None, name):
            assert_same(got, want=want, call=f"{where}, {name}")
