"""Wrong versions of bug_hunt: checks that miss mistakes, or accuse what is right; each is caught, and named."""

import numpy as np

from convgrade.checks import misconception


def _gradients(grad_output, x, weight, stride, padding):
    """Return the right gradients, window by window."""
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    grad_padded, grad_weight = np.zeros(padded.shape), np.zeros(weight.shape)
    for i, j in np.ndindex(grad_output.shape[2:]):
        rows = slice(i * stride, i * stride + weight.shape[2])
        cols = slice(j * stride, j * stride + weight.shape[3])
        grad_padded[:, :, rows, cols] += np.einsum("no,ocrs->ncrs", grad_output[:, :, i, j], weight)
        grad_weight += np.einsum("no,ncrs->ocrs", grad_output[:, :, i, j], padded[:, :, rows, cols])
    grad_x = grad_padded[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]
    return grad_x, grad_weight, grad_output.sum(axis=(0, 2, 3))


class _Call:
    """One call of an implementation, with the right answer."""

    def __init__(self, x_shape=(2, 2, 5, 6), weight_shape=(3, 2, 3, 2), stride=2, padding=1, **change):
        rng = np.random.default_rng(1)
        sizes = [(x_shape[k] + 2 * padding - weight_shape[k]) // stride + 1 for k in (2, 3)]
        arrays = {
            "grad_output": rng.normal(size=(x_shape[0], weight_shape[0], *sizes)),
            "x": rng.normal(size=x_shape),
            "weight": rng.normal(size=weight_shape),
        }
        self.arrays = [change[name](array) if name in change else array for name, array in arrays.items()]
        self.options = {"stride": stride, "padding": padding}
        self.want = _gradients(*self.arrays, **self.options)

    def answers(self, implementation, times=2, order="F"):
        """Return what an implementation answers when it is called so often, with arrays of this order."""
        arrays = [np.array(array, order=order) for array in self.arrays]
        return [implementation(*arrays, **self.options) for _ in range(times)]


def _near(got, want):
    """Return whether a gradient is right."""
    return got.shape == want.shape and np.allclose(got, want, rtol=1e-6, atol=1e-6)


def _is_wrong(implementation, call, near=_near, parts=(0, 1, 2), **how):
    """Return whether some answer differs from what is right."""
    answers = call.answers(implementation, **how)
    return not all(near(answer[part], call.want[part]) for answer in answers for part in parts)


_FULL = _Call()
_ONES = _Call(grad_output=np.ones_like)
_SQUARE = _Call((2, 2, 5, 5), (3, 2, 3, 3))
_NO_STRIDE = _Call(stride=1)
_NO_PADDING = _Call(padding=0)
_ONE_IMAGE = _Call((1, 2, 5, 6))
_ONE_FILTER = _Call(weight_shape=(1, 2, 3, 2))
_EQUAL_WEIGHTS = _Call(weight=np.ones_like)
_EQUAL_PIXELS = _Call(x=np.ones_like)
_SMALL_KERNEL = _Call(weight_shape=(3, 2, 1, 1))
_NO_OVERLAP = _Call((2, 2, 5, 7), stride=3)


@misconception(
    "C500", "It never accuses anything.", hint="Call your function on something that returns zeros: what does it say?"
)
def never(implementation):
    return False


@misconception(
    "C507",
    "Its grad_output consists of ones, as if the loss were the sum of the outputs.",
    hint="Which mistakes cannot be seen if all numbers of grad_output are equal?",
)
def upstream_of_ones(implementation):
    return _is_wrong(implementation, _ONES)


@misconception(
    "C503",
    "It looks at the shapes alone.",
    hint="An implementation that returns zeros of the right shapes: is it right?",
)
def shapes_alone(implementation):
    return _is_wrong(implementation, _FULL, lambda got, want: got.shape == want.shape)


@misconception(
    "C524",
    "It raises an AssertionError where it should return True.",
    hint="What does the docstring list under Returns?",
)
def asserts(implementation):
    assert not _is_wrong(implementation, _FULL)
    return False


@misconception("C504", "It looks at grad_weight alone.", hint="How many gradients does an implementation return?")
def grad_weight_alone(implementation):
    return _is_wrong(implementation, _FULL, parts=(1,))


@misconception("C505", "It looks at grad_x alone.", hint="How many gradients does an implementation return?")
def grad_x_alone(implementation):
    return _is_wrong(implementation, _FULL, parts=(0,))


@misconception("C506", "It does not look at grad_bias.", hint="How many gradients does an implementation return?")
def not_the_bias(implementation):
    return _is_wrong(implementation, _FULL, parts=(0, 1))


@misconception("C508", "It tries square images and kernels alone.", hint="Height or width: could they be mixed up?")
def square_images(implementation):
    return _is_wrong(implementation, _SQUARE)


@misconception("C509", "It tries stride 1 alone.", hint="What can an implementation forget if the stride is 1?")
def no_stride(implementation):
    return _is_wrong(implementation, _NO_STRIDE)


@misconception("C510", "It tries no padding.", hint="What can an implementation forget if the padding is 0?")
def no_padding(implementation):
    return _is_wrong(implementation, _NO_PADDING)


@misconception("C511", "It tries a batch of one image alone.", hint="A sum or a mean over one image: can you tell?")
def one_image(implementation):
    return _is_wrong(implementation, _ONE_IMAGE)


@misconception(
    "C512", "It tries a single filter alone.", hint="If only one filter counts, and there is one: can you tell?"
)
def one_filter(implementation):
    return _is_wrong(implementation, _ONE_FILTER)


@misconception(
    "C513",
    "It calls an implementation once.",
    hint="What if an implementation remembers something from call to call?",
)
def called_once(implementation):
    return _is_wrong(implementation, _FULL, times=1)


@misconception(
    "C514", "It tries arrays in C order alone.", hint="What is x.T to NumPy, and would every implementation care?"
)
def c_order_alone(implementation):
    return _is_wrong(implementation, _FULL, order="C")


@misconception(
    "E12",
    "It asks whether an error is larger than a tolerance, which is never so for a NaN.",
    hint="What is np.nan > 1e-6, and what is not (np.nan <= 1e-6)?",
)
def no_answer_to_nan(implementation):
    def near(got, want):
        with np.errstate(invalid="ignore"):
            return got.shape == want.shape and not (np.abs(got - want) > 1e-6).any()

    return _is_wrong(implementation, _FULL, near)


@misconception(
    "C515",
    "It demands that all digits agree, and so accuses what only rounds in another way.",
    hint="Is (0.1 + 0.2) + 0.3 the same number as 0.1 + (0.2 + 0.3)?",
)
def all_digits(implementation):
    return _is_wrong(implementation, _FULL, np.array_equal)


@misconception(
    "C516",
    "It compares the sums of the gradients alone.",
    hint="Turn a gradient round: does its sum change?",
)
def sums_alone(implementation):
    return _is_wrong(implementation, _FULL, lambda got, want: got.shape == want.shape and _near(got.sum(), want.sum()))


@misconception("C517", "It compares sorted numbers.", hint="Does it matter which entry of a gradient is which?")
def sorted_numbers(implementation):
    def near(got, want):
        return got.shape == want.shape and _near(np.sort(got, axis=None), np.sort(want, axis=None))

    return _is_wrong(implementation, _FULL, near)


@misconception(
    "C518",
    "It allows for so much error that some mistakes are within it.",
    hint="How large are the gradients that you compare, and how large an error do you allow for?",
)
def generous(implementation):
    return _is_wrong(
        implementation, _FULL, lambda got, want: got.shape == want.shape and np.allclose(got, want, atol=4)
    )


@misconception(
    "C519", "All numbers of its weight are equal.", hint="Turn a kernel of ones round: does anything change?"
)
def equal_weights(implementation):
    return _is_wrong(implementation, _EQUAL_WEIGHTS)


@misconception(
    "C520", "All pixels of its images are equal.", hint="If all pixels are equal: which mistakes do not matter?"
)
def equal_pixels(implementation):
    return _is_wrong(implementation, _EQUAL_PIXELS)


@misconception(
    "C525", "Its kernels hold a single entry.", hint="If a window is one pixel: which mistakes do not matter?"
)
def small_kernel(implementation):
    return _is_wrong(implementation, _SMALL_KERNEL)


@misconception(
    "C526", "Its windows do not overlap.", hint="If every pixel is in one window: which mistakes do not matter?"
)
def no_overlap(implementation):
    return _is_wrong(implementation, _NO_OVERLAP)


@misconception(
    "C501", "It accuses everything.", hint="Call your function on your own conv2d_backward, once that gets full marks."
)
def always(implementation):
    return True


@misconception(
    "C521",
    "It compares with gradients that are wrong themselves: the kernels are turned round.",
    hint="Call your function on your own conv2d_backward, once that gets full marks.",
)
def wrong_itself(implementation):
    def turned(part, want):
        return want[:, :, ::-1, ::-1] if part == 0 else want

    answers = _FULL.answers(implementation)
    return not all(_near(a[part], turned(part, _FULL.want[part])) for a in answers for part in range(3))


@misconception(
    "C502", "The answer is the wrong way round.", hint="What does True stand for, by the docstring: wrong, or right?"
)
def wrong_way_round(implementation):
    return not _is_wrong(implementation, _FULL)


@misconception(
    "C523", "It returns what it found instead of True or False.", hint="What does the docstring list under Returns?"
)
def returns_findings(implementation):
    return ["grad_x"] if _is_wrong(implementation, _FULL) else []


@misconception(
    "C527",
    "It calls an implementation with its arguments in another order.",
    hint="In which order does the docstring list the arguments of an implementation?",
)
def another_order(implementation):
    grad_output, x, weight = _FULL.arrays
    return not _near(implementation(x, weight, grad_output, **_FULL.options)[0], _FULL.want[0])


@misconception("A25", "A name is used that exists only in the notebook.", hint="Restart, and run only this cell.")
def left_over_name(implementation):
    return _is_wrong(conv2d_backward, _FULL)  # noqa: F821 - the missing name is the mistake


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(implementation):
    return bool(np.float(_is_wrong(implementation, _FULL)))  # noqa: NPY001 - the mistake
