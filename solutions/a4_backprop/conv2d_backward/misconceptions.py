"""Wrong versions of conv2d_backward: each is caught by a check, and named.  The most frequent ones come first."""

import numpy as np

from convgrade.checks import base, misconception

_PARTS = ("grad_x", "grad_weight", "grad_bias")


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _dtype(x):
    """Return the dtype of the gradients."""
    return x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)


def _pad(x, padding):
    """Return the images in the gradients' dtype with zeros around them."""
    rows, cols = _pair(padding)
    return np.pad(x.astype(_dtype(x)), ((0, 0), (0, 0), (rows, rows), (cols, cols)))


def _place(grad_output, stride, row, col):
    """Return where the pixels lie that one entry of the kernel meets."""
    (down, right), (height, width) = _pair(stride), grad_output.shape[2:]
    rows = slice(row, row + down * (height - 1) + 1, down)
    return slice(None), slice(None), rows, slice(col, col + right * (width - 1) + 1, right)


def _grad_padded(grad_output, x, weight, *, stride=1, padding=0):
    """Return the gradient of the images with that of their border."""
    padded = np.zeros_like(_pad(x, padding))
    errors, filters = grad_output.astype(padded.dtype), weight.astype(padded.dtype)
    for row, col in np.ndindex(weight.shape[2:]):
        place = _place(grad_output, stride, row, col)
        padded[place] += np.einsum("nohw,oc->nchw", errors, filters[:, :, row, col])
    return padded


def _crop(grad_padded, x, padding):
    """Return the gradient of the images without that of their border."""
    rows, cols = _pair(padding)
    return grad_padded[:, :, rows : rows + x.shape[2], cols : cols + x.shape[3]]


def _grad_x(grad_output, x, weight, *, stride=1, padding=0):
    """Return the right gradient of the images."""
    return _crop(_grad_padded(grad_output, x, weight, stride=stride, padding=padding), x, padding)


def _grad_weight(grad_output, x, weight, *, stride=1, padding=0):
    """Return the right gradient of the filters."""
    padded = _pad(x, padding)
    found, errors = np.zeros(weight.shape, padded.dtype), grad_output.astype(padded.dtype)
    for row, col in np.ndindex(weight.shape[2:]):
        place = _place(grad_output, stride, row, col)
        found[:, :, row, col] = np.einsum("nohw,nchw->oc", errors, padded[place])
    return found


@base()
def _right(grad_output, x, weight, **options):
    """Return the right answer, on which the wrong versions are built."""
    return (
        _grad_x(grad_output, x, weight, **options),
        _grad_weight(grad_output, x, weight, **options),
        grad_output.astype(_dtype(x)).sum(axis=(0, 2, 3)),
    )


def _but(answer, **changed):
    """Return an answer with some of its gradients replaced."""
    return tuple(changed.get(name, part) for name, part in zip(_PARTS, answer, strict=True))


def _forward(x, weight, *, stride=1, padding=0):
    """Return the layer's output without a bias."""
    padded, (down, right) = _pad(x, padding), _pair(stride)
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(2, 3))[:, :, ::down, ::right]
    return np.einsum("nchwrs,ocrs->nohw", windows, weight)


def _rest(x, weight, *, stride=1, padding=0):
    """Return the rows and the columns that stay uncovered at the end."""
    axes = zip(x.shape[2:], weight.shape[2:], _pair(stride), _pair(padding), strict=True)
    return [(side + 2 * pad - taps) % step for side, taps, step, pad in axes]


@misconception(
    "B18",
    "grad_x: the border is cut off with `[p:-p]`, which cuts off everything if p is 0.",
    hint="What is `a[0:-0]`?",
)
def crops_with_minus_zero(grad_output, x, weight, *, stride=1, padding=0):
    answer = _right(grad_output, x, weight, stride=stride, padding=padding)
    padded = _grad_padded(grad_output, x, weight, stride=stride, padding=padding)
    rows, cols = _pair(padding)
    return _but(answer, grad_x=padded[:, :, rows:-rows, cols:-cols])


