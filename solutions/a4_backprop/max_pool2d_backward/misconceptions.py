"""Wrong versions of max_pool2d_backward: each is caught by a check, and named.  The most frequent ones come first."""

import numpy as np

from convgrade.checks import base, misconception


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _dtype(x):
    """Return the dtype of the gradient."""
    return x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)


def _pad(x, padding, fill=-np.inf):
    """Return the images in the gradient's dtype with a border."""
    rows, cols = _pair(padding)
    return np.pad(x.astype(_dtype(x)), ((0, 0), (0, 0), (rows, rows), (cols, cols)), constant_values=fill)


def _windows(padded, grad_output, kernel_size, stride):
    """Return a view of all windows, shape (N, C, H_out, W_out, K_h, K_w)."""
    (down, right), (height, width) = _pair(kernel_size if stride is None else stride), grad_output.shape[2:]
    windows = np.lib.stride_tricks.sliding_window_view(padded, _pair(kernel_size), axis=(2, 3))
    return windows[:, :, ::down, ::right][:, :, :height, :width]


def _first(windows):
    """Return masks of the first maximum of each window."""
    flat = windows.reshape(*windows.shape[:4], -1)
    return (np.arange(flat.shape[-1]) == flat.argmax(axis=-1)[..., None]).reshape(windows.shape)


def _last(windows):
    """Return masks of the last maximum of each window."""
    return _first(windows[..., ::-1, ::-1])[..., ::-1, ::-1]


def _all(windows):
    """Return masks of all maxima of each window."""
    return windows == windows.max(axis=(4, 5), keepdims=True)


def _spread(grad_output, masks, shape, kernel_size, stride):
    """Return what arrives at the padded pixels."""
    found = np.zeros(shape, masks.dtype if masks.dtype.kind == "f" else grad_output.dtype)
    (down, right), (height, width) = _pair(kernel_size if stride is None else stride), grad_output.shape[2:]
    for row, col in np.ndindex(masks.shape[4:]):
        rows = slice(row, row + down * (height - 1) + 1, down)
        cols = slice(col, col + right * (width - 1) + 1, right)
        found[:, :, rows, cols] += masks[..., row, col] * grad_output
    return found


def _crop(padded, x, padding):
    """Return the gradient of the images without that of their border."""
    rows, cols = _pair(padding)
    return padded[:, :, rows : rows + x.shape[2], cols : cols + x.shape[3]]


def _padded_gradient(grad_output, x, kernel_size, *, stride=None, padding=0, masks_of=_first, fill=-np.inf):
    """Return the gradient of the images with that of their border."""
    padded, upstream = _pad(x, padding, fill), grad_output.astype(_dtype(x))
    masks = masks_of(_windows(padded, grad_output, kernel_size, stride))
    return _spread(upstream, masks, padded.shape, kernel_size, stride).astype(_dtype(x))


@base()
def _right(grad_output, x, kernel_size, *, padding=0, **options):
    """Return the right answer, or one with other masks."""
    return _crop(_padded_gradient(grad_output, x, kernel_size, padding=padding, **options), x, padding)


def _rest(x, kernel_size, *, stride=None, padding=0):
    """Return the rows and the columns that stay uncovered at the end."""
    steps = _pair(kernel_size if stride is None else stride)
    axes = zip(x.shape[2:], _pair(kernel_size), steps, _pair(padding), strict=True)
    return [(side + 2 * pad - taps) % step for side, taps, step, pad in axes]


@misconception(
    "M14",
    "All pixels that are equal to the maximum get the gradient.",
    hint="One pixel won in the forward pass: which? A window of four equal pixels: what is the sum of your gradient?",
)
def all_ties(grad_output, x, kernel_size, **options):
    return _right(grad_output, x, kernel_size, masks_of=_all, **options)


@misconception(
    "M17",
    "`=` for `+=`: a pixel that wins in several windows gets the gradient of the last one alone.",
    hint="Can one pixel win twice?",
)
def overwrites_the_winner(grad_output, x, kernel_size, *, stride=None, padding=0):
    padded, (down, right) = _pad(x, padding), _pair(kernel_size if stride is None else stride)
    masks, found = _first(_windows(padded, grad_output, kernel_size, stride)), np.zeros_like(padded)
    for n, c, i, j in np.ndindex(grad_output.shape):
        row, col = np.argwhere(masks[n, c, i, j])[0]
        found[n, c, i * down + row, j * right + col] = grad_output[n, c, i, j]
    return _crop(found, x, padding)


