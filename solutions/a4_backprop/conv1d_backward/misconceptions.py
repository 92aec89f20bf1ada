"""Wrong versions of conv1d_backward: each is caught by a check, and named.  The most frequent ones come first."""

import numpy as np

from convgrade.checks import base, misconception

_PARTS = ("grad_x", "grad_weight", "grad_bias")


def _dtype(x):
    """Return the dtype of the gradients."""
    return x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)


def _pad(x, weight):
    """Return the signals in the gradients' dtype with as many zeros around them as the kernel reaches out."""
    radius = weight.shape[2] // 2
    return np.pad(x.astype(_dtype(x)), ((0, 0), (0, 0), (radius, radius)))


def _grad_padded(grad_output, x, weight):
    """Return the gradient of the signals with that of the zeros around them."""
    padded, length = np.zeros_like(_pad(x, weight)), x.shape[2]
    errors, filters = grad_output.astype(padded.dtype), weight.astype(padded.dtype)
    for tap in range(weight.shape[2]):
        padded[:, :, tap : tap + length] += np.einsum("nit,ij->njt", errors, filters[:, :, tap])
    return padded


def _grad_x(grad_output, x, weight):
    """Return the right gradient of the signals."""
    radius = weight.shape[2] // 2
    return _grad_padded(grad_output, x, weight)[:, :, radius : radius + x.shape[2]]


def _grad_weight(grad_output, x, weight, padded=None):
    """Return the right gradient of the filters, or that of signals which were padded in another way."""
    padded, length = _pad(x, weight) if padded is None else padded, x.shape[2]
    found, errors = np.zeros(weight.shape, padded.dtype), grad_output.astype(padded.dtype)
    for tap in range(weight.shape[2]):
        found[:, :, tap] = np.einsum("nit,njt->ij", errors, padded[:, :, tap : tap + length])
    return found


@base()
def _right(grad_output, x, weight):
    """Return the right answer, on which the wrong versions are built."""
    grad_bias = grad_output.astype(_dtype(x)).sum(axis=(0, 2))
    return _grad_x(grad_output, x, weight), _grad_weight(grad_output, x, weight), grad_bias


def _but(answer, **changed):
    """Return an answer with some of its gradients replaced."""
    return tuple(changed.get(name, part) for name, part in zip(_PARTS, answer, strict=True))


def _forward(x, weight):
    """Return the layer's output without a bias."""
    padded, length = _pad(x, weight), x.shape[2]
    taps = (np.einsum("njt,ij->nit", padded[:, :, k : k + length], weight[:, :, k]) for k in range(weight.shape[2]))
    return sum(taps)


@misconception(
    "B18",
    "grad_x: the zeros around are cut off with `[R:-R]`, which cuts off everything if R is 0.",
    hint="What is `a[0:-0]`?",
)
def crops_with_minus_zero(grad_output, x, weight):
    radius = weight.shape[2] // 2
    padded = _grad_padded(grad_output, x, weight)
    return _but(_right(grad_output, x, weight), grad_x=padded[:, :, radius:-radius])


@misconception(
    "A13",
    "The gradients are added up in `zeros_like(x)`, an array of integers when the signals are.",
    hint="What is the dtype of the array you write into, and what happens when you add 0.5 to it?",
)
def adds_to_integers(grad_output, x, weight):
    grad_x = np.zeros_like(x)
    grad_x += _grad_x(grad_output, x, weight)
    return _but(_right(grad_output, x, weight), grad_x=grad_x)


@misconception(
    "B05",
    "grad_weight: the output stands where its gradient belongs, as on the lecture's slide without the bar.",
    hint="What does the bar over a letter mean, and which letter lacks it?",
)
def output_for_gradient(grad_output, x, weight):
    out = _forward(x, weight)
    return _but(_right(grad_output, x, weight), grad_weight=_grad_weight(out, x, weight))


@misconception(
    "B19",
    "grad_x: the kernels lie the wrong way round.",
    hint="On the way forward, x[t + tau] goes to y[t]. So where does x[t] go?",
)
def kernel_the_wrong_way_round(grad_output, x, weight):
    return _but(_right(grad_output, x, weight), grad_x=_grad_x(grad_output, x, weight[:, :, ::-1]))