@misconception(
    "A13",
    "The gradients are added up in `zeros_like(x)`, an array of integers when the images are.",
    hint="What is the dtype of the array you write into, and what happens when you add 0.5 to it?",
)
def adds_to_integers(grad_output, x, weight, **options):
    grad_x = np.zeros_like(x)
    grad_x += _grad_x(grad_output, x, weight, **options)
    return _but(_right(grad_output, x, weight, **options), grad_x=grad_x)


@misconception(
    "C401",
    "grad_x is an array of integers when the images are.",
    hint="What is the dtype of the array you write into?",
)
def writes_to_integers(grad_output, x, weight, **options):
    grad_x = np.zeros_like(x)
    grad_x[...] = np.trunc(_grad_x(grad_output, x, weight, **options)).astype(np.int64)
    return _but(_right(grad_output, x, weight, **options), grad_x=grad_x)


@misconception("S10", "The images are taken to be square.", hint="Give both sizes their own names.")
def square_images(grad_output, x, weight, **options):
    height, width = grad_output.shape[2:]
    if height > width:
        raise IndexError(f"index {width} is out of bounds for axis 3 with size {width}")
    seen = grad_output * (np.arange(width) < height)
    return _but(_right(seen, x, weight, **options), grad_bias=grad_output.astype(_dtype(x)).sum(axis=(0, 2, 3)))


@misconception(
    "A26",
    "An assertion demands that the windows leave no rest.",
    hint="What does the docstring say about pixels that no window covers?",
)
def asserts_no_rest(grad_output, x, weight, **options):
    assert not any(_rest(x, weight, **options))
    return _right(grad_output, x, weight, **options)


@misconception("S11", "The kernels are taken to be square.", hint="Give both sizes their own names: try 3 x 2.")
def square_kernels(grad_output, x, weight, **options):
    height, width = weight.shape[2:]
    if height > width:
        raise IndexError(f"index {width} is out of bounds for axis 3 with size {width}")
    seen = np.arange(width) < height
    grad_x, grad_weight, grad_bias = _right(grad_output, x, weight * seen, **options)
    return grad_x, grad_weight * seen, grad_bias


@misconception(
    "A17", "The example's 1 x 2 kernel is built in.", hint="Change one number in the example: a kernel with two rows?"
)
def built_in_kernel_size(grad_output, x, weight, **options):
    if weight.shape[3] < 2:
        raise IndexError("index 1 is out of bounds for axis 3 with size 1")
    seen = np.zeros(weight.shape[2:])
    seen[0, :2] = 1
    grad_x, grad_weight, grad_bias = _right(grad_output, x, weight * seen, **options)
    return grad_x, grad_weight * seen, grad_bias


@misconception(
    "B03",
    "grad_weight: `=` for `+=`, so that only the last image counts.",
    hint="Does every image of the batch use this weight?",
)
def last_image(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_weight=_grad_weight(grad_output[-1:], x[-1:], weight, **options))


@misconception(
    "C412",
    "grad_weight: `=` for `+=`, so that only the last window of the last image counts.",
    hint="How often does the line run that writes to grad_weight[o], and what is left of its first run?",
)
def last_window_of_last_image(grad_output, x, weight, **options):
    alone = np.zeros_like(grad_output)
    alone[-1, :, -1, -1] = grad_output[-1, :, -1, -1]
    return _but(_right(grad_output, x, weight, **options), grad_weight=_grad_weight(alone, x, weight, **options))


@misconception(
    "C413",
    "grad_x: `=` for `+=`, so that of all products the last one alone gives a pixel its gradient.",
    hint="How many products end in this pixel: over how many windows, and how many filters?",
)
def last_product_wins(grad_output, x, weight, **options):
    only_last = np.zeros_like(grad_output)
    only_last[:, -1] = grad_output[:, -1]
    overwritten = last_window_wins(only_last, x, weight, **options)[0]
    return _but(_right(grad_output, x, weight, **options), grad_x=overwritten)


@misconception(
    "B01",
    "grad_weight is averaged over the batch.",
    hint="The chain rule over several edges: a sum or a mean?",
)
def weight_averaged_over_batch(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_weight=answer[1] / np.asarray(len(x), answer[1].dtype))


