"""Wrong versions of conv2d_backward_fast, and right ones that are slow: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import base, misconception


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _dtype(x):
    """Return the dtype of the gradients."""
    return x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)


def _pad(x, padding, **how):
    """Return the images with a border, of zeros or of what numpy.pad is told, in the dtype of the gradients."""
    return np.pad(x.astype(_dtype(x)), ((0, 0), (0, 0), *((pad, pad) for pad in _pair(padding))), **how)


def _windows(padded, weight, stride):
    """Return a view of all windows, shape (N, C, H_out, W_out, K_h, K_w); all of it may be written to."""
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(2, 3), writeable=True)
    return windows[:, :, :: _pair(stride)[0], :: _pair(stride)[1]]


def _cropped(grad_padded, x, padding):
    """Return the gradient of the pixels that are not padding."""
    (rows, cols), (height, width) = _pair(padding), x.shape[2:]
    return grad_padded[:, :, rows : rows + height, cols : cols + width].copy()


def _of_weight(grad_output, x, weight, *, stride=1, padding=0):
    """Return the right gradient of the filters."""
    windows = _windows(_pad(x, padding), weight, stride)
    return np.tensordot(grad_output.astype(windows.dtype), windows, axes=((0, 2, 3), (0, 2, 3)))


def _of_padded(grad_output, x, weight, *, stride=1, padding=0):
    """Return the right gradient of the images with their padding."""
    dtype = _dtype(x)
    grad_padded = np.zeros_like(_pad(x, padding))
    shares = np.tensordot(grad_output.astype(dtype), weight.astype(dtype), axes=(1, 0)).transpose(0, 3, 1, 2, 4, 5)
    into = _windows(grad_padded, weight, stride)
    for r, s in np.ndindex(weight.shape[2:]):
        into[..., r, s] += shares[..., r, s]
    return grad_padded


def _of_x(grad_output, x, weight, *, stride=1, padding=0):
    """Return the right gradient of the images."""
    return _cropped(_of_padded(grad_output, x, weight, stride=stride, padding=padding), x, padding)


def _of_bias(grad_output, x):
    """Return the right gradient of the biases."""
    return grad_output.astype(_dtype(x)).sum(axis=(0, 2, 3))


@base()
def _right(grad_output, x, weight, **options):
    """Return all gradients, right and quickly."""
    rest = _of_weight(grad_output, x, weight, **options), _of_bias(grad_output, x)
    return _of_x(grad_output, x, weight, **options), *rest


@misconception(
    "A20",
    "It loops over the images of the batch in Python.",
    hint="Which axis does your loop walk? What does `@` do with arrays of three axes?",
    grows_with=["images"],
)
def loop_over_images(grad_output, x, weight, **options):
    grad_x, grad_weight = np.zeros(x.shape, _dtype(x)), np.zeros(weight.shape, _dtype(x))
    for n in range(len(x)):
        one = slice(n, n + 1)
        grad_x[n] = _of_x(grad_output[one], x[one], weight, **options)[0]
        grad_weight += _of_weight(grad_output[one], x[one], weight, **options)
    return grad_x, grad_weight, _of_bias(grad_output, x)


@misconception(
    "A21",
    "It loops over the output pixels in Python.",
    hint="Which axes does your loop walk? Count its rounds for an image of 200 x 200 pixels.",
    grows_with=["pixels"],
)
def loop_over_pixels(grad_output, x, weight, *, stride=1, padding=0):
    upstream, padded, filters = grad_output.astype(_dtype(x)), _pad(x, padding), weight.astype(_dtype(x))
    grad_padded, grad_weight = np.zeros_like(padded), np.zeros_like(filters)
    windows, into = _windows(padded, weight, stride), _windows(grad_padded, weight, stride)
    for i in range(upstream.shape[2]):
        for j in range(upstream.shape[3]):
            grad_weight += np.tensordot(upstream[:, :, i, j], windows[:, :, i, j], axes=(0, 0))
            into[:, :, i, j] += np.tensordot(upstream[:, :, i, j], filters, axes=(1, 0))
    return _cropped(grad_padded, x, padding), grad_weight, _of_bias(grad_output, x)


@misconception(
    "A21b",
    "It adds up the gradient of the images one window at a time in Python.",
    hint="The filters' gradient is quick. How many rounds does the other loop make?",
    grows_with=["pixels"],
)
def images_by_pixels(grad_output, x, weight, *, stride=1, padding=0):
    grad_padded = np.zeros_like(_pad(x, padding))
    shares = np.tensordot(grad_output.astype(_dtype(x)), weight.astype(_dtype(x)), axes=(1, 0))
    into = _windows(grad_padded, weight, stride)
    for i in range(grad_output.shape[2]):
        for j in range(grad_output.shape[3]):
            into[:, :, i, j] += shares[:, i, j]
    grad_weight = _of_weight(grad_output, x, weight, stride=stride, padding=padding)
    return _cropped(grad_padded, x, padding), grad_weight, _of_bias(grad_output, x)


@misconception(
    "A22",
    "It loops over the filters in Python.",
    hint="Could all filters share one matrix product? What would its shapes be?",
    grows_with=["filters"],
)
def loop_over_filters(grad_output, x, weight, *, stride=1, padding=0):
    upstream, padded, filters = grad_output.astype(_dtype(x)), _pad(x, padding), weight.astype(_dtype(x))
    grad_padded, grad_weight = np.zeros_like(padded), np.zeros_like(filters)
    windows, into = _windows(padded, weight, stride), _windows(grad_padded, weight, stride)
    for o in range(len(weight)):
        ours = upstream[:, o, None, :, :]
        grad_weight[o] = (ours[..., None, None] * windows).sum(axis=(0, 2, 3))
        for r, s in np.ndindex(weight.shape[2:]):
            into[..., r, s] += ours * filters[o, :, r, s, None, None]
    return _cropped(grad_padded, x, padding), grad_weight, _of_bias(grad_output, x)


@misconception(
    "A23",
    "Sums of products are written as plain einsum: no Python loop, but no matrix product either.",
    hint="Can einsum be told to look for a matrix product? Can you write the whole thing as one?",
    grows_with=[],
)
def plain_einsum(grad_output, x, weight, *, stride=1, padding=0):
    upstream, filters = grad_output.astype(_dtype(x)), weight.astype(_dtype(x))
    windows, grad_padded = _windows(_pad(x, padding), weight, stride), np.zeros_like(_pad(x, padding))
    grad_weight = np.einsum("nfhw,nchwij->fcij", upstream, windows)
    shares = np.einsum("nfhw,fcij->ijnchw", upstream, filters)
    into = _windows(grad_padded, weight, stride)
    for r, s in np.ndindex(weight.shape[2:]):
        into[..., r, s] += shares[r, s]
    return _cropped(grad_padded, x, padding), grad_weight, _of_bias(grad_output, x)


@misconception(
    "A24",
    "The slow version from the assignment on backpropagation does the work.",
    hint="What is called inside, and how many lines of Python run in there?",
    grows_with=["images", "filters", "pixels"],
)
def four_loops(grad_output, x, weight, *, stride=1, padding=0):
    upstream, padded, filters = grad_output.astype(_dtype(x)), _pad(x, padding), weight.astype(_dtype(x))
    grad_padded, grad_weight = np.zeros_like(padded), np.zeros_like(filters)
    down, right = _pair(stride)
    for n in range(len(x)):
        for o in range(len(weight)):
            for i in range(upstream.shape[2]):
                for j in range(upstream.shape[3]):
                    rows = slice(i * down, i * down + weight.shape[2])
                    cols = slice(j * right, j * right + weight.shape[3])
                    grad_weight[o] += upstream[n, o, i, j] * padded[n, :, rows, cols]
                    grad_padded[n, :, rows, cols] += upstream[n, o, i, j] * filters[o]
    return _cropped(grad_padded, x, padding), grad_weight, _of_bias(grad_output, x)


def _but(answer, **changed):
    """Return an answer with some of its gradients replaced."""
    names = ("grad_x", "grad_weight", "grad_bias")
    return tuple(changed.get(name, part) for name, part in zip(names, answer, strict=True))


@misconception(
    "B29",
    "grad_weight: the upstream gradient of several images is reshaped where its axes have to be exchanged.",
    hint="Reshape never moves data: which axis of grad_output is the slowest, and which do you need first?",
)
def reshaped_upstream(grad_output, x, weight, **options):
    mixed = np.ascontiguousarray(grad_output).reshape(grad_output.shape[1], len(x), *grad_output.shape[2:])
    return _but(
        _right(grad_output, x, weight, **options), grad_weight=_of_weight(mixed.swapaxes(0, 1), x, weight, **options)
    )


@misconception(
    "B29b",
    "grad_x: the upstream gradient is reshaped where its axes have to be exchanged.",
    hint="Reshape never moves data: does a row of your matrix hold the map of one filter, or pixels of several?",
)
def reshaped_upstream_for_images(grad_output, x, weight, **options):
    batch, filters, *sizes = grad_output.shape
    mixed = np.ascontiguousarray(grad_output).reshape(batch, *sizes, filters)
    return _but(
        _right(grad_output, x, weight, **options), grad_x=_of_x(np.moveaxis(mixed, -1, 1), x, weight, **options)
    )


@misconception(
    "A04",
    "grad_weight is brought into shape as if its rows were flattened with the channels last.",
    hint="In which order do the entries of a window lie in your columns: channel by channel, or pixel by pixel?",
)
def other_flattening(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    channels_last = np.moveaxis(answer[1], 1, -1)
    return _but(answer, grad_weight=np.ascontiguousarray(channels_last).reshape(weight.shape))


@misconception(
    "B18",
    "grad_x: the border is cut off with `[p:-p]`, which cuts off everything if p is 0.",
    hint="What is `a[0:-0]`?",
)
def crops_with_minus_zero(grad_output, x, weight, *, stride=1, padding=0):
    answer = _right(grad_output, x, weight, stride=stride, padding=padding)
    padded, (rows, cols) = _of_padded(grad_output, x, weight, stride=stride, padding=padding), _pair(padding)
    return _but(answer, grad_x=padded[:, :, rows:-rows, cols:-cols])


@misconception(
    "B21",
    "grad_x: where windows overlap, one share overwrites the others.",
    hint="How many windows saw this pixel, and what becomes of their shares?",
)
def overwrites(grad_output, x, weight, *, stride=1, padding=0):
    answer = _right(grad_output, x, weight, stride=stride, padding=padding)
    grad_padded = np.zeros_like(_pad(x, padding))
    filters = weight.astype(_dtype(x))
    shares = np.tensordot(grad_output.astype(_dtype(x)), filters, axes=(1, 0)).transpose(0, 3, 1, 2, 4, 5)
    into = _windows(grad_padded, weight, stride)
    for r, s in np.ndindex(weight.shape[2:]):
        into[..., r, s] = shares[..., r, s]
    return _but(answer, grad_x=_cropped(grad_padded, x, padding))


@misconception(
    "B01", "grad_weight is divided by the number of images.", hint="Over the images of a batch: sum or mean?"
)
def mean_over_batch(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_weight=answer[1] / max(len(x), 1))


@misconception(
    "B02",
    "grad_weight is divided by the number of windows.",
    hint="Every window is an edge from the weight to the output: do their shares add up, or are they averaged?",
)
def mean_over_places(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_weight=answer[1] / (grad_output.shape[2] * grad_output.shape[3]))


@misconception("B03", "grad_weight is that of the last image alone.", hint="Does every image use this weight?")
def last_image(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_weight=_of_weight(grad_output[-1:], x[-1:], weight, **options))


@misconception(
    "B06",
    "grad_weight is turned by 180 degrees.",
    hint="Correlating a with b, or b with a: does that give the same?",
)
def turned_weight(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_weight=answer[1][:, :, ::-1, ::-1].copy())


@misconception(
    "B09",
    "grad_weight: the images are used without their padding.",
    hint="What did the weight meet on the way forward: the images, or the padded images?",
)
def unpadded_images(grad_output, x, weight, *, stride=1, padding=0):
    answer = _right(grad_output, x, weight, stride=stride, padding=padding)
    behind = ((0, 2 * pad) for pad in _pair(padding))
    shifted = np.pad(x, ((0, 0), (0, 0), *behind))
    return _but(answer, grad_weight=_of_weight(grad_output, shifted, weight, stride=stride))


@misconception(
    "B10",
    "grad_weight: with a stride, the windows are taken side by side.",
    hint="Which pixels met the first entry of the kernel on the way forward?",
)
def stride_forgotten(grad_output, x, weight, *, stride=1, padding=0):
    answer = _right(grad_output, x, weight, stride=stride, padding=padding)
    height, width = grad_output.shape[2:]
    windows = _windows(_pad(x, padding), weight, 1)[:, :, :height, :width]
    return _but(answer, grad_weight=np.tensordot(grad_output, windows, axes=((0, 2, 3), (0, 2, 3))))


@misconception(
    "B24",
    "grad_x: with a stride, the shares are added side by side.",
    hint="How far apart in the image are the windows of neighbouring outputs?",
)
def shares_side_by_side(grad_output, x, weight, *, stride=1, padding=0):
    answer = _right(grad_output, x, weight, stride=stride, padding=padding)
    (rows, cols), (height, width) = _pair(padding), grad_output.shape[2:]
    wide = np.zeros((*grad_output.shape[:2], x.shape[2] + 2 * rows, x.shape[3] + 2 * cols), _dtype(x))
    wide = wide[:, :, : wide.shape[2] - weight.shape[2] + 1, : wide.shape[3] - weight.shape[3] + 1]
    wide[:, :, :height, :width] = grad_output
    return _but(answer, grad_x=_of_x(wide, x, weight, padding=padding))


@misconception(
    "B19",
    "grad_x: the kernels slide over the upstream gradient without being turned.",
    hint="Forward, pixel t + tau goes into output t. Into which outputs does pixel t go?",
)
def kernels_not_turned(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_x=_of_x(grad_output, x, weight[:, :, ::-1, ::-1], **options))


@misconception("B22", "grad_x: only the last filter's share counts.", hint="Which filters read this pixel?")
def last_filter(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_x=_of_x(grad_output[:, -1:], x, weight[-1:], **options))


@misconception("B16", "grad_x still has the border.", hint="The gradient with respect to what, padded or not?")
def not_cropped(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_x=_of_padded(grad_output, x, weight, **options))


@misconception("B17", "grad_x: the border is cut off at the wrong end.", hint="Which rows were real pixels?")
def crops_the_end(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    padded = _of_padded(grad_output, x, weight, **options)
    return _but(answer, grad_x=padded[:, :, : x.shape[2], : x.shape[3]])


@misconception(
    "B25",
    "grad_x ends with the last window.",
    hint="What happens to pixels that no window covers: are they gone, or is their gradient 0?",
)
def uncovered_missing(grad_output, x, weight, *, stride=1, padding=0):
    answer = _right(grad_output, x, weight, stride=stride, padding=padding)
    axes = zip(grad_output.shape[2:], weight.shape[2:], _pair(stride), _pair(padding), strict=True)
    height, width = (step * (size - 1) + taps - pad for size, taps, step, pad in axes)
    return _but(answer, grad_x=answer[0][:, :, :height, :width])


@misconception(
    "B26", "grad_x is divided by the number of images.", hint="Who decides about averaging: the layer or the loss?"
)
def averaged_images(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_x=answer[0] / max(len(x), 1))


@misconception(
    "B28",
    "The upstream gradient is ignored.",
    hint="Ten times the upstream gradient: what should happen to the results?",
)
def ignores_upstream(grad_output, x, weight, **options):
    return _right(np.ones_like(grad_output), x, weight, **options)


@misconception("B11", "grad_bias has the shape (1, C_out, 1, 1).", hint="grad_bias has whose shape?")
def bias_of_four_axes(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_bias=answer[2].reshape(1, -1, 1, 1))


@misconception(
    "B12",
    "grad_bias is summed over the images alone.",
    hint="How many outputs share one bias?",
)
def bias_not_summed_over_places(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_bias=grad_output.astype(_dtype(x)).sum(axis=0))


@misconception(
    "B13", "grad_bias is one number for all filters.", hint="Does filter 2's error move the bias of filter 1?"
)
def one_bias(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_bias=np.full_like(answer[2], answer[2].sum()))


@misconception("B14", "grad_bias is a mean.", hint="Sum or mean over the outputs that share a bias?")
def mean_bias(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    count = len(x) * grad_output.shape[2] * grad_output.shape[3]
    return _but(answer, grad_bias=answer[2] / max(count, 1))


_SUMS = {}


@misconception(
    "B30",
    "Gradients of earlier calls are still in the sums.",
    hint="Call it twice with the same arguments: what should come out the second time?",
)
def never_reset(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    key = (weight.shape, weight.dtype.str, x.shape)
    _SUMS[key] = _SUMS.get(key, 0) + answer[1]
    return _but(answer, grad_weight=np.array(_SUMS[key]))


@misconception("A12", "The upstream gradient is changed by the call.", hint="Compare the arguments before and after.")
def changes_upstream(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    grad_output[...] = 0
    return answer


@misconception(
    "A13",
    "The gradients are integers when the images are.",
    hint="What is the dtype of the array you add to?",
)
def integer_gradients(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return answer if x.dtype.kind == "f" else tuple(np.trunc(part).astype(np.int64) for part in answer)


@misconception(
    "A16",
    "The images are read as if they lay in memory in C order.",
    hint="Ask the array for its strides instead of computing them.",
)
def assumed_strides(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_weight=_of_weight(grad_output, x.ravel(order="K").reshape(x.shape), weight, **options))


@misconception(
    "C32",
    "The gradients are float64 whatever the images are.",
    hint="Which dtype does the docstring promise for images in float32?",
)
def always_float64(grad_output, x, weight, **options):
    return _right(grad_output, x.astype(np.float64), weight, **options)


@misconception(
    "C34", "Stride and padding must be single numbers.", hint="What may stride and padding be, by the docstring?"
)
def refuses_pairs(grad_output, x, weight, *, stride=1, padding=0):
    return _right(grad_output, x, weight, stride=int(stride), padding=int(padding))


@misconception(
    "C37",
    "A batch without images is refused.",
    hint="What should come out for N = 0? Which line of yours fails on it?",
)
def refuses_empty_batch(grad_output, x, weight, **options):
    if not len(x):
        raise ValueError("cannot reshape array of size 0 into unknown shape")
    return _right(grad_output, x, weight, **options)


@misconception("C40", "The gradients come in another order.", hint="Which gradient does the docstring name first?")
def other_order(grad_output, x, weight, **options):
    grad_x, grad_weight, grad_bias = _right(grad_output, x, weight, **options)
    return grad_weight, grad_bias, grad_x