@misconception(
    "B21",
    "grad_x: `=` for `+=`, so that the last output alone gives a sample its gradient.",
    hint="How many outputs saw this sample?",
)
def last_output_wins(grad_output, x, weight):
    found, taps = np.zeros_like(_pad(x, weight)), weight.shape[2]
    for n, t in np.ndindex(len(x), x.shape[2]):
        found[n, :, t : t + taps] = np.einsum("i,ijk->jk", grad_output[n, :, t], weight)
    radius = taps // 2
    return _but(_right(grad_output, x, weight), grad_x=found[:, :, radius : radius + x.shape[2]])


@misconception(
    "B03",
    "grad_weight: `=` for `+=`, so that only the last signal counts.",
    hint="Does every signal of the batch use this weight?",
)
def last_signal(grad_output, x, weight):
    return _but(_right(grad_output, x, weight), grad_weight=_grad_weight(grad_output[-1:], x[-1:], weight))


@misconception(
    "C412",
    "grad_weight: `=` for `+=`, so that only the last sample counts that a weight met.",
    hint="How often does the line run that writes to grad_weight[i, j, tap], and what is left of its first run?",
)
def last_sample(grad_output, x, weight):
    answer, radius, length = _right(grad_output, x, weight), weight.shape[2] // 2, x.shape[2]
    found = np.zeros_like(answer[1])
    for tau in range(-radius, radius + 1):
        last = min(length - 1, length - 1 - tau)
        if last >= 0 and last + tau >= 0:
            products = np.einsum("i,j->ij", grad_output[-1, :, last], x[-1, :, last + tau])
            found[:, :, radius + tau] = products.astype(found.dtype)
    return _but(answer, grad_weight=found)


@misconception(
    "C413",
    "grad_x: `=` for `+=`, so that of all products the last one alone gives a sample its gradient.",
    hint="How many products end in this sample: over how many times, and how many filters?",
)
def last_product_wins(grad_output, x, weight):
    only_last = np.zeros_like(grad_output)
    only_last[:, -1] = grad_output[:, -1]
    return _but(_right(grad_output, x, weight), grad_x=last_output_wins(only_last, x, weight)[0])


@misconception(
    "B01",
    "grad_weight is averaged over the batch.",
    hint="The chain rule over several edges: a sum or a mean?",
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
    "C402",
    "grad_bias is a mean over signals and times.",
    hint="Two outputs share a bias, and each hands back 3: what does the bias get?",
)
def mean_for_bias(grad_output, x, weight):
    return _but(_right(grad_output, x, weight), grad_bias=grad_output.astype(_dtype(x)).mean(axis=(0, 2)))


@misconception("B12", "grad_bias is not summed over time.", hint="How many outputs share the bias of one filter?")
def bias_per_time(grad_output, x, weight):
    return _but(_right(grad_output, x, weight), grad_bias=grad_output.astype(_dtype(x)).sum(axis=0))


@misconception("B35", "grad_weight: the loop over the signals begins at 1.", hint="Try a batch of one signal.")
def loop_from_one(grad_output, x, weight):
    return _but(_right(grad_output, x, weight), grad_weight=_grad_weight(grad_output[1:], x[1:], weight))


@misconception("A25", "A name is used that exists only in the notebook.", hint="Restart, and run only this cell.")
def left_over_name(grad_output, x, weight):
    return _right(dy, x, weight)  # noqa: F821 - the missing name is the mistake


@misconception(
    "B31",
    "grad_x, grad_weight: tau runs from 0 to 2R instead of from -R to R.",
    hint="Which slot of weight holds the number for tau = 0?",
)
def tau_from_zero(grad_output, x, weight):
    after = np.pad(x.astype(_dtype(x)), ((0, 0), (0, 0), (0, weight.shape[2] - 1)))
    padded = _grad_padded(grad_output, x, weight)
    return _but(
        _right(grad_output, x, weight),
        grad_x=padded[:, :, : x.shape[2]],
        grad_weight=_grad_weight(grad_output, x, weight, after),
    )


@misconception(
    "C420",
    "grad_x: the zeros are cut off at the wrong end: the gradient is that of the samples R earlier.",
    hint="The gradient of the padded signal has R entries too many at each end. Which ones belong to samples?",
)
def crops_the_wrong_end(grad_output, x, weight):
    padded = _grad_padded(grad_output, x, weight)
    return _but(_right(grad_output, x, weight), grad_x=padded[:, :, : x.shape[2]])