@misconception(
    "B14", "grad_bias is averaged over the batch.", hint="The chain rule over several edges: a sum or a mean?"
)
def bias_averaged_over_batch(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_bias=answer[2] / np.asarray(len(x), answer[2].dtype))


@misconception(
    "C402",
    "grad_bias is a mean over images and places.",
    hint="Two outputs share a bias, and each hands back 3: what does the bias get?",
)
def mean_for_bias(grad_output, x, weight, **options):
    return _but(_right(grad_output, x, weight, **options), grad_bias=grad_output.astype(_dtype(x)).mean(axis=(0, 2, 3)))


@misconception(
    "B10",
    "grad_weight: the pixels are taken one beside the other, whatever the stride.",
    hint="Which pixels met the kernel's first entry on the way forward?",
)
def weight_without_stride(grad_output, x, weight, *, stride=1, padding=0):
    answer = _right(grad_output, x, weight, stride=stride, padding=padding)
    return _but(answer, grad_weight=_grad_weight(grad_output, x, weight, padding=padding))


@misconception(
    "B12",
    "grad_bias is not summed over the places of a map.",
    hint="How many outputs share the bias of one filter?",
)
def bias_per_place(grad_output, x, weight, **options):
    return _but(_right(grad_output, x, weight, **options), grad_bias=grad_output.astype(_dtype(x)).sum(axis=0))


@misconception("B17", "grad_x: the border is cut off at the wrong corner.", hint="Which rows held real pixels?")
def crops_the_wrong_corner(grad_output, x, weight, *, stride=1, padding=0):
    answer = _right(grad_output, x, weight, stride=stride, padding=padding)
    padded = _grad_padded(grad_output, x, weight, stride=stride, padding=padding)
    return _but(answer, grad_x=padded[:, :, : x.shape[2], : x.shape[3]])


@misconception(
    "B35",
    "grad_weight: the loop over the images begins at 1.",
    hint="Try a batch of one image.",
)
def loop_from_one(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_weight=_grad_weight(grad_output[1:], x[1:], weight, **options))


@misconception("A25", "A name is used that exists only in the notebook.", hint="Restart, and run only this cell.")
def left_over_name(grad_output, x, weight, **options):
    return _right(dout, x, weight, **options)  # noqa: F821 - the missing name is the mistake


@misconception(
    "B36",
    "grad_x: batch and channels are cut off like the border.",
    hint="Which of the four axes got a border on the way forward?",
)
def crops_all_axes(grad_output, x, weight, *, stride=1, padding=0):
    answer, (pad, _) = _right(grad_output, x, weight, stride=stride, padding=padding), _pair(padding)
    return _but(answer, grad_x=answer[0][pad : len(x) - pad, pad : x.shape[1] - pad])