@misconception(
    "C480",
    "`=` for `+=`: every window overwrites all of its pixels, also those that won before.",
    hint="A pixel wins in one window and loses in the next one: what is left of its gradient?",
)
def overwrites_the_window(grad_output, x, kernel_size, *, stride=None, padding=0):
    padded, (down, right) = _pad(x, padding), _pair(kernel_size if stride is None else stride)
    (height, width), found = _pair(kernel_size), np.zeros_like(padded)
    masks = _first(_windows(padded, grad_output, kernel_size, stride))
    for n, c, i, j in np.ndindex(grad_output.shape):
        place = (n, c, slice(i * down, i * down + height), slice(j * right, j * right + width))
        found[place] = masks[n, c, i, j] * grad_output[n, c, i, j]
    return _crop(found, x, padding)


@misconception(
    "B18", "The border is cut off with `[p:-p]`, which cuts off everything if p is 0.", hint="What is `a[0:-0]`?"
)
def crops_with_minus_zero(grad_output, x, kernel_size, *, padding=0, **options):
    rows, cols = _pair(padding)
    return _padded_gradient(grad_output, x, kernel_size, padding=padding, **options)[:, :, rows:-rows, cols:-cols]


@misconception(
    "A13",
    "The gradient is added up in `zeros_like(x)`, an array of integers when the images are.",
    hint="What is the dtype of the array you write into, and what happens when you add 0.5 to it?",
)
def adds_to_integers(grad_output, x, kernel_size, **options):
    grad_x = np.zeros_like(x)
    grad_x += _right(grad_output, x, kernel_size, **options)
    return grad_x


@misconception(
    "C401", "The gradient is an array of integers when the images are.", hint="What is the dtype of your result?"
)
def writes_to_integers(grad_output, x, kernel_size, **options):
    gradient = _right(grad_output, x, kernel_size, **options)
    return gradient if x.dtype.kind == "f" else np.trunc(gradient).astype(np.int64).astype(x.dtype)


@misconception("S10", "The images are taken to be square.", hint="Give both sizes their own names.")
def square_images(grad_output, x, kernel_size, **options):
    height, width = grad_output.shape[2:]
    if height > width:
        raise IndexError(f"index {width} is out of bounds for axis 3 with size {width}")
    return _right(grad_output * (np.arange(width) < height), x, kernel_size, **options)


@misconception(
    "A26",
    "An assertion demands that the windows leave no rest.",
    hint="What does the docstring say about pixels that no window covers?",
)
def asserts_no_rest(grad_output, x, kernel_size, **options):
    assert not any(_rest(x, kernel_size, **options))
    return _right(grad_output, x, kernel_size, **options)


@misconception(
    "M06",
    "Images are refused if the windows leave a rest.",
    hint="What does the docstring say about pixels that no window covers?",
)
def refuses_a_rest(grad_output, x, kernel_size, **options):
    if any(_rest(x, kernel_size, **options)):
        raise ValueError("cannot reshape array into windows")
    return _right(grad_output, x, kernel_size, **options)


@misconception("S11", "The windows are taken to be square.", hint="Try a window of 1 row and 2 columns.")
def square_windows(grad_output, x, kernel_size, *, stride=None, padding=0):
    (side, width), step = _pair(kernel_size), kernel_size if stride is None else stride
    mask = np.zeros((max(side, width),) * 2, bool)
    mask[:, :side] = True
    if side > width:
        raise IndexError(f"index {width} is out of bounds for axis 1 with size {width}")

    def masks_of(windows):
        return _first(np.where(mask[:side, :width], windows, -np.inf))

    return _right(grad_output, x, kernel_size, stride=step, padding=padding, masks_of=masks_of)


@misconception(
    "M04",
    "The stride is always the kernel size.",
    hint="Try kernel size 2 with stride 1, so that windows overlap. Where does the second window start?",
)
def stride_of_kernel_size(grad_output, x, kernel_size, *, stride=None, padding=0):
    (height, width), wide = _pair(kernel_size), _pad(x, padding)
    taps = _pair(kernel_size)
    need = [taps[k] * grad_output.shape[2 + k] - wide.shape[2 + k] for k in range(2)]
    if max(need) > 0:
        raise ValueError("attempt to get argmax of an empty sequence")
    return _right(grad_output, x, (height, width), padding=padding)


