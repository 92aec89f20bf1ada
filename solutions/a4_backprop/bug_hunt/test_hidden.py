"""Hidden check of bug_hunt: 24 wrong implementations to be found, and 3 right ones not to be accused."""

from collections import Counter

import numpy as np
from gradescope_utils.autograder_utils.decorators import partial_credit

from convgrade.checks import assert_same, callback
from convgrade.checks.faults import CheckFailed, StudentRaised

_CALLS, _NUMBERS = 500, 5000
_NAME = "implementation"

_MEAN = "a mean where a sum belongs"
_LOST = "a part of what is added up that gets lost"
_TURNED = "something that is turned round, exchanged or reversed"
_MIXED = "images or filters whose gradients are mixed up"
_UPSTREAM = "a grad_output that is ignored, or replaced by something else"
_PADDING = "a gradient that is right only without padding"
_STRIDE = "a gradient that is right only for stride 1"
_SQUARE = "gradients that are right only for square images"
_LAYOUT = "a gradient that is right only for arrays in C order"
_AGAIN = "gradients that are right only the first time"
_NAN = "a gradient that holds a NaN"


def _pair(value):
    """Return the value for rows and the value for columns."""
    return tuple(value) if np.ndim(value) else (value, value)


def _pad(x, padding):
    """Return the images with zeros around them."""
    rows, cols = _pair(padding)
    return np.pad(x, ((0, 0), (0, 0), (rows, rows), (cols, cols)))


def _place(g, stride, row, col):
    """Return where the pixels lie that one entry of the kernel meets."""
    (down, right), (height, width) = _pair(stride), g.shape[2:]
    rows = slice(row, row + down * (height - 1) + 1, down)
    return slice(None), slice(None), rows, slice(col, col + right * (width - 1) + 1, right)


def _padded_x(g, x, w, stride, padding):
    """Return the gradient of the padded images."""
    found = np.zeros(_pad(x, padding).shape)
    for row, col in np.ndindex(w.shape[2:]):
        found[_place(g, stride, row, col)] += np.einsum("nohw,oc->nchw", g, w[:, :, row, col])
    return found


def _grad_x(g, x, w, stride, padding):
    """Return the gradient of the images."""
    rows, cols = _pair(padding)
    return _padded_x(g, x, w, stride, padding)[:, :, rows : rows + x.shape[2], cols : cols + x.shape[3]]


def _grad_w(g, x, w, stride, padding):
    """Return the gradient of the filters."""
    padded = _pad(x, padding)
    taps = [np.einsum("nohw,nchw->oc", g, padded[_place(g, stride, *at)]) for at in np.ndindex(w.shape[2:])]
    return np.stack(taps, axis=-1).reshape(w.shape)


def _right(g, x, w, stride=1, padding=0):
    """Return the right gradients."""
    return _grad_x(g, x, w, stride, padding), _grad_w(g, x, w, stride, padding), g.sum(axis=(0, 2, 3))


def _in_fortran_order(g, x, w, stride=1, padding=0):
    """Return the right gradients, laid out in another way."""
    return tuple(np.asfortranarray(part) for part in _right(g, x, w, stride, padding))


def _rounded_differently(g, x, w, stride=1, padding=0):
    """Return the right gradients, added up in another order: the last image first, a third at a time."""
    back = [_right(part[::-1], x[::-1], w, stride, padding) for part in (g / 3, g / 3, g - 2 * (g / 3))]
    grad_x, grad_w, grad_b = (sum(parts) for parts in zip(*back, strict=True))
    return grad_x[::-1], grad_w, grad_b


def _window_wins(g, x, w, stride, padding):
    """Return the gradient of the images where every window overwrites its pixels."""
    found, (down, right), (rows, cols) = np.zeros(_pad(x, padding).shape), _pair(stride), _pair(padding)
    for i, j in np.ndindex(g.shape[2:]):
        place = (slice(i * down, i * down + w.shape[2]), slice(j * right, j * right + w.shape[3]))
        found[:, :, *place] = np.einsum("no,ocrs->ncrs", g[:, :, i, j], w)
    return found[:, :, rows : rows + x.shape[2], cols : cols + x.shape[3]]


def _forward(x, w, stride, padding):
    """Return the layer's output."""
    (down, right), windows = _pair(stride), np.lib.stride_tricks.sliding_window_view
    return np.einsum("nchwrs,ocrs->nohw", windows(_pad(x, padding), w.shape[2:], axis=(2, 3))[:, :, ::down, ::right], w)


def _pad_after(x, padding):
    """Return the images with all zeros at the bottom and at the right."""
    rows, cols = _pair(padding)
    return np.pad(x, ((0, 0), (0, 0), (0, 2 * rows), (0, 2 * cols)))


