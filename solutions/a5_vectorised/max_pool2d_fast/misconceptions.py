"""Wrong versions of max_pool2d_fast, and right ones that are slow: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import base, misconception

FORWARD, BACKWARD = "max_pool2d_fast", "max_pool2d_backward_fast"


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _float(x):
    """Return the images in the dtype of the output."""
    return x if x.dtype.kind == "f" else x.astype(np.float64)


def _pad(x, padding, fill=-np.inf):
    """Return the images with a border of one value, in the dtype of the output."""
    return np.pad(_float(x), ((0, 0), (0, 0), *((pad, pad) for pad in _pair(padding))), constant_values=fill)


def _refuse(kernel_size, padding):
    """Refuse a padding of more than half the kernel size."""
    if any(pad > taps // 2 for pad, taps in zip(_pair(padding), _pair(kernel_size), strict=True)):
        raise ValueError("too much padding")


def _windows(padded, kernel_size, stride=None):
    """Return a view of all windows, shape (N, C, H_out, W_out, K_h, K_w); all of it may be written to."""
    down, right = _pair(kernel_size if stride is None else stride)
    kernel = _pair(kernel_size)
    return np.lib.stride_tricks.sliding_window_view(padded, kernel, axis=(2, 3), writeable=True)[:, :, ::down, ::right]


@base()
def _pool(x, kernel_size, *, stride=None, padding=0, fill=-np.inf):
    """Return the right answer quickly, or one that differs in what lies outside."""
    _refuse(kernel_size, padding)
    windows = _windows(_pad(x, padding, fill), kernel_size, stride)
    return np.maximum.reduce([windows[..., r, s] for r, s in np.ndindex(*_pair(kernel_size))])


def _cropped(grad_padded, x, padding):
    """Return the gradient of the pixels that are not padding."""
    (rows, cols), (height, width) = _pair(padding), x.shape[2:]
    return grad_padded[:, :, rows : rows + height, cols : cols + width].copy()


def _spread(shares, x, kernel_size, *, stride=None, padding=0):
    """Return the gradient of the images to whose windows these shares belong."""
    grad_padded = np.zeros_like(_pad(x, padding))
    into = _windows(grad_padded, kernel_size, stride)
    for r, s in np.ndindex(*_pair(kernel_size)):
        into[..., r, s] += shares[..., r, s]
    return _cropped(grad_padded, x, padding)


def _firsts(windows):
    """Return where the first maximum of each window is."""
    return _at(windows.reshape(*windows.shape[:4], -1).argmax(axis=-1), windows)


def _at(places, windows):
    """Return windows of truth values that are true at one place each, counted row by row."""
    entries = np.arange(windows.shape[4] * windows.shape[5]).reshape(windows.shape[4:])
    return places[..., None, None] == entries


def _backward(grad_output, x, kernel_size, *, stride=None, padding=0, winners=_firsts):
    """Return the right gradient, or one that chooses its winners in another way."""
    windows = _windows(_pad(x, padding), kernel_size, stride)
    shares = winners(windows) * grad_output.astype(windows.dtype)[..., None, None]
    return _spread(shares, x, kernel_size, stride=stride, padding=padding)


@misconception(
    "A20",
    "It loops over the images of the batch in Python.",
    hint="Which axis does your loop walk? Do images need to be told apart here?",
    function=FORWARD,
    grows_with=["images"],
)
def loop_over_images(x, kernel_size, **options):
    return (
        np.concatenate([_pool(x[n : n + 1], kernel_size, **options) for n in range(len(x))])
        if len(x)
        else _pool(x, kernel_size, **options)
    )


@misconception(
    "A20b",
    "It loops over images and channels in Python.",
    hint="Which axes does your loop walk? What does `...` in an index stand for?",
    function=FORWARD,
    grows_with=["images", "channels"],
)
def loop_over_maps(x, kernel_size, **options):
    out = np.empty(_pool(x, kernel_size, **options).shape, _float(x).dtype)
    for n in range(len(x)):
        for c in range(x.shape[1]):
            out[n, c] = _pool(x[n : n + 1, c : c + 1], kernel_size, **options)[0, 0]
    return out


@misconception(
    "A21",
    "It loops over the windows in Python.",
    hint="How many windows does an image of 200 x 200 pixels have?",
    function=FORWARD,
    grows_with=["pixels"],
)
def loop_over_windows(x, kernel_size, *, stride=None, padding=0):
    _refuse(kernel_size, padding)
    windows = _windows(_pad(x, padding), kernel_size, stride)
    out = np.empty(windows.shape[:4], windows.dtype)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = windows[:, :, i, j].max(axis=(2, 3))
    return out


@misconception(
    "A21b",
    "It loops over the rows of the output in Python.",
    hint="Count the rounds of your loop for an image that is a thousand pixels high.",
    function=FORWARD,
    grows_with=["pixels"],
)
def loop_over_rows(x, kernel_size, *, stride=None, padding=0):
    _refuse(kernel_size, padding)
    windows = _windows(_pad(x, padding), kernel_size, stride)
    return np.stack([windows[:, :, i].max(axis=(3, 4)) for i in range(windows.shape[2])], axis=2)


@misconception(
    "A24",
    "The slow version from the third assignment does the work.",
    hint="What is called inside, and how many lines of Python run in there?",
    function=FORWARD,
    grows_with=["images", "channels", "pixels"],
)
def four_loops(x, kernel_size, *, stride=None, padding=0):
    _refuse(kernel_size, padding)
    windows = _windows(_pad(x, padding), kernel_size, stride)
    out = np.empty(windows.shape[:4], windows.dtype)
    for n in range(out.shape[0]):
        for c in range(out.shape[1]):
            for i in range(out.shape[2]):
                for j in range(out.shape[3]):
                    out[n, c, i, j] = windows[n, c, i, j].max()
    return out


@misconception(
    "A20c",
    "The backward function loops over images and channels in Python.",
    hint="Which axes does your loop walk? What does `...` in an index stand for?",
    function=BACKWARD,
    grows_with=["images", "channels"],
)
def backward_over_maps(grad_output, x, kernel_size, **options):
    grad_x = np.empty(x.shape, _float(x).dtype)
    for n in range(len(x)):
        for c in range(x.shape[1]):
            one = (slice(n, n + 1), slice(c, c + 1))
            grad_x[one] = _backward(grad_output[one], x[one], kernel_size, **options)
    return grad_x


@misconception(
    "A21c",
    "The backward function loops over the windows in Python.",
    hint="How many windows does an image of 200 x 200 pixels have?",
    function=BACKWARD,
    grows_with=["pixels"],
)
def backward_over_windows(grad_output, x, kernel_size, *, stride=None, padding=0):
    windows = _windows(_pad(x, padding), kernel_size, stride)
    winners, grad_padded = _firsts(windows), np.zeros_like(_pad(x, padding))
    into = _windows(grad_padded, kernel_size, stride)
    for i in range(grad_output.shape[2]):
        for j in range(grad_output.shape[3]):
            into[:, :, i, j] += winners[:, :, i, j] * grad_output[:, :, i, j, None, None]
    return _cropped(grad_padded, x, padding)


@misconception(
    "A24b",
    "The slow version from the assignment on backpropagation does the work.",
    hint="What is called inside, and how many lines of Python run in there?",
    function=BACKWARD,
    grows_with=["images", "channels", "pixels"],
)
def backward_by_four_loops(grad_output, x, kernel_size, *, stride=None, padding=0):
    windows, grad_padded = _windows(_pad(x, padding), kernel_size, stride), np.zeros_like(_pad(x, padding))
    into = _windows(grad_padded, kernel_size, stride)
    for n in range(len(x)):
        for c in range(x.shape[1]):
            for i in range(grad_output.shape[2]):
                for j in range(grad_output.shape[3]):
                    r, s = np.unravel_index(windows[n, c, i, j].argmax(), windows.shape[4:])
                    into[n, c, i, j, r, s] += grad_output[n, c, i, j]
    return _cropped(grad_padded, x, padding)


@misconception("M01", "The running maximum starts at 0.", hint="Feed only negative numbers.", function=FORWARD)
def starts_at_zero(x, kernel_size, **options):
    return np.maximum(_pool(x, kernel_size, **options), 0)


@misconception(
    "M02",
    "The border is filled with zeros.",
    hint="Should a pixel beyond the border ever win?",
    function=FORWARD,
)
def padding_of_zeros(x, kernel_size, **options):
    return _pool(x, kernel_size, fill=0.0, **options)


@misconception(
    "M02b",
    "The border is filled with a very negative number.",
    hint="How negative can a pixel be?",
    function=FORWARD,
)
def padding_of_a_large_number(x, kernel_size, **options):
    return _pool(x, kernel_size, fill=-1e9, **options)


@misconception("M03", "The stride is always 1.", hint="What does stride=None mean?", function=FORWARD)
def stride_of_one(x, kernel_size, *, stride=None, padding=0):
    return _pool(x, kernel_size, stride=1, padding=padding)


@misconception(
    "M04", "The stride is always the kernel size.", hint="Try 3 x 3 windows with stride 2.", function=FORWARD
)
def stride_of_kernel_size(x, kernel_size, *, stride=None, padding=0):
    return _pool(x, kernel_size, padding=padding)


@misconception(
    "M05",
    "The windows are made by a reshape that puts the wrong axes next to each other.",
    hint="Print the four numbers over which you take the first maximum.",
    function=FORWARD,
)
def wrong_reshape(x, kernel_size, *, stride=None, padding=0):
    right = _pool(x, kernel_size, stride=stride, padding=padding)
    (rows, cols), (height, width) = _pair(kernel_size), right.shape[2:]
    if stride is not None or padding or rows * cols * right.size != x.size:
        return right
    parted = _float(x).reshape(*x.shape[:2], rows, height, cols, width)
    return parted.max(axis=(2, 4))


@misconception(
    "M06",
    "A reshape demands that the windows leave no rest.",
    hint="Pool a 5 x 5 image by 2: what should come out?",
    function=FORWARD,
)
def refuses_rest(x, kernel_size, *, stride=None, padding=0):
    if stride is None and any(side % taps for side, taps in zip(x.shape[2:], _pair(kernel_size), strict=True)):
        raise ValueError(f"cannot reshape array of size {x.size} into windows")
    return _pool(x, kernel_size, stride=stride, padding=padding)


@misconception(
    "M07",
    "The maximum is taken over the channels, too.",
    hint="How many channels should survive?",
    function=FORWARD,
)
def over_channels(x, kernel_size, **options):
    out = _pool(x, kernel_size, **options)
    return np.broadcast_to(out.max(axis=1, keepdims=True, initial=-np.inf), out.shape).copy()


@misconception(
    "M08",
    "The largest absolute value is kept.",
    hint="A window with -9, 1, 2 and 3: what wins?",
    function=FORWARD,
)
def absolute_maximum(x, kernel_size, *, stride=None, padding=0):
    positive, negative = (_pool(sign * x, kernel_size, stride=stride, padding=padding) for sign in (1.0, -1.0))
    return np.where(np.abs(negative) > np.abs(positive), -negative, positive)


@misconception(
    "M10",
    "A NaN loses every comparison.",
    hint="What does `nan > 1` say, and what should a window with a NaN give?",
    function=FORWARD,
)
def nan_loses(x, kernel_size, **options):
    return _pool(np.where(np.isnan(_float(x)), -np.inf, x), kernel_size, **options)


@misconception("S10", "The images are taken to be square.", hint="Give both sizes their own names.", function=FORWARD)
def square_images(x, kernel_size, **options):
    side = x.shape[2]
    if x.shape[3] < side:
        raise IndexError(f"index {x.shape[3]} is out of bounds for axis 3 with size {x.shape[3]}")
    return _pool(x[:, :, :, :side], kernel_size, **options)


@misconception(
    "A03",
    "The windows are reshaped where their axes have to be exchanged.",
    hint="Reshape never moves data: which values end up in one row of your array?",
    function=FORWARD,
)
def reshaped_windows(x, kernel_size, *, stride=None, padding=0):
    _refuse(kernel_size, padding)
    windows = _windows(_pad(x, padding), kernel_size, stride)
    mixed = windows.transpose(0, 1, 4, 5, 2, 3).reshape(windows.shape)
    return mixed.max(axis=(4, 5))


@misconception(
    "A13",
    "The output holds integers when the images do.",
    hint="Which dtype does the docstring promise, and what is minus infinity as an integer?",
    function=FORWARD,
)
def integer_output(x, kernel_size, **options):
    return _pool(x, kernel_size, **options).astype(x.dtype)


@misconception(
    "A16",
    "The images are read as if they lay in memory in C order.",
    hint="Ask the array for its strides instead of computing them.",
    function=FORWARD,
)
def assumed_strides(x, kernel_size, **options):
    return _pool(x.ravel(order="K").reshape(x.shape), kernel_size, **options)


@misconception(
    "A19",
    "Where windows are single pixels, a view of the images is returned.",
    hint="Change one value of the result for kernel size 1: does the image change, too?",
    function=FORWARD,
)
def view_of_images(x, kernel_size, **options):
    if _pair(kernel_size) == (1, 1) and not options and x.dtype.kind == "f":
        return x[:]
    return _pool(x, kernel_size, **options)


@misconception(
    "C31",
    "Windows that do not fit and too much padding are not refused.",
    hint="What does the docstring promise where no window fits, or where a window could lie beyond the border?",
    function=FORWARD,
)
def never_refuses(x, kernel_size, **options):
    try:
        return _pool(x, kernel_size, **options)
    except ValueError:
        return np.zeros((*x.shape[:2], 1, 1))


@misconception(
    "C32",
    "The output is float64 whatever the images are.",
    hint="Which dtype does the docstring promise for images in float32?",
    function=FORWARD,
)
def always_float64(x, kernel_size, **options):
    return _pool(x.astype(np.float64), kernel_size, **options)


@misconception(
    "C34",
    "Kernel size, stride and padding must be single numbers.",
    hint="What may they be, by the docstring?",
    function=FORWARD,
)
def refuses_pairs(x, kernel_size, *, stride=None, padding=0):
    stride = kernel_size if stride is None else stride
    return _pool(x, int(kernel_size), stride=int(stride), padding=int(padding))


@misconception(
    "C37",
    "A batch without images is refused.",
    hint="What should come out for x of shape (0, 3, 4, 4)? Which line of yours fails on it?",
    function=FORWARD,
)
def refuses_empty_batch(x, kernel_size, **options):
    if not len(x):
        raise ValueError("zero-size array to reduction operation maximum which has no identity")
    return _pool(x, kernel_size, **options)


@misconception(
    "M14",
    "Every pixel that equals the maximum gets the gradient.",
    hint="A window of four equal pixels: how much gradient comes in, and how much goes out?",
    function=BACKWARD,
)
def all_winners(grad_output, x, kernel_size, **options):
    def equal(windows):
        return windows == windows.max(axis=(4, 5), keepdims=True)

    return _backward(grad_output, x, kernel_size, winners=equal, **options)


@misconception(
    "M15",
    "Pixels that are equally large share the gradient.",
    hint="Who gets it, by the docstring: the first one, or all of them a part?",
    function=BACKWARD,
)
def shared_by_winners(grad_output, x, kernel_size, **options):
    def parts(windows):
        equal = windows == windows.max(axis=(4, 5), keepdims=True)
        return equal / equal.sum(axis=(4, 5), keepdims=True)

    return _backward(grad_output, x, kernel_size, winners=parts, **options)


@misconception(
    "M16",
    "Of equally large pixels the last one gets the gradient.",
    hint="Which of them does the docstring name?",
    function=BACKWARD,
)
def last_winner(grad_output, x, kernel_size, **options):
    def last(windows):
        size = windows.shape[4] * windows.shape[5]
        return _at(size - 1 - windows[..., ::-1, ::-1].reshape(*windows.shape[:4], -1).argmax(axis=-1), windows)

    return _backward(grad_output, x, kernel_size, winners=last, **options)


@misconception(
    "M16b",
    "Of equally large pixels the leftmost one gets the gradient, column by column.",
    hint="Two equal pixels, one at the top right, one at the bottom left: which comes first, by the docstring?",
    function=BACKWARD,
)
def first_by_columns(grad_output, x, kernel_size, **options):
    def by_columns(windows):
        turned = windows.swapaxes(4, 5)
        return _firsts(turned).swapaxes(4, 5)

    return _backward(grad_output, x, kernel_size, winners=by_columns, **options)


@misconception(
    "M17",
    "Where a pixel wins in several windows, one share overwrites the others.",
    hint="Can one pixel win twice? What becomes of its other share?",
    function=BACKWARD,
)
def overwrites(grad_output, x, kernel_size, *, stride=None, padding=0):
    windows, grad_padded = _windows(_pad(x, padding), kernel_size, stride), np.zeros_like(_pad(x, padding))
    winners, into = _firsts(windows), _windows(grad_padded, kernel_size, stride)
    for r, s in np.ndindex(*_pair(kernel_size)):
        np.copyto(into[..., r, s], grad_output.astype(into.dtype), where=winners[..., r, s])
    return _cropped(grad_padded, x, padding)


@misconception(
    "M18",
    "Every pixel of a window gets the gradient.",
    hint="Nudge a pixel that is not the largest: does the maximum move?",
    function=BACKWARD,
)
def everybody_wins(grad_output, x, kernel_size, **options):
    return _backward(grad_output, x, kernel_size, winners=lambda windows: np.ones(windows.shape, bool), **options)


@misconception(
    "M20",
    "The pixel with the largest absolute value gets the gradient.",
    hint="Who decided in the forward function: the value or its size without the sign?",
    function=BACKWARD,
)
def absolute_winner(grad_output, x, kernel_size, **options):
    def largest(windows):
        return _firsts(np.where(np.isfinite(windows), np.abs(windows), -np.inf))

    return _backward(grad_output, x, kernel_size, winners=largest, **options)


@misconception(
    "B28",
    "The upstream gradient is ignored.",
    hint="Ten times the upstream gradient: what should happen to the result?",
    function=BACKWARD,
)
def ignores_upstream(grad_output, x, kernel_size, **options):
    return _backward(np.ones_like(grad_output), x, kernel_size, **options)


@misconception(
    "M22",
    "Pixels beside the last window are missing from the gradient.",
    hint="The gradient has whose shape?",
    function=BACKWARD,
)
def too_small(grad_output, x, kernel_size, *, stride=None, padding=0):
    out = _backward(grad_output, x, kernel_size, stride=stride, padding=padding)
    steps, sizes = _pair(kernel_size if stride is None else stride), grad_output.shape[2:]
    axes = zip(sizes, steps, _pair(kernel_size), _pair(padding), strict=True)
    height, width = ((size - 1) * step + taps - pad for size, step, taps, pad in axes)
    return out[:, :, :height, :width]


@misconception("B16", "The padding is not cut off.", hint="The gradient has whose shape?", function=BACKWARD)
def not_cropped(grad_output, x, kernel_size, *, stride=None, padding=0):
    return _backward(grad_output, _pad(x, padding), kernel_size, stride=stride)


@misconception(
    "B18", "The padding is cut off by `[p:-p]`, also where it is 0.", hint="What is `a[0:-0]`?", function=BACKWARD
)
def crops_by_minus_zero(grad_output, x, kernel_size, *, stride=None, padding=0):
    rows, cols = _pair(padding)
    return _backward(grad_output, _pad(x, padding), kernel_size, stride=stride)[:, :, rows:-rows, cols:-cols]


@misconception(
    "M04b",
    "The backward function takes the stride to be the kernel size.",
    hint="Try 2 x 2 windows with stride 1.",
    function=BACKWARD,
)
def backward_stride_of_kernel_size(grad_output, x, kernel_size, *, stride=None, padding=0):
    out = _pool(x, kernel_size, padding=padding)
    if out.shape != grad_output.shape:
        raise ValueError(f"operands could not be broadcast together with shapes {out.shape} {grad_output.shape}")
    return _backward(grad_output, x, kernel_size, padding=padding)


@misconception(
    "A14",
    "The gradient is float64 whatever the images are.",
    hint="Which dtype does the docstring promise for images in float32?",
    function=BACKWARD,
)
def backward_always_float64(grad_output, x, kernel_size, **options):
    return _backward(grad_output, x.astype(np.float64), kernel_size, **options)


@misconception(
    "A12",
    "The upstream gradient is changed by the call.",
    hint="Compare the arguments before and after.",
    function=BACKWARD,
)
def changes_upstream(grad_output, x, kernel_size, **options):
    out = _backward(grad_output, x, kernel_size, **options)
    grad_output[...] = 0
    return out