@misconception("M03", "The stride is 1 if it is not given.", hint="What does stride=None stand for?")
def default_stride_of_one(grad_output, x, kernel_size, *, stride=1, padding=0):
    return _right(grad_output, x, kernel_size, stride=stride, padding=padding)


@misconception(
    "S17",
    "The loops end where the windows of the unpadded image end.",
    hint="How many windows are there: what is the shape of grad_output?",
)
def windows_of_unpadded(grad_output, x, kernel_size, *, stride=None, padding=0):
    steps = _pair(kernel_size if stride is None else stride)
    axes = zip(x.shape[2:], _pair(kernel_size), steps, strict=True)
    height, width = (max(0, (side - taps) // step + 1) for side, taps, step in axes)
    seen = np.zeros_like(grad_output)
    seen[:, :, :height, :width] = grad_output[:, :, :height, :width]
    return _right(seen, x, kernel_size, stride=stride, padding=padding)


@misconception(
    "P14",
    "The padded images exist only if there is padding.",
    hint="Which line runs when the padding is 0?",
)
def padded_only_if_padding(grad_output, x, kernel_size, *, stride=None, padding=0):
    if _pair(padding) == (0, 0):
        raise UnboundLocalError("cannot access local variable 'padded' where it is not associated with a value")
    return _right(grad_output, x, kernel_size, stride=stride, padding=padding)


@misconception(
    "M15",
    "The gradient is split evenly among equal pixels.",
    hint="What does the docstring say about several pixels that are the largest?",
)
def splits_ties(grad_output, x, kernel_size, **options):
    def masks_of(windows):
        equal = _all(windows)
        return (equal / equal.sum(axis=(4, 5), keepdims=True)).astype(windows.dtype)

    return _right(grad_output, x, kernel_size, masks_of=masks_of, **options)


@misconception(
    "M16",
    "Of equal pixels the last one gets the gradient.",
    hint="What does the docstring say about several pixels that are the largest? Is `>=` the same as `>`?",
)
def last_tie(grad_output, x, kernel_size, **options):
    return _right(grad_output, x, kernel_size, masks_of=_last, **options)


@misconception(
    "C481",
    "Of equal pixels the first one column by column gets the gradient.",
    hint="Does your loop go over rows first, or over columns?",
)
def first_by_columns(grad_output, x, kernel_size, **options):
    def masks_of(windows):
        return _first(windows.swapaxes(4, 5)).swapaxes(4, 5)

    return _right(grad_output, x, kernel_size, masks_of=masks_of, **options)


@misconception(
    "M20",
    "The pixel with the largest magnitude is taken for the winner.",
    hint="A window of -9, 1, 2 and 3: which pixel did the forward pass keep?",
)
def largest_magnitude(grad_output, x, kernel_size, *, stride=None, padding=0):
    def masks_of(windows):
        return _first(np.where(np.isfinite(windows), np.abs(windows), -np.inf))

    return _right(grad_output, x, kernel_size, stride=stride, padding=padding, masks_of=masks_of)


@misconception(
    "C482",
    "The winners of the first channel are taken for those of all channels.",
    hint="Who chose the winner of channel 1?",
)
def winners_of_first_channel(grad_output, x, kernel_size, **options):
    def masks_of(windows):
        return np.repeat(_first(windows)[:, :1], windows.shape[1], axis=1)

    return _right(grad_output, x, kernel_size, masks_of=masks_of, **options)


@misconception(
    "C483",
    "The winner is looked for in grad_output instead of in x.",
    hint="Who chose the winner in the forward pass: x, the output, or its gradient?",
)
def winners_of_upstream(grad_output, x, kernel_size, **options):
    best = grad_output.reshape(*grad_output.shape[:2], -1).argmax(axis=-1)

    def masks_of(windows):
        taps = windows.shape[4] * windows.shape[5]
        chosen = np.arange(taps) == (best % taps)[:, :, None, None, None]
        return np.broadcast_to(chosen, (*windows.shape[:4], taps)).reshape(windows.shape)

    return _right(grad_output, x, kernel_size, masks_of=masks_of, **options)


@misconception(
    "M18",
    "All pixels of a window get its gradient.",
    hint="Nudge a pixel that did not win: does the maximum move?",
)
def whole_window(grad_output, x, kernel_size, **options):
    return _right(grad_output, x, kernel_size, masks_of=np.ones_like, **options)


@misconception(
    "C484",
    "The gradient is spread evenly over the window, as for average pooling.",
    hint="Nudge a pixel that did not win: does the maximum move?",
)
def evenly(grad_output, x, kernel_size, **options):
    def masks_of(windows):
        return np.full(windows.shape, 1 / (windows.shape[4] * windows.shape[5]), windows.dtype)

    return _right(grad_output, x, kernel_size, masks_of=masks_of, **options)


@misconception(
    "M19",
    "Pixels count as the maximum if they are close to it.",
    hint="How equal is equal? Look at the tolerance of your comparison.",
)
def close_to_maximum(grad_output, x, kernel_size, **options):
    def masks_of(windows):
        close = np.isclose(windows, windows.max(axis=(4, 5), keepdims=True), rtol=0, atol=1e-2)
        return _first(close.astype(np.float64))

    return _right(grad_output, x, kernel_size, masks_of=masks_of, **options)


@misconception(
    "C485",
    "The maximum is multiplied with the gradient: the winner gets grad_output times its own value.",
    hint="By how much does the maximum move when the winner grows by 1?",
)
def times_the_maximum(grad_output, x, kernel_size, **options):
    return _right(grad_output, x, kernel_size, **options) * x.astype(_dtype(x))


@misconception(
    "M22",
    "The gradient is as large as the windows reach, not as the images are.",
    hint="Whose shape has grad_x? Try an image of 5 x 5 pixels and windows of 2 x 2.",
)
def ends_with_last_window(grad_output, x, kernel_size, *, stride=None, padding=0):
    rest = _rest(x, kernel_size, stride=stride, padding=padding)
    pads = _pair(padding)
    height, width = (x.shape[2 + k] - max(0, rest[k] - pads[k]) for k in range(2))
    return _right(grad_output, x, kernel_size, stride=stride, padding=padding)[:, :, :height, :width]


@misconception(
    "M02", "The border is filled with zeros, which win over negative pixels.", hint="Should the border ever win?"
)
def padding_of_zeros(grad_output, x, kernel_size, **options):
    return _right(grad_output, x, kernel_size, fill=0.0, **options)


@misconception(
    "B16",
    "The gradient still has the border.",
    hint="With respect to what is it wanted: the images or the padded images?",
)
def not_cropped(grad_output, x, kernel_size, **options):
    return _padded_gradient(grad_output, x, kernel_size, **options)


@misconception("B17", "The border is cut off at the wrong corner.", hint="Which rows held real pixels?")
def crops_the_wrong_corner(grad_output, x, kernel_size, **options):
    return _padded_gradient(grad_output, x, kernel_size, **options)[:, :, : x.shape[2], : x.shape[3]]


@misconception(
    "B36",
    "Batch and channels are cut off like the border.",
    hint="Which of the four axes got a border on the way forward?",
)
def crops_all_axes(grad_output, x, kernel_size, *, padding=0, **options):
    pad = _pair(padding)[0]
    gradient = _right(grad_output, x, kernel_size, padding=padding, **options)
    return gradient[pad : len(x) - pad, pad : x.shape[1] - pad]


@misconception(
    "C403",
    "Only the last image is kept, since the border is cut off behind the loop over the images.",
    hint="How often does the line run that cuts off the border, and for which image?",
)
def crops_the_last_image(grad_output, x, kernel_size, **options):
    last = (np.arange(len(x)) == len(x) - 1).astype(_dtype(x))
    return _right(grad_output, x, kernel_size, **options) * last[:, None, None, None]


@misconception("P07", "The padding is ignored.", hint="Where does the first window start when the padding is 1?")
def ignores_padding(grad_output, x, kernel_size, *, stride=None, padding=0):
    (rows, cols), (down, right) = _pair(padding), _pair(kernel_size if stride is None else stride)
    after = np.pad(x.astype(_dtype(x)), ((0, 0), (0, 0), (0, 2 * rows), (0, 2 * cols)), constant_values=-np.inf)
    masks = _first(_windows(after, grad_output, kernel_size, (down, right)))
    return _spread(grad_output.astype(_dtype(x)), masks, after.shape, kernel_size, (down, right))[
        :, :, : x.shape[2], : x.shape[3]
    ]


@misconception("S02", "The stride is used for rows only.", hint="Compare your two index expressions.")
def stride_for_rows_alone(grad_output, x, kernel_size, *, stride=None, padding=0):
    down, _ = _pair(kernel_size if stride is None else stride)
    return _right(grad_output, x, kernel_size, stride=(down, 1), padding=padding)


@misconception(
    "B28",
    "grad_output is ignored: the winners get a 1 for each window.",
    hint="Multiply grad_output by 10: did anything change?",
)
def ignores_upstream(grad_output, x, kernel_size, **options):
    return _right(np.ones_like(grad_output), x, kernel_size, **options)


_TOTALS = {}


@misconception(
    "B30",
    "The gradient goes on from one call to the next.",
    hint="Call it twice with the same arguments. Where do the sums begin the second time?",
)
def never_reset(grad_output, x, kernel_size, **options):
    gradient = _right(grad_output, x, kernel_size, **options)
    _TOTALS[x.shape] = _TOTALS.get(x.shape, np.zeros(x.shape)) + gradient
    return _TOTALS[x.shape].astype(gradient.dtype)


@misconception("C410", "grad_output is changed by the call.", hint="Compare grad_output before and after.")
def changes_upstream(grad_output, x, kernel_size, **options):
    gradient = _right(grad_output, x, kernel_size, **options)
    grad_output /= 2
    return gradient


@misconception("A12", "The images are changed by the call.", hint="Compare the images before and after.")
def changes_images(grad_output, x, kernel_size, **options):
    gradient = _right(grad_output, x, kernel_size, **options)
    x[...] = 0
    return gradient


@misconception(
    "A14",
    "The gradient is kept in float32.",
    hint="What is the dtype of the array you write into?",
)
def single_precision(grad_output, x, kernel_size, **options):
    return _right(grad_output, x, kernel_size, **options).astype(np.float32)


@misconception(
    "A16",
    "The images are read as if they lay in memory in C order.",
    hint="What does the order in memory have to do with the order of the indices?",
)
def assumed_order(grad_output, x, kernel_size, **options):
    return _right(grad_output, x.ravel(order="K").reshape(x.shape), kernel_size, **options)


@misconception("A17", "Windows of 2 x 2 with stride 2 are built in.", hint="Change one number: a window of 3 x 3?")
def built_in_window(grad_output, x, kernel_size, *, stride=None, padding=0):
    wide, (height, width) = _pad(x, padding), grad_output.shape[2:]
    need = [2 * height - wide.shape[2], 2 * width - wide.shape[3]]
    if max(need) > 0:
        raise IndexError("index 1 is out of bounds for axis 0 with size 1")
    return _right(grad_output, x, 2, padding=padding)


@misconception("A18", "The result is a list.", hint="Compare the type of your result with the docstring.")
def as_list(grad_output, x, kernel_size, **options):
    return _right(grad_output, x, kernel_size, **options).tolist()


_BUFFERS = {}


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(grad_output, x, kernel_size, **options):
    gradient = _right(grad_output, x, kernel_size, **options)
    buffer = _BUFFERS.setdefault((gradient.shape, gradient.dtype), gradient)
    buffer[...] = gradient
    return buffer


@misconception("A25", "A name is used that exists only in the notebook.", hint="Restart, and run only this cell.")
def left_over_name(grad_output, x, kernel_size, **options):
    return _right(grad_output, images, kernel_size, **options)  # noqa: F821 - the missing name is the mistake


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(grad_output, x, kernel_size, **options):
    return _right(grad_output.astype(np.float), x, kernel_size, **options)  # noqa: NPY001 - the mistake


@misconception(
    "C32",
    "The gradient is float64 whatever the images are.",
    hint="Which dtype does the docstring promise for images in float32?",
)
def always_float64(grad_output, x, kernel_size, **options):
    return _right(grad_output, x.astype(np.float64), kernel_size, **options)


@misconception(
    "C34",
    "Kernel size, stride and padding must be single numbers.",
    hint="What may kernel size, stride and padding be, by the docstring?",
)
def refuses_pairs(grad_output, x, kernel_size, *, stride=None, padding=0):
    step = kernel_size if stride is None else stride
    return _right(grad_output, x, int(kernel_size), stride=int(step), padding=int(padding))


@misconception("C35", "A padding is read as (columns, rows).", hint="Try padding (0, 1) on a single row of pixels.")
def exchanged_padding(grad_output, x, kernel_size, *, padding=0, **options):
    padded = _padded_gradient(grad_output, x, kernel_size, padding=padding, **options)
    return _crop(padded, x, _pair(padding)[::-1])