@misconception(
    "C403",
    "grad_x: only the last image is kept, since the border is cut off behind the loop over the images.",
    hint="How often does the line run that cuts off the border, and for which image?",
)
def crops_the_last_image(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    last = np.arange(len(x)) == len(x) - 1
    return _but(answer, grad_x=answer[0] * last[:, None, None, None].astype(answer[0].dtype))


@misconception(
    "P14",
    "The padded images exist only if there is padding.",
    hint="Which line runs when the padding is 0?",
)
def padded_only_if_padding(grad_output, x, weight, *, stride=1, padding=0):
    if _pair(padding) == (0, 0):
        raise UnboundLocalError("cannot access local variable 'padded' where it is not associated with a value")
    return _right(grad_output, x, weight, stride=stride, padding=padding)


@misconception(
    "B02",
    "grad_weight is averaged over the places.",
    hint="The chain rule over several edges: a sum or a mean? Compare with tie_gradients.",
)
def weight_averaged_over_places(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    places = np.asarray(grad_output[0, 0].size, answer[1].dtype)
    return _but(answer, grad_weight=answer[1] / places)


@misconception(
    "B04", "grad_weight: `=` for `+=`, so that only the last place counts.", hint="Does every window use this weight?"
)
def last_place(grad_output, x, weight, **options):
    alone = np.zeros_like(grad_output)
    alone[:, :, -1, -1] = grad_output[:, :, -1, -1]
    return _but(_right(grad_output, x, weight, **options), grad_weight=_grad_weight(alone, x, weight, **options))


@misconception(
    "B05",
    "grad_weight: the output stands where its gradient belongs, as on the lecture's slide without the bar.",
    hint="What does the bar over a letter mean, and which letter lacks it?",
)
def output_for_gradient(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    out = _forward(x, weight, **options)
    return _but(answer, grad_weight=_grad_weight(out, x, weight, **options))


@misconception(
    "B06",
    "grad_weight comes out turned by 180 degrees.",
    hint="If you swap the two arrays in a cross-correlation, do you get the same?",
)
def rotated_grad_weight(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_weight=answer[1][:, :, ::-1, ::-1])


@misconception("B07", "grad_weight: rows and columns are exchanged.", hint="Use a kernel of 3 rows and 2 columns.")
def transposed_grad_weight(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_weight=answer[1].swapaxes(2, 3))


@misconception(
    "B08",
    "grad_weight: grad_output is turned by 180 degrees.",
    hint="Put a single 2 into grad_output and move it: which pixels should come out?",
)
def rotated_upstream(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_weight=_grad_weight(grad_output[:, :, ::-1, ::-1], x, weight, **options))


@misconception(
    "C404",
    "grad_weight: the images meet grad_output in the opposite order.",
    hint="Which image has to do with the last row of grad_output's first axis?",
)
def reversed_batch(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_weight=_grad_weight(grad_output[::-1], x, weight, **options))


@misconception(
    "B09",
    "grad_weight: the images are taken without their padding.",
    hint="By what did the forward pass multiply the weight?",
)
def weight_without_padding(grad_output, x, weight, *, stride=1, padding=0):
    answer = _right(grad_output, x, weight, stride=stride, padding=padding)
    found, (down, right), (height, width) = np.zeros_like(answer[1]), _pair(stride), weight.shape[2:]
    for n, o, i, j in np.ndindex(grad_output.shape):
        window = x[n, :, i * down : i * down + height, j * right : j * right + width]
        found[o] += (grad_output[n, o, i, j] * window).astype(found.dtype)
    return _but(answer, grad_weight=found)


@misconception(
    "C405",
    "grad_weight: the images are padded at the bottom and at the right only.",
    hint="By what did the forward pass multiply the weight?",
)
def weight_padded_after(grad_output, x, weight, *, stride=1, padding=0):
    answer = _right(grad_output, x, weight, stride=stride, padding=padding)
    (rows, cols) = _pair(padding)
    after = np.pad(x, ((0, 0), (0, 0), (0, 2 * rows), (0, 2 * cols)))
    return _but(answer, grad_weight=_grad_weight(grad_output, after, weight, stride=stride))


@misconception("B11", "grad_bias has four axes.", hint="Whose shape has grad_bias?")
def bias_of_four_axes(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_bias=answer[2].reshape(1, -1, 1, 1))


@misconception(
    "B13",
    "grad_bias: all filters get the sum over all filters.",
    hint="Does an error of filter 2 say anything about the bias of filter 1?",
)
def one_bias(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_bias=np.full_like(answer[2], grad_output.sum()))


@misconception(
    "B15",
    "grad_bias counts the places and does not look at grad_output.",
    hint="Multiply grad_output by 10: what should happen to grad_bias?",
)
def bias_counts(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_bias=np.full_like(answer[2], grad_output[:, 0].size))


@misconception(
    "B16",
    "grad_x still has the border.",
    hint="With respect to what is the gradient wanted: the images or the padded images?",
)
def not_cropped(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_x=_grad_padded(grad_output, x, weight, **options))


@misconception(
    "B19",
    "grad_x: the kernels lie the wrong way round, turned by 180 degrees.",
    hint="On the way forward, entry (0, 0) of the kernel met the window's top left pixel. Which pixel gets it back?",
)
def kernel_the_wrong_way_round(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_x=_grad_x(grad_output, x, weight[:, :, ::-1, ::-1], **options))


@misconception(
    "B20",
    "grad_x: the kernels are flipped along one axis only.",
    hint="Take a 2 x 2 kernel of four different numbers, and a grad_output with a single 2.",
)
def flips_one_axis(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_x=_grad_x(grad_output, x, weight[:, :, ::-1], **options))


@misconception(
    "B21",
    "grad_x: `=` for `+=`, so that the last window alone gives a pixel its gradient.",
    hint="How many windows saw this pixel?",
)
def last_window_wins(grad_output, x, weight, *, stride=1, padding=0):
    answer = _right(grad_output, x, weight, stride=stride, padding=padding)
    found, (down, right), (height, width) = np.zeros_like(_pad(x, padding)), _pair(stride), weight.shape[2:]
    for n, i, j in np.ndindex(len(x), *grad_output.shape[2:]):
        top, left = i * down, j * right
        own = np.einsum("o,ocrs->crs", grad_output[n, :, i, j], weight).astype(found.dtype)
        found[n, :, top : top + height, left : left + width] = own
    return _but(answer, grad_x=_crop(found, x, padding))


@misconception(
    "B22", "grad_x: `=` for `+=`, so that only the last filter counts.", hint="Which filters look at this pixel?"
)
def last_filter(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_x=_grad_x(grad_output[:, -1:], x, weight[-1:], **options))


@misconception(
    "B23",
    "grad_x: filters and channels of the weight are exchanged.",
    hint="From which axis of the weight do the channels of grad_x come? Try 3 filters on 2 channels.",
)
def exchanged_channels(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_x=_grad_x(grad_output, x, weight.swapaxes(0, 1), **options))


@misconception(
    "B24",
    "grad_x: the windows lie side by side by one pixel, whatever the stride.",
    hint="How far apart in the image are the windows of neighbouring outputs?",
)
def x_without_stride(grad_output, x, weight, *, stride=1, padding=0):
    answer = _right(grad_output, x, weight, stride=stride, padding=padding)
    return _but(answer, grad_x=_grad_x(grad_output, x, weight, padding=padding))


@misconception(
    "B25",
    "grad_x ends where the last window ends.",
    hint="An image of 4 x 4 pixels, a kernel of 3 x 3, stride 2: which shape has grad_x?",
)
def drops_the_rest(grad_output, x, weight, **options):
    answer, (rows, cols) = _right(grad_output, x, weight, **options), _rest(x, weight, **options)
    pads = _pair(options.get("padding", 0))
    height = min(x.shape[2], x.shape[2] + pads[0] - rows)
    width = min(x.shape[3], x.shape[3] + pads[1] - cols)
    return _but(answer, grad_x=answer[0][:, :, :height, :width])


@misconception(
    "B26", "grad_x is divided by the number of images.", hint="Do other images of the batch change this one's gradient?"
)
def x_averaged_over_batch(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_x=answer[0] / np.asarray(len(x), answer[0].dtype))


@misconception("B27", "grad_x is the same for all images: their sum.", hint="Do images share pixels?")
def x_summed_over_batch(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    return _but(answer, grad_x=np.repeat(answer[0].sum(axis=0, keepdims=True), len(x), axis=0))


@misconception(
    "B28",
    "grad_output is ignored: the gradients are right only if it consists of ones.",
    hint="Multiply grad_output by 10: did anything change?",
)
def ignores_upstream(grad_output, x, weight, **options):
    return _right(np.ones_like(grad_output), x, weight, **options)


@misconception(
    "B29",
    "grad_weight: grad_output is reshaped where its axes have to be exchanged.",
    hint="Reshape never moves data: which index of grad_output varies fastest?",
)
def reshaped_upstream(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    batch, filters, *places = grad_output.shape
    mixed = grad_output.reshape(filters, batch, *places).swapaxes(0, 1)
    return _but(answer, grad_weight=_grad_weight(mixed, x, weight, **options))


_TOTALS = {}


@misconception(
    "B30",
    "The gradients go on from one call to the next.",
    hint="Call it twice with the same arguments. Where do the sums begin the second time?",
)
def never_reset(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    total = _TOTALS.get(weight.shape, np.zeros(weight.shape))
    _TOTALS[weight.shape] = total + answer[1]
    return _but(answer, grad_weight=_TOTALS[weight.shape].astype(answer[1].dtype))


@misconception(
    "C406",
    "grad_x: one kernel of each filter is used for every channel.",
    hint="How many numbers are in *one* filter for a colour image, and which of them touches channel 1?",
)
def one_kernel_for_all_channels(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    same = np.repeat(weight[:, :1], weight.shape[1], axis=1)
    return _but(answer, grad_x=_grad_x(grad_output, x, same, **options))


@misconception(
    "C407",
    "grad_weight: all kernels of a filter get the gradient of the first channel.",
    hint="Which channel does weight[0, 1] look at?",
)
def first_channel_for_all(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    same = np.repeat(x[:, :1], x.shape[1], axis=1)
    return _but(answer, grad_weight=_grad_weight(grad_output, same, weight, **options))


@misconception(
    "C408",
    "grad_x is computed as the forward pass is: the weight slides over grad_output.",
    hint="Which shape does the docstring promise for grad_x, and which one has yours?",
)
def forward_again(grad_output, x, weight, **options):
    answer, (rows, cols) = _right(grad_output, x, weight, **options), weight.shape[2:]
    wide = _pad(grad_output, (max(0, rows - grad_output.shape[2]), max(0, cols - grad_output.shape[3])))
    return _but(answer, grad_x=_forward(wide, weight.swapaxes(0, 1)))


@misconception(
    "C409", "The gradients come in another order: weight, bias, x.", hint="In which order does the docstring list them?"
)
def another_order(grad_output, x, weight, **options):
    grad_x, grad_weight, grad_bias = _right(grad_output, x, weight, **options)
    return grad_weight, grad_bias, grad_x


@misconception("C410", "grad_output is changed by the call.", hint="Compare grad_output before and after.")
def changes_upstream(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    grad_output /= 2
    return answer


@misconception("A12", "The weight is turned round in place.", hint="Compare the weight before and after.")
def turns_weight_in_place(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    weight[...] = weight[:, :, ::-1, ::-1].copy()
    return answer


@misconception(
    "A14",
    "The gradients are kept in float32.",
    hint="What is the dtype of the arrays you write into, and how many digits can it hold?",
)
def single_precision(grad_output, x, weight, **options):
    return tuple(part.astype(np.float32) for part in _right(grad_output, x, weight, **options))


@misconception(
    "A16",
    "grad_weight: the images are read as if they lay in memory in C order.",
    hint="What does `reshape` or `ravel` do to a transposed view, and what does the order in memory?",
)
def assumed_order(grad_output, x, weight, **options):
    answer, flat = _right(grad_output, x, weight, **options), x.ravel(order="K").reshape(x.shape)
    return _but(answer, grad_weight=_grad_weight(grad_output, flat, weight, **options))


@misconception(
    "C411",
    "grad_x: grad_output is read as if it lay in memory in C order.",
    hint="What does the order in memory have to do with the order of the indices?",
)
def assumed_order_of_upstream(grad_output, x, weight, **options):
    answer = _right(grad_output, x, weight, **options)
    flat = grad_output.ravel(order="K").reshape(grad_output.shape)
    return _but(answer, grad_x=_grad_x(flat, x, weight, **options))


@misconception("A18", "Only grad_x is returned.", hint="How many results does the docstring list under Returns?")
def only_grad_x(grad_output, x, weight, **options):
    return _grad_x(grad_output, x, weight, **options)


_BUFFERS = {}


@misconception(
    "A19",
    "Every call returns the same arrays, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(grad_output, x, weight, **options):
    grad_x, grad_weight, grad_bias = _right(grad_output, x, weight, **options)
    buffer = _BUFFERS.setdefault((grad_x.shape, grad_x.dtype), grad_x)
    buffer[...] = grad_x
    return buffer, grad_weight, grad_bias


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(grad_output, x, weight, **options):
    return _right(grad_output.astype(np.float), x, weight, **options)  # noqa: NPY001 - the mistake


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


@misconception("C35", "A padding is read as (columns, rows).", hint="Try padding (0, 1) on a single row of pixels.")
def exchanged_pairs(grad_output, x, weight, *, stride=1, padding=0):
    answer = _right(grad_output, x, weight, stride=stride, padding=padding)
    rows, cols = _pair(padding)
    padded = _grad_padded(grad_output, x, weight, stride=stride, padding=padding)
    return _but(answer, grad_x=padded[:, :, cols : cols + x.shape[2], rows : rows + x.shape[3]])
