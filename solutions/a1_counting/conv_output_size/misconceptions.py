"""Wrong versions of conv_output_size: each is caught by a check, and named."""

import math

import numpy as np

from convgrade.checks import misconception


def _last_start(size, kernel_size, padding, dilation):
    """Return where the last window may start, in the padded image, after refusing kernels that do not fit."""
    last_start = size + 2 * padding - dilation * (kernel_size - 1) - 1
    if last_start < 0:
        raise ValueError("no window fits")
    return last_start


@misconception("S05", "A last, partial window is counted as well.", hint="Does your last window fit inside?")
def rounds_up(size, kernel_size, *, stride=1, padding=0, dilation=1):
    return math.ceil(_last_start(size, kernel_size, padding, dilation) / stride) + 1


@misconception(
    "S06", "Steps are counted, not windows.", hint="A kernel as large as the image: how many windows should that give?"
)
def forgets_one(size, kernel_size, *, stride=1, padding=0, dilation=1):
    return _last_start(size, kernel_size, padding, dilation) // stride


@misconception(
    "S07", "The number of windows is rounded to the nearest integer.", hint="Do partial windows count or not?"
)
def rounds_to_nearest(size, kernel_size, *, stride=1, padding=0, dilation=1):
    return round(_last_start(size, kernel_size, padding, dilation) / stride + 1)


@misconception("S08", "The padding is counted on one side only.", hint="On how many sides is the image padded?")
def pads_one_side(size, kernel_size, *, stride=1, padding=0, dilation=1):
    return (_last_start(size, kernel_size, padding, dilation) - padding) // stride + 1


@misconception(
    "S13",
    "A dilated kernel is taken to be dilation x kernel_size wide.",
    hint="Count the pixels from the first tap to the last for kernel_size=3 and dilation=2.",
)
def dilated_too_wide(size, kernel_size, *, stride=1, padding=0, dilation=1):
    _last_start(size, kernel_size, padding, dilation)
    return (size + 2 * padding - dilation * kernel_size) // stride + 1


@misconception("N14", "The size overflows 32-bit integers.", hint="Is the answer plausible for a very long signal?")
def overflows(size, kernel_size, *, stride=1, padding=0, dilation=1):
    last_start = np.array([_last_start(size, kernel_size, padding, dilation)]).astype(np.int32)
    return int(last_start[0]) // stride + 1


@misconception(
    "N14b", "The size overflows unsigned 32-bit integers.", hint="Is the answer plausible for a very long signal?"
)
def overflows_unsigned(size, kernel_size, *, stride=1, padding=0, dilation=1):
    last_start = np.array([_last_start(size, kernel_size, padding, dilation)]).astype(np.uint32)
    return int(last_start[0]) // stride + 1


@misconception("A17", "The lecture's kernel of 3 is built in.", hint="Change one number in the example.")
def built_in_kernel(size, kernel_size, *, stride=1, padding=0, dilation=1):
    return _last_start(size, 3, padding, dilation) // stride + 1


@misconception(
    "A18", "The sizes of both axes are returned.", hint="Compare the type of your result with the docstring."
)
def both_axes(size, kernel_size, *, stride=1, padding=0, dilation=1):
    windows = _last_start(size, kernel_size, padding, dilation) // stride + 1
    return (windows, windows)


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(size, kernel_size, *, stride=1, padding=0, dilation=1):
    return (image_height + 2 * padding - kernel_size) // stride + 1  # noqa: F821 - the missing name is the mistake


@misconception(
    "A26", "Windows that leave a rest at the end are refused.", hint="What happens to pixels that no window covers?"
)
def must_tile(size, kernel_size, *, stride=1, padding=0, dilation=1):
    last_start = _last_start(size, kernel_size, padding, dilation)
    assert last_start % stride == 0
    return last_start // stride + 1


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(size, kernel_size, *, stride=1, padding=0, dilation=1):
    return np.int(_last_start(size, kernel_size, padding, dilation) / stride) + 1  # noqa: NPY001 - the mistake


@misconception("C06", "The size is a float.", hint="Can there be half a window? Look at the type of your result.")
def float_size(size, kernel_size, *, stride=1, padding=0, dilation=1):
    return _last_start(size, kernel_size, padding, dilation) / stride + 1