@misconception(
    "B32",
    "The last entry of the kernels, for tau = R, is left out: `range(-R, R)`.",
    hint="Count the values of tau from -R to R, and those of your loop.",
)
def last_tap_left_out(grad_output, x, weight):
    seen = np.arange(weight.shape[2]) < max(weight.shape[2] - 1, 0)
    grad_x, grad_weight, grad_bias = _right(grad_output, x, weight * seen)
    return grad_x, grad_weight * seen, grad_bias


@misconception(
    "B33",
    "grad_weight: samples before the first one are taken from the end of the signal.",
    hint="What does `x[-1]` mean in Python?",
)
def wrapped_samples(grad_output, x, weight):
    padded, radius = _pad(x, weight), weight.shape[2] // 2
    length = x.shape[2]
    for t in range(min(radius, length)):
        padded[:, :, radius - 1 - t] = x[:, :, length - 1 - t]
    return _but(_right(grad_output, x, weight), grad_weight=_grad_weight(grad_output, x, weight, padded))


@misconception(
    "B34",
    "grad_x: filters and channels are exchanged: the sum is over the wrong one of the two.",
    hint="Which index is left of the equals sign, that of the filter or that of the channel?",
)
def sums_over_channels(grad_output, x, weight):
    return _but(_right(grad_output, x, weight), grad_x=_grad_x(grad_output, x, weight.swapaxes(0, 1)))