def _square(g, x, w, s, p):
    """Return gradients of square images: of wide ones the rest is left out, of high ones too."""
    side = min(g.shape[2:])
    seen = g * (np.arange(g.shape[2])[:, None] < side) * (np.arange(g.shape[3]) < side)
    return _right(seen, x, w, s, p)


def _with_nan(w_like):
    """Return a gradient whose last entry is not a number."""
    found = w_like.copy()
    found[-1, -1, -1, -1] = np.nan
    return found


def _corner(g, x, w, s, p):
    """Return the gradient of the images, cut out of the wrong corner."""
    return _padded_x(g, x, w, s, p)[:, :, : x.shape[2], : x.shape[3]]


def _in_c_order(array):
    """Return an array that is read as if it lay in memory in C order."""
    return array.ravel(order="K").reshape(array.shape)


_WRONG_X = {
    "divided by N": (_MEAN, lambda g, x, w, s, p: _grad_x(g, x, w, s, p) / len(x)),
    "last filter": (_LOST, lambda g, x, w, s, p: _grad_x(g[:, -1:], x, w[-1:], s, p)),
    "last window": (_LOST, _window_wins),
    "turned kernels": (_TURNED, lambda g, x, w, s, p: _grad_x(g, x, w[:, :, ::-1, ::-1], s, p)),
    "summed images": (_MIXED, lambda g, x, w, s, p: _grad_x(g, x, w, s, p) * 0 + _grad_x(g, x, w, s, p).sum(axis=0)),
    "wrong corner": (_PADDING, _corner),
    "no stride": (_STRIDE, lambda g, x, w, s, p: _grad_x(g, x, w, 1, p)),
}
_WRONG_W = {
    "divided by N": (_MEAN, lambda g, x, w, s, p: _grad_w(g, x, w, s, p) / len(x)),
    "divided by places": (_MEAN, lambda g, x, w, s, p: _grad_w(g, x, w, s, p) / g[0, 0].size),
    "last image": (_LOST, lambda g, x, w, s, p: _grad_w(g[-1:], x[-1:], w, s, p)),
    "turned": (_TURNED, lambda g, x, w, s, p: _grad_w(g, x, w, s, p)[:, :, ::-1, ::-1]),
    "turned upstream": (_TURNED, lambda g, x, w, s, p: _grad_w(g[:, :, ::-1, ::-1], x, w, s, p)),
    "reshaped upstream": (
        _MIXED,
        lambda g, x, w, s, p: _grad_w(g.reshape(len(w), len(x), *g.shape[2:]).swapaxes(0, 1), x, w, s, p),
    ),
    "output": (_UPSTREAM, lambda g, x, w, s, p: _grad_w(_forward(x, w, s, p), x, w, s, p)),
    "padded after": (_PADDING, lambda g, x, w, s, p: _grad_w(g, _pad_after(x, p), w, s, 0)),
    "no stride": (_STRIDE, lambda g, x, w, s, p: _grad_w(g, x, w, 1, p)),
    "C order": (_LAYOUT, lambda g, x, w, s, p: _grad_w(g, _in_c_order(x), w, s, p)),
    "NaN": (_NAN, lambda g, x, w, s, p: _with_nan(_grad_w(g, x, w, s, p))),
}
_WRONG_B = {
    "divided by N": (_MEAN, lambda g, x, w, s, p: g.sum(axis=(0, 2, 3)) / len(x)),
    "one number": (_MIXED, lambda g, x, w, s, p: np.full(len(w), g.sum())),
    "counts": (_UPSTREAM, lambda g, x, w, s, p: np.full(len(w), float(g[:, 0].size))),
}
_WRONG = {"ones": (_UPSTREAM, lambda g, x, w, s, p: _right(np.ones(g.shape), x, w, s, p)), "square": (_SQUARE, _square)}