@misconception(
    "C07", "The answer is printed, and nothing is returned.", hint="What is the value of `x = conv_output_size(7, 3)`?"
)
def printed(size, kernel_size, *, stride=1, padding=0, dilation=1):
    answer = _last_start(size, kernel_size, padding, dilation) // stride + 1
    print(answer, end="")  # noqa: T201 - the mistake


@misconception("C10", "The padding is ignored.", hint="Compare your answers for padding 0 and padding 1.")
def ignores_padding(size, kernel_size, *, stride=1, padding=0, dilation=1):
    return _last_start(size, kernel_size, 0, dilation) // stride + 1


@misconception("C11", "The stride is ignored.", hint="Compare your answers for stride 1 and stride 2.")
def ignores_stride(size, kernel_size, *, stride=1, padding=0, dilation=1):
    return _last_start(size, kernel_size, padding, dilation) + 1


@misconception("C12", "The dilation is ignored.", hint="Where do the three taps lie for dilation 2?")
def ignores_dilation(size, kernel_size, *, stride=1, padding=0, dilation=1):
    return _last_start(size, kernel_size, padding, 1) // stride + 1


@misconception(
    "C13",
    "Windows that do not fit are counted as 0 or fewer.",
    hint="What does the docstring promise where no window fits?",
)
def never_refuses(size, kernel_size, *, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1


@misconception(
    "C14", "Where no window fits, the answer is 0.", hint="What does the docstring promise where no window fits?"
)
def zero_windows(size, kernel_size, *, stride=1, padding=0, dilation=1):
    return max(0, (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1)


@misconception(
    "C15", "A negative number of steps is cut off towards zero.", hint="What is int(-0.5), and what is -1 // 2?"
)
def cuts_towards_zero(size, kernel_size, *, stride=1, padding=0, dilation=1):
    windows = int((size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride) + 1
    if windows < 1:
        raise ValueError("no window fits")
    return windows


@misconception(
    "C16",
    "A kernel larger than the image is refused even where padding makes room for it.",
    hint="In which image do the windows lie: with or without its padding?",
)
def refuses_by_image(size, kernel_size, *, stride=1, padding=0, dilation=1):
    if dilation * (kernel_size - 1) + 1 > size:
        raise ValueError("the kernel is larger than the image")
    return _last_start(size, kernel_size, padding, dilation) // stride + 1


@misconception(
    "C17", "Whether a window fits is decided without its dilation.", hint="How wide is a window whose taps lie apart?"
)
def refuses_by_taps(size, kernel_size, *, stride=1, padding=0, dilation=1):
    if kernel_size > size + 2 * padding:
        raise ValueError("the kernel is larger than the image")
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1


@misconception(
    "C18",
    "A kernel exactly as large as the image is refused.",
    hint="How many windows are there if the kernel covers the image exactly?",
)
def refuses_exact_fit(size, kernel_size, *, stride=1, padding=0, dilation=1):
    last_start = size + 2 * padding - dilation * (kernel_size - 1) - 1
    if last_start <= 0:
        raise ValueError("no window fits")
    return last_start // stride + 1


@misconception(
    "C19",
    "The image is divided by the stride before the kernel slides.",
    hint="With stride 2, which pixels does the second window cover?",
)
def stride_first(size, kernel_size, *, stride=1, padding=0, dilation=1):
    _last_start(size, kernel_size, padding, dilation)
    return (size + 2 * padding) // stride - dilation * (kernel_size - 1)


@misconception(
    "C20", "The wrong exception reports that no window fits.", hint="Which exception does the docstring name?"
)
def wrong_exception(size, kernel_size, *, stride=1, padding=0, dilation=1):
    last_start = size + 2 * padding - dilation * (kernel_size - 1) - 1
    assert last_start >= 0
    return last_start // stride + 1


@misconception(
    "C202",
    "Image and padding are divided by the stride one by one, and each of them is rounded down.",
    hint="How many steps of 3 fit in 5 pixels, and how many in 4 and in 1?",
)
def padding_divided_alone(size, kernel_size, *, stride=1, padding=0, dilation=1):
    last_start = _last_start(size, kernel_size, padding, dilation)
    return (last_start - 2 * padding) // stride + 2 * padding // stride + 1