@misconception(
    "C421",
    "grad_weight: filters and channels are exchanged.",
    hint="Which of the two letters comes first in weight: that of the filter or that of the channel?",
)
def exchanged_axes(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    return _but(answer, grad_weight=answer[1].swapaxes(0, 1))


@misconception(
    "B02",
    "grad_weight is averaged over time.",
    hint="The chain rule over several edges: a sum or a mean?",
)
def weight_averaged_over_time(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    return _but(answer, grad_weight=answer[1] / np.asarray(x.shape[2], answer[1].dtype))


@misconception(
    "B04", "grad_weight: `=` for `+=`, so that only the last time counts.", hint="At how many times is a weight used?"
)
def last_time(grad_output, x, weight):
    alone = np.zeros_like(grad_output)
    alone[:, :, -1] = grad_output[:, :, -1]
    return _but(_right(grad_output, x, weight), grad_weight=_grad_weight(alone, x, weight))


@misconception(
    "B06",
    "grad_weight comes out turned round.",
    hint="If you swap the two arrays in a cross-correlation, do you get the same?",
)
def turned_grad_weight(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    return _but(answer, grad_weight=answer[1][:, :, ::-1])


@misconception(
    "B08",
    "grad_weight: grad_output runs backwards in time.",
    hint="Put a single 2 into grad_output and move it: which samples should come out?",
)
def upstream_backwards(grad_output, x, weight):
    return _but(_right(grad_output, x, weight), grad_weight=_grad_weight(grad_output[:, :, ::-1], x, weight))


@misconception(
    "B09",
    "grad_weight: only the times count at which the whole kernel lies on the signal.",
    hint="What was there, on the way forward, where the kernel reached out of the signal?",
)
def inner_times(grad_output, x, weight):
    inner, radius = np.zeros_like(grad_output), weight.shape[2] // 2
    inner[:, :, radius : x.shape[2] - radius] = grad_output[:, :, radius : x.shape[2] - radius]
    return _but(_right(grad_output, x, weight), grad_weight=_grad_weight(inner, x, weight))


@misconception(
    "C422",
    "grad_x: only the times count at which the whole kernel lies on the signal.",
    hint="Is there an output at t = 0, and has it seen sample 0?",
)
def inner_times_for_x(grad_output, x, weight):
    inner, radius = np.zeros_like(grad_output), weight.shape[2] // 2
    inner[:, :, radius : x.shape[2] - radius] = grad_output[:, :, radius : x.shape[2] - radius]
    return _but(_right(grad_output, x, weight), grad_x=_grad_x(inner, x, weight))


@misconception("B13", "grad_bias: all filters get the sum over all filters.", hint="Does filter 2 move bias 1?")
def one_bias(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    return _but(answer, grad_bias=np.full_like(answer[2], grad_output.sum()))


@misconception(
    "B15",
    "grad_bias counts the outputs and does not look at grad_output.",
    hint="Multiply grad_output by 10: what should happen to grad_bias?",
)
def bias_counts(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    return _but(answer, grad_bias=np.full_like(answer[2], grad_output[:, 0].size))


@misconception("B11", "grad_bias has three axes.", hint="Whose shape has grad_bias?")
def bias_of_three_axes(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    return _but(answer, grad_bias=answer[2].reshape(1, -1, 1))


@misconception(
    "B16",
    "grad_x still has the zeros around the signal.",
    hint="With respect to what is the gradient wanted: the signal or the padded signal?",
)
def not_cropped(grad_output, x, weight):
    return _but(_right(grad_output, x, weight), grad_x=_grad_padded(grad_output, x, weight))


@misconception("B22", "grad_x: only the last filter counts.", hint="Which filters look at this sample?")
def last_filter(grad_output, x, weight):
    return _but(_right(grad_output, x, weight), grad_x=_grad_x(grad_output[:, -1:], x, weight[-1:]))


@misconception(
    "B26", "grad_x is divided by the number of signals.", hint="Do other signals change this one's gradient?"
)
def x_averaged_over_batch(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    return _but(answer, grad_x=answer[0] / np.asarray(len(x), answer[0].dtype))


@misconception("B27", "grad_x is the same for all signals: their sum.", hint="Do signals share samples?")
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
    "B29",
    "grad_weight: grad_output is reshaped where its axes have to be exchanged.",
    hint="Reshape never moves data: which index of grad_output varies fastest?",
)
def reshaped_upstream(grad_output, x, weight):
    batch, filters, length = grad_output.shape
    mixed = grad_output.reshape(filters, batch, length).swapaxes(0, 1)
    return _but(_right(grad_output, x, weight), grad_weight=_grad_weight(mixed, x, weight))


_TOTALS = {}


@misconception(
    "B30",
    "The gradients go on from one call to the next.",
    hint="Call it twice with the same arguments. Where do the sums begin the second time?",
)
def never_reset(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    _TOTALS[weight.shape] = _TOTALS.get(weight.shape, np.zeros(weight.shape)) + answer[1]
    return _but(answer, grad_weight=_TOTALS[weight.shape].astype(answer[1].dtype))


@misconception(
    "C407",
    "grad_weight: all kernels of a filter get the gradient of the first channel.",
    hint="Which channel does weight[0, 1] look at?",
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


@misconception("A12", "The weight is turned round in place.", hint="Compare the weight before and after.")
def turns_weight_in_place(grad_output, x, weight):
    answer = _right(grad_output, x, weight)
    weight[...] = weight[:, :, ::-1].copy()
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
    "grad_weight: the signals are read as if they lay in memory in C order.",
    hint="What does the order in memory have to do with the order of the indices?",
)
def assumed_order(grad_output, x, weight):
    flat = x.ravel(order="K").reshape(x.shape)
    return _but(_right(grad_output, x, weight), grad_weight=_grad_weight(grad_output, flat, weight))


@misconception(
    "A17", "R = 1, as in the example, is built in.", hint="Change one number in the example: a kernel of five entries?"
)
def built_in_radius(grad_output, x, weight):
    taps = weight.shape[2]
    if taps < 3:
        raise IndexError(f"index 1 is out of bounds for axis 2 with size {taps}")
    middle = slice(taps // 2 - 1, taps // 2 + 2)
    grad_x, part, grad_bias = _right(grad_output, x, weight[:, :, middle])
    grad_weight = np.zeros(weight.shape, part.dtype)
    grad_weight[:, :, middle] = part
    return grad_x, grad_weight, grad_bias


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


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(grad_output, x, weight):
    return _right(grad_output.astype(np.float), x, weight)  # noqa: NPY001 - the mistake


@misconception(
    "C32",
    "The gradients are float64 whatever the signals are.",
    hint="Which dtype does the docstring promise for signals in float32?",
)
def always_float64(grad_output, x, weight):
    return _right(grad_output, x.astype(np.float64), weight)
