"""Wrong versions of locally_connected2d_backward: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import base, misconception

_PARTS = ("grad_x", "grad_weight", "grad_bias")


def _dtype(x):
    """Return the dtype of the gradients."""
    return x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)


def _grad_x(grad_output, x, weight, *, overwrite=False):
    """Return the right gradient of the images, or what the last window leaves of it."""
    height, width, _, _, taps_down, taps_right = weight.shape
    found = np.zeros(x.shape, _dtype(x))
    errors, filters = grad_output.astype(found.dtype), weight.astype(found.dtype)
    for i, j in np.ndindex(height, width):
        place = (slice(None), slice(None), slice(i, i + taps_down), slice(j, j + taps_right))
        own = np.einsum("nf,fcrs->ncrs", errors[:, :, i, j], filters[i, j])
        found[place] = own if overwrite else found[place] + own
    return found


def _grad_weight(grad_output, x, weight):
    """Return the right gradient of the weights."""
    windows = np.lib.stride_tricks.sliding_window_view(x.astype(_dtype(x)), weight.shape[4:], axis=(2, 3))
    return np.einsum("nfij,ncijrs->ijfcrs", grad_output.astype(_dtype(x)), windows)


@base()
def _right(grad_output, x, weight):
    """Return the right answer, on which the wrong versions are built."""
    grad_bias = grad_output.astype(_dtype(x)).sum(axis=0).transpose(1, 2, 0)
    return _grad_x(grad_output, x, weight), _grad_weight(grad_output, x, weight), grad_bias


def _but(answer, **changed):
    """Return an answer with some of its gradients replaced."""
    return tuple(changed.get(name, part) for name, part in zip(_PARTS, answer, strict=True))


@misconception(
    "C450",
    "grad_weight is summed over the places, as that of a convolution.",
    hint="How many numbers has this layer's weight, and which of them are used at place (0, 1)?",
)
def summed_over_places(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    return _but(answer, grad_weight=answer[1].sum(axis=(0, 1)))


@misconception(
    "L01",
    "grad_weight is the same at all places: the sum over the places.",
    hint="Set grad_output to zero at all places but one: which weights should get a gradient?",
)
def same_everywhere(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    return _but(answer, grad_weight=np.broadcast_to(answer[1].sum(axis=(0, 1)), weight.shape).copy())


@misconception(
    "C451",
    "grad_bias is summed over the places, as that of a convolution.",
    hint="How many numbers has this layer's bias?",
)
def one_bias_per_filter(grad_output, x, weight):
    return _but(_right(grad_output, x, weight), grad_bias=grad_output.astype(_dtype(x)).sum(axis=(0, 2, 3)))


@misconception(
    "C452",
    "grad_x: the weights of the first place are used everywhere.",
    hint="Which weights did the pixel meet at place (0, 1)?",
)
def first_place(grad_output, x, weight):
    same = np.broadcast_to(weight[:1, :1], weight.shape)
    return _but(_right(grad_output, x, weight), grad_x=_grad_x(grad_output, x, same))


@misconception(
    "A13",
    "The gradients are added up in `zeros_like(x)`, an array of integers when the images are.",
    hint="What is the dtype of the array you write into, and what happens when you add 0.5 to it?",
)
def adds_to_integers(grad_output, x, weight):
    grad_x = np.zeros_like(x)
    grad_x += _grad_x(grad_output, x, weight)
    return _but(_right(grad_output, x, weight), grad_x=grad_x)


@misconception("S10", "The images are taken to be square.", hint="Give both sizes their own names.")
def square_images(grad_output, x, weight):
    height, width = grad_output.shape[2:]
    if height > width:
        raise IndexError(f"index {width} is out of bounds for axis 3 with size {width}")
    return _right(grad_output * (np.arange(width) < height), x, weight)


@misconception(
    "S11",
    "The windows are taken to be square.",
    hint="Give both sizes their own names, and try a window of 1 x 2 pixels.",
)
def square_windows(grad_output, x, weight):
    height, width = weight.shape[4:]
    if height > width:
        raise IndexError(f"index {width} is out of bounds for axis 5 with size {width}")
    seen = np.arange(width) < height
    grad_x, grad_weight, grad_bias = _right(grad_output, x, weight * seen)
    return grad_x, grad_weight * seen, grad_bias


@misconception(
    "B21",
    "grad_x: `=` for `+=`, so that the last window alone gives a pixel its gradient.",
    hint="How many windows saw this pixel?",
)
def last_window_wins(grad_output, x, weight):
    return _but(_right(grad_output, x, weight), grad_x=_grad_x(grad_output, x, weight, overwrite=True))


@misconception(
    "B03",
    "grad_weight: `=` for `+=`, so that only the last image counts.",
    hint="Does every image of the batch use this weight?",
)
def last_image(grad_output, x, weight):
    return _but(_right(grad_output, x, weight), grad_weight=_grad_weight(grad_output[-1:], x[-1:], weight))


@misconception("C453", "grad_bias: only the last image counts.", hint="Does every image of the batch use this bias?")
def last_image_for_bias(grad_output, x, weight):
    return _but(_right(grad_output, x, weight), grad_bias=_right(grad_output[-1:], x[-1:], weight)[2])


@misconception(
    "B01", "grad_weight is averaged over the batch.", hint="The chain rule over several edges: a sum or a mean?"
)
def weight_averaged_over_batch(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    return _but(answer, grad_weight=answer[1] / np.asarray(len(x), answer[1].dtype))


@misconception(
    "B14", "grad_bias is averaged over the batch.", hint="The chain rule over several edges: a sum or a mean?"
)
def bias_averaged_over_batch(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    return _but(answer, grad_bias=answer[2] / np.asarray(len(x), answer[2].dtype))


@misconception(
    "C454",
    "grad_bias has its filters first.",
    hint="In which order does the docstring list the axes of the bias, and in which order are those of grad_output?",
)
def filters_first(grad_output, x, weight):
    return _but(_right(grad_output, x, weight), grad_bias=grad_output.astype(_dtype(x)).sum(axis=0))


@misconception(
    "A06",
    "grad_bias is reshaped where its axes have to be exchanged.",
    hint="Reshape never moves data: in which order do the numbers of grad_output lie, and those of the bias?",
)
def reshaped_bias(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    return _but(answer, grad_bias=grad_output.astype(_dtype(x)).sum(axis=0).reshape(weight.shape[:3]))


@misconception(
    "L02",
    "The first two axes are taken to be (columns, rows).",
    hint="Try an image that is not square: how many places are there downwards, and how many to the right?",
)
def exchanged_places(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    return answer[0], answer[1].swapaxes(0, 1), answer[2].swapaxes(0, 1)


@misconception("B12", "grad_bias is not summed over the images.", hint="How many images share this bias?")
def bias_per_image(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    return _but(answer, grad_bias=grad_output.astype(_dtype(x)).transpose(0, 2, 3, 1).copy())


@misconception(
    "B15",
    "grad_bias counts the images and does not look at grad_output.",
    hint="Multiply grad_output by 10: what should happen to grad_bias?",
)
def bias_counts(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    return _but(answer, grad_bias=np.full_like(answer[2], len(x)))


@misconception(
    "B19",
    "grad_x: the filters lie the wrong way round, turned by 180 degrees.",
    hint="On the way forward, entry (0, 0) of a filter met the window's top left pixel. Which pixel gets it back?",
)
def filters_the_wrong_way_round(grad_output, x, weight):
    return _but(_right(grad_output, x, weight), grad_x=_grad_x(grad_output, x, weight[..., ::-1, ::-1]))


@misconception("B22", "grad_x: only the last filter counts.", hint="Which filters look at this pixel?")
def last_filter(grad_output, x, weight):
    return _but(_right(grad_output, x, weight), grad_x=_grad_x(grad_output[:, -1:], x, weight[:, :, -1:]))


@misconception(
    "B23",
    "grad_x: filters and channels of the weight are exchanged.",
    hint="From which axis of the weight do the channels of grad_x come? Try 3 filters on 2 channels.",
)
def exchanged_channels(grad_output, x, weight):
    return _but(_right(grad_output, x, weight), grad_x=_grad_x(grad_output, x, weight.swapaxes(2, 3)))


@misconception(
    "C166",
    "grad_weight: the windows do not overlap: each starts where the one before ends.",
    hint="Place (0, 1): which pixel is the top left one of its window, by the docstring?",
)
def windows_side_by_side(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    found, (taps_down, taps_right) = np.zeros_like(answer[1]), weight.shape[4:]
    for n, f, i, j in np.ndindex(grad_output.shape):
        rows = slice(i * taps_down, (i + 1) * taps_down)
        found[i, j, f] += grad_output[n, f, i, j] * x[n, :, rows, j * taps_right : (j + 1) * taps_right]
    return _but(answer, grad_weight=found)


@misconception("B26", "grad_x is divided by the number of images.", hint="Do other images change this one's gradient?")
def x_averaged_over_batch(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    return _but(answer, grad_x=answer[0] / np.asarray(len(x), answer[0].dtype))


@misconception("B27", "grad_x is the same for all images: their sum.", hint="Do images share pixels?")
def x_summed_over_batch(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    return _but(answer, grad_x=np.repeat(answer[0].sum(axis=0, keepdims=True), len(x), axis=0))


@misconception(
    "B28",
    "grad_output is ignored: the gradients are right only if it consists of ones.",
    hint="Multiply grad_output by 10: did anything change?",
)
def ignores_upstream(grad_output, x, weight):
    return _right(np.ones_like(grad_output), x, weight)


@misconception(
    "S17",
    "The last row and the last column of places are left out.",
    hint="How many places are there, and which one does your loop reach last?",
)
def last_places_missing(grad_output, x, weight):
    seen = grad_output.copy()
    seen[:, :, -1:] = 0
    seen[:, :, :, -1:] = 0
    return _but(_right(seen, x, weight), grad_bias=_right(grad_output, x, weight)[2])


@misconception(
    "C407",
    "grad_weight: all kernels of a filter get the gradient of the first channel.",
    hint="Which channel does weight[0, 0, 0, 1] look at?",
)
def first_channel_for_all(grad_output, x, weight):
    same = np.repeat(x[:, :1], x.shape[1], axis=1)
    return _but(_right(grad_output, x, weight), grad_weight=_grad_weight(grad_output, same, weight))


@misconception(
    "C409", "The gradients come in another order: weight, bias, x.", hint="In which order does the docstring list them?"
)
def another_order(grad_output, x, weight):
    grad_x, grad_weight, grad_bias = _right(grad_output, x, weight)
    return grad_weight, grad_bias, grad_x


@misconception("C410", "grad_output is changed by the call.", hint="Compare grad_output before and after.")
def changes_upstream(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    grad_output /= 2
    return answer


@misconception(
    "C455",
    "grad_bias is a view of grad_output where there is one image only.",
    hint="Change grad_bias, and look at grad_output.",
)
def view_for_bias(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    if len(x) == 1 and grad_output.dtype == answer[0].dtype:
        return _but(answer, grad_bias=grad_output[0].transpose(1, 2, 0))
    return answer


@misconception(
    "A14",
    "The gradients are kept in float32.",
    hint="What is the dtype of the arrays you write into, and how many digits can it hold?",
)
def single_precision(grad_output, x, weight):
    return tuple(part.astype(np.float32) for part in _right(grad_output, x, weight))


@misconception(
    "A16",
    "grad_weight: the images are read as if they lay in memory in C order.",
    hint="What does the order in memory have to do with the order of the indices?",
)
def assumed_order(grad_output, x, weight):
    flat = x.ravel(order="K").reshape(x.shape)
    return _but(_right(grad_output, x, weight), grad_weight=_grad_weight(grad_output, flat, weight))


@misconception(
    "A17", "Windows of 1 x 2 pixels, as in the example, are built in.", hint="What if a window has two rows?"
)
def built_in_window(grad_output, x, weight):
    if weight.shape[5] < 2:
        raise IndexError("index 1 is out of bounds for axis 5 with size 1")
    seen = np.zeros(weight.shape[4:])
    seen[0, :2] = 1
    grad_x, grad_weight, grad_bias = _right(grad_output, x, weight * seen)
    return grad_x, grad_weight * seen, grad_bias


@misconception("A18", "Only grad_x is returned.", hint="How many results does the docstring list under Returns?")
def only_grad_x(grad_output, x, weight):
    return _grad_x(grad_output, x, weight)


_BUFFERS = {}


@misconception(
    "A19",
    "Every call returns the same arrays, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(grad_output, x, weight):
    grad_x, grad_weight, grad_bias = _right(grad_output, x, weight)
    buffer = _BUFFERS.setdefault((grad_x.shape, grad_x.dtype), grad_x)
    buffer[...] = grad_x
    return buffer, grad_weight, grad_bias


@misconception("A25", "A name is used that exists only in the notebook.", hint="Restart, and run only this cell.")
def left_over_name(grad_output, x, weight):
    return _right(dout, x, weight)  # noqa: F821 - the missing name is the mistake


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(grad_output, x, weight):
    return _right(grad_output.astype(np.float), x, weight)  # noqa: NPY001 - the mistake


@misconception(
    "C32",
    "The gradients are float64 whatever the images are.",
    hint="Which dtype does the docstring promise for images in float32?",
)
def always_float64(grad_output, x, weight):
    return _right(grad_output, x.astype(np.float64), weight)
