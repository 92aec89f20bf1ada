"""Hidden checks of training: wider networks, defaults, dtypes, arguments, places, and new digits."""

from pathlib import Path

import numpy as np
from gradescope_utils.autograder_utils.decorators import leaderboard, partial_credit, weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_same, assert_unchanged, recorded
from convgrade.cnn.network_cases import network_call

_FOLDER = Path(__file__).parents[1]
_NAMES = ("params", "losses")


@weight(2.5)
@recorded("wider")
def test_wider(student, case):
    """Parameters and losses are right for networks, images and batches of other sizes."""
    for index, name in enumerate(_NAMES):
        got = student.part(index, of=2).train(*case.args, **case.kwargs)
        assert_same(got, want=case.pytorch.part(index), call=case, name=name)


@weight(0.5)
@recorded("default momentum")
def test_default(student, case):
    """A call that names no momentum has one of 0.9."""
    got = student.part(0, of=2).train(*case.args, **case.kwargs)
    assert_same(got, want=case.pytorch.part(0), call=case, name="params")


def _small(dtype=np.float64, seed=51):
    """Return a small call of train."""
    options = {"shape": (1, 2, 2), "channels": (1, 1, 1), "classes": 2, "kernels": (1, 1)}
    return Case("train", network_call(**options, seed=seed, dtype=dtype).args, {"epochs": 1, "batch_size": 1})


@weight(0.5)
def test_dtypes(student, reference):
    """The parameters keep their dtype."""
    for dtype in (np.float64, np.float32):
        case, rtol = _small(dtype), 1e-4 if dtype == np.float32 else 1e-9
        params = student.part(0, of=2).train(*case.args, **case.kwargs, lr=0.1)
        for name, want in reference.train(*case.args, **case.kwargs, lr=0.1)[0].items():
            shown = f"params[{name!r}]"
            got = cnn.entry(params, name, call=case)
            assert_same(got, want=want, dtype=dtype, call=case, name=shown, rtol=rtol, atol=rtol)


@weight(0.5)
def test_arguments_unchanged(student):
    """Training changes neither parameters nor images, and every call returns arrays of its own."""
    for seed in (51, 52):
        case = _small(seed=seed)
        student.train(*case.args, **case.kwargs, lr=0.1)
        assert_unchanged(student, call=case)


@weight(1)
@given(st.integers(1, 3), st.integers(1, 2), st.integers(1, 3), st.integers(1, 3), st.integers(0, 99))
def test_any_places(student, reference, count, channels, height, width, seed):  # noqa: PLR0917 - what is drawn
    """Digits of any size are placed right, several at a time, on a canvas of any size."""
    images, rng = cnn.numbers((count, channels, height, width), seed), np.random.default_rng(seed)
    rows, cols = rng.integers(0, 5 - height, count), rng.integers(0, 5 - width, count)
    case = Case("place_digits", (images, rows, cols), {"canvas": 5})
    want = reference.place_digits(*case.args, **case.kwargs)
    assert_same(student.place_digits(*case.args, **case.kwargs), want=want, call=case, name="placed")


@weight(0.5)
def test_places_without_canvas(student, reference):
    """A call that names no canvas has one of 14 x 14 pixels, and the dtype of the digits is kept."""
    for dtype in (np.float64, np.float32):
        case = Case("place_digits", (np.full((1, 1, 1, 1), 5, dtype), np.array([2]), np.array([13])))
        got, want = student.place_digits(*case.args), reference.place_digits(*case.args)
        assert_same(got, want=want, dtype=dtype, call=case, name="placed")


@weight(15)
@partial_credit(15)
@leaderboard("train_digits: wrong of 500 new digits", "asc")
def test_accuracy(student, fresh_seed, set_score, set_leaderboard_value):
    """Of 500 new digits, at random places, the network reads at least 94 %; half of the points from 88 % on."""
    digits = cnn.split_digits(_FOLDER / "digits.npz", fresh_seed)
    call = "train_digits(1297 digits, their labels, seed)"
    params = cnn.require_network(student.train_digits(digits.images, digits.labels, fresh_seed % 1000), call=call)
    placed = cnn.shifted(digits.test_images, np.random.default_rng(fresh_seed))
    accuracy = cnn.accuracy_of(cnn.scores_of(_FOLDER / "layers.py", params, placed), digits.test_labels)
    set_leaderboard_value(round(500 * (1 - accuracy)))
    is_given = cnn.uses_given(student.sources(), (_FOLDER / "layers.py").read_bytes())
    full = 9 if is_given else 15
    set_score(full if accuracy >= 0.94 else full / 2 if accuracy >= 0.88 else 0)
    lines = [f"{call}\n  the network reads {accuracy:.1%} of 500 new digits right; 94 % are wanted, 88 % for half"]
    lines += ["  it uses the layers of layers.py: with layers of your own the points are 15, not 9"] * is_given
    assert accuracy >= 0.94 and not is_given, "\n".join(lines)