def _misuse(grad_output, x, weight, *, stride=1, padding=0):
    """Say what is wrong with the arguments of a call, or return None."""
    arrays = (grad_output, x, weight)
    if not all(isinstance(array, np.ndarray) and array.ndim == 4 and array.dtype.kind in "fiu" for array in arrays):
        return "grad_output, x and weight must be arrays of numbers with four axes each"
    if max(array.size for array in arrays) > _NUMBERS:
        return f"no array may hold more than {_NUMBERS} numbers"
    steps, pads = _options(stride, 1), _options(padding, 0)
    if steps is None or pads is None:
        return "stride must be an int or a pair of int, at least 1, and padding likewise, from 0 to 50"
    axes = zip(x.shape[2:], weight.shape[2:], steps, pads, strict=True)
    sizes = tuple((side + 2 * pad - taps) // step + 1 for side, taps, step, pad in axes)
    if weight.size == 0 or min(sizes) < 1 or x.shape[1] != weight.shape[1]:
        return f"images of shape {x.shape} and filters of shape {weight.shape} do not go together"
    if grad_output.shape != (len(x), len(weight), *sizes):
        return f"grad_output has shape {grad_output.shape}, and the output {(len(x), len(weight), *sizes)}"
    return None


def _options(value, smallest):
    """Return an option as a pair, or None where it is none."""
    pair = tuple(value) if isinstance(value, tuple | list) else (value, value)
    whole = len(pair) == 2 and all(isinstance(number, int | np.integer) for number in pair)
    return pair if whole and all(smallest <= number <= 50 for number in pair) else None


def _implementation(gradients, forget=None):
    """Return an implementation to hand out; it counts its calls, and hands back float64."""
    calls = [0]

    def implementation(grad_output, x, weight, *, stride=1, padding=0):
        arrays = [array.astype(np.float64, order="K") for array in (grad_output, x, weight)]
        return tuple(np.asarray(part, np.float64) for part in gradients(*arrays, stride, padding))

    def misuse(*args, **kwargs):
        calls[0] += 1
        return f"it was called more than {_CALLS} times" if calls[0] > _CALLS else _misuse(*args, **kwargs)

    def restart():
        calls[0] = 0
        if forget:
            forget()

    name = f"implementation_{next(_NUMBER)}"
    return callback(implementation, name, misuse=misuse, restart=restart)


_NUMBER = iter(range(1, 1000))


def _replaced(index, wrong):
    """Return the gradients with one of them replaced by a wrong one."""

    def gradients(g, x, w, s, p):
        right = list(_right(g, x, w, s, p))
        right[index] = wrong(g, x, w, s, p)
        return right

    return gradients


def _never_reset():
    """Return an implementation whose gradients go on from one call to the next."""
    totals = {}

    def gradients(g, x, w, s, p):
        grad_x, grad_w, grad_b = _right(g, x, w, s, p)
        totals[w.shape] = totals.get(w.shape, 0) + grad_w
        return grad_x, totals[w.shape], grad_b

    return _implementation(gradients, totals.clear)


def _right_ones():
    """Return the right implementations."""
    return [_implementation(gradients) for gradients in (_right, _in_fortran_order, _rounded_differently)]


def _wrong_ones():
    """Return the wrong implementations, each with its kind."""
    found = [(_AGAIN, _never_reset())]
    for index, entries in enumerate((_WRONG_X, _WRONG_W, _WRONG_B)):
        found += [(kind, _implementation(_replaced(index, wrong))) for kind, wrong in entries.values()]
    return found + [(kind, _implementation(wrong)) for kind, wrong in _WRONG.values()]


def _accuses(student, implementation):
    """Return the student's verdict, which has to be True or False."""
    answer = student.find_bugs(implementation)
    if not isinstance(answer, bool | np.bool_):
        assert_same(answer, want=False, call=f"find_bugs({implementation.__name__})")
    return bool(answer)


def _finds(student, implementation):
    """Return whether a wrong implementation is found; a function that raises instead has not said so."""
    try:
        return _accuses(student, implementation)
    except StudentRaised as raised:
        if raised.is_unwritten:
            raise
        return False


def _verdicts(student, right, wrong, fresh_seed):
    """Return how many right implementations are accused, and the kinds of the wrong ones that are not.

    They come in an order that nobody can know, so that counting calls is of no use.
    """
    handed_out = [(None, implementation) for implementation in right] + wrong
    accused, missed = 0, set()
    for number in np.random.default_rng(fresh_seed).permutation(len(handed_out)):
        kind, implementation = handed_out[number]
        if kind is None:
            accused += _accuses(student, implementation)
        elif not _finds(student, implementation):
            missed.add(number)
    return accused, Counter(handed_out[number][0] for number in sorted(missed))


@partial_credit(15)
def test_hunt(student, fresh_seed, set_score=None):
    """You find wrong implementations, as many as you can of 24, and accuse none of 3 right ones."""
    right, wrong = _right_ones(), _wrong_ones()
    accused, missed = _verdicts(student, right, wrong, fresh_seed)
    if accused:
        set_score(0)
        raise CheckFailed(
            f"find_bugs({_NAME})\n  accused {accused} of {len(right)} implementations that are right, so what it says "
            "of the others\n  does not count",
            call=f"find_bugs({_NAME})",
        )
    found = len(wrong) - missed.total()
    set_score(15 * found / len(wrong))
    if missed:
        kinds = Counter(kind for kind, _ in wrong)
        lines = "\n".join(f"  - {kind} ({number} of {kinds[kind]})" for kind, number in missed.items())
        raise CheckFailed(
            f"find_bugs({_NAME})\n  found {found} of {len(wrong)} wrong implementations; it missed\n{lines}",
            call=f"find_bugs({_NAME})",
        )
