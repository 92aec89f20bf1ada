"""Tables of layers are compared row by row."""

import pytest

from convgrade.checks.faults import CheckFailed
from convgrade.cnn.rows import assert_rows

WANT = [("conv1", (2, 4, 4), 20), ("pool1", (2, 2, 2), 0), ("fc2", (3,), 27)]


def complaint(got, **options):
    """Return what a check says about a table."""
    with pytest.raises(CheckFailed) as caught:
        assert_rows(got, WANT, call="count(NET)", **options)
    return str(caught.value)


def test_right_rows_pass():
    """A table of lists is as good as one of tuples."""
    assert_rows([["conv1", [2, 4, 4], 20], ["pool1", [2, 2, 2], 0], ["fc2", [3], 27]], WANT, call="count(NET)")


def test_the_first_wrong_row_is_reported():
    """Rows that come after a wrong one are not spoken of."""
    text = complaint([WANT[0], ("pool1", (2, 2, 2), 8), ("fc2", (3,), 99)])

    assert text.startswith("count(NET)\n  row 2 of 3, 'pool1'")
    assert "params\n  out is 8, should be 0" in text
    assert "99" not in text


def test_one_column_is_reported_by_its_name():
    """A check of one column overlooks the others, and names its own."""
    text = complaint([("conv1", (9, 9, 9), 20), WANT[1], ("fc2", (3,), 24)], column="params")

    assert "row 3 of 3, 'fc2', params" in text
    assert "is 24, should be 27" in text


def test_rows_of_other_layers_are_overlooked():
    """A check of some layers says nothing about the rest."""
    assert_rows([("conv1", (0,), 0), WANT[1], WANT[2]], WANT, names=("fc2",), call="count(NET)")


def test_a_row_without_three_entries_is_wrong():
    """Where a column is asked for, a row that has none is compared as a whole."""
    assert "should be" in complaint([("conv1", 20), *WANT[1:]], column="params")


@pytest.mark.parametrize(("got", "rows"), [(WANT[:2], 2), ([*WANT, WANT[0]], 4), ([], 0)])
def test_missing_and_additional_rows_are_reported(got, rows):
    """A table needs exactly one row per layer."""
    assert f"out has {rows} rows, should have 3" in complaint(got)


@pytest.mark.parametrize("got", [47, {"conv1": 20}, None])
def test_what_is_no_list_is_wrong(got):
    """A total or a dict is no table."""
    assert complaint(got)
