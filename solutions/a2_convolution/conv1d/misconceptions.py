"""Wrong versions of conv1d: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import base, misconception


def _require_legal(x, weight):
    """Refuse even kernels and channels that disagree."""
    if weight.shape[2] % 2 == 0 or weight.shape[1] != x.shape[1]:
        raise ValueError("signals and filters do not go together")


def _padded(x, weight, **how):
    """Return the signals in the dtype of the output, with R samples more on each side."""
    radius, dtype = weight.shape[2] // 2, x.dtype if x.dtype.kind == "f" else np.float64
    return np.pad(x.astype(dtype), ((0, 0), (0, 0), (radius, radius)), **how)


def _valid(padded, weight, bias=None):
    """Return the sums of all windows that lie within the padded signals."""
    dtype, length = padded.dtype, padded.shape[2] - weight.shape[2] + 1
    out = np.zeros((len(padded), len(weight), max(0, length)), dtype)
    for i, j, k in np.ndindex(weight.shape if length > 0 else (0,)):
        out[:, i] += padded[:, j, k : k + length] * weight[i, j, k].astype(dtype)
    return out if bias is None else out + bias.astype(dtype)[:, None]


@base(common=("X01", "B31", "B32", "B33", "P07", "S17", "A05", "A07", "A10", "X08", "X09", "A17"))
def _conv(x, weight, bias=None):
    """Return the right answer, on which the wrong versions are built."""
    _require_legal(x, weight)
    return _valid(_padded(x, weight), weight, bias)


@misconception(
    "X01",
    "The kernels are turned round, as in the convolution of mathematics.",
    hint="Put a single 1 at the right end of the kernel: does the signal come out earlier or later?",
)
def turned_kernels(x, weight, bias=None):
    return _conv(x, weight[:, :, ::-1], bias)


@misconception(
    "B31",
    "tau runs from 0 to 2R instead of from -R to R.",
    hint="Which slot of weight holds the number for tau = 0?",
)
def from_zero(x, weight, bias=None):
    _require_legal(x, weight)
    radius = weight.shape[2] // 2
    return _valid(np.pad(_padded(x, weight), ((0, 0), (0, 0), (0, radius)))[:, :, radius:], weight, bias)


@misconception(
    "C180",
    "The window ends at t instead of having t in its middle.",
    hint="May an output depend on samples that come later, by the formula?",
)
def causal(x, weight, bias=None):
    _require_legal(x, weight)
    radius = weight.shape[2] // 2
    padded = np.pad(_padded(x, weight), ((0, 0), (0, 0), (radius, 0)))
    return _valid(padded[:, :, : x.shape[2] + 2 * radius], weight, bias)


@misconception(
    "B32",
    "The last entry of the kernels, for tau = R, is left out: `range(-R, R)`.",
    hint="Count the values of tau from -R to R, and those of your loop.",
)
def last_tap_missing(x, weight, bias=None):
    _require_legal(x, weight)
    kept = np.arange(weight.shape[2]) < weight.shape[2] - 1
    return _conv(x, np.where(kept, weight, np.zeros_like(weight)), bias)


@misconception(
    "C181",
    "The first entry of the kernels, for tau = -R, is left out.",
    hint="Count the values of tau from -R to R, and those of your loop.",
)
def first_tap_missing(x, weight, bias=None):
    kept = np.arange(weight.shape[2]) > 0
    return _conv(x, np.where(kept, weight, np.zeros_like(weight)), bias)


@misconception(
    "C182",
    "The middle of the kernels is taken to be entry 0, and negative indices to mean negative tau.",
    hint="Which number is `w[-1]` in Python, and which one does the docstring want for tau = -1?",
)
def negative_slots(x, weight, bias=None):
    _require_legal(x, weight)
    return _conv(x, np.roll(weight, weight.shape[2] // 2, axis=2), bias)


@misconception(
    "B33",
    "Before its start the signal is continued with its end: index -1 wraps around.",
    hint="What does `x[-1]` mean in Python?",
)
def wraps_before_start(x, weight, bias=None):
    _require_legal(x, weight)
    padded = _padded(x, weight, mode="wrap")
    padded[:, :, weight.shape[2] // 2 + x.shape[2] :] = 0
    return _valid(padded, weight, bias)


@misconception(
    "C183",
    "The signal is taken to be periodic.",
    hint="What does the docstring say about samples before the first and behind the last?",
)
def periodic(x, weight, bias=None):
    _require_legal(x, weight)
    return _valid(_padded(x, weight, mode="wrap"), weight, bias)


@misconception(
    "P04",
    "Beyond its ends the signal is continued with its outermost samples.",
    hint="What does the docstring say about samples before the first and behind the last?",
)
def edge(x, weight, bias=None):
    _require_legal(x, weight)
    return _valid(_padded(x, weight, mode="edge"), weight, bias)


@misconception(
    "C184",
    "Beyond its ends the signal is mirrored.",
    hint="What does the docstring say about samples before the first and behind the last?",
)
def mirrored(x, weight, bias=None):
    _require_legal(x, weight)
    return _valid(_padded(x, weight, mode="symmetric"), weight, bias)


@misconception(
    "P07",
    "Only outputs whose window lies within the signal are computed: the output is too short.",
    hint="How long is the output, by the docstring?",
)
def valid_alone(x, weight, bias=None):
    _require_legal(x, weight)
    return _valid(_padded(x, weight[:, :, :1]), weight, bias)


@misconception(
    "C185",
    "Outputs whose window reaches beyond the signal stay zero.",
    hint="What is the sum at t = 0, if samples before the first count as zero?",
)
def zero_at_the_ends(x, weight, bias=None):
    out, radius = _conv(x, weight, bias), weight.shape[2] // 2
    out[:, :, :radius] = 0
    out[:, :, max(0, x.shape[2] - radius) :] = 0
    return out


@misconception(
    "C186",
    "All overlaps of signal and kernel count: the output is too long.",
    hint="How long is the output, by the docstring?",
)
def full(x, weight, bias=None):
    _require_legal(x, weight)
    return _valid(_padded(_padded(x, weight), weight), weight, bias)


@misconception(
    "C187",
    "Where the kernel is longer than the signal, so is the output: mode “same” takes the longer of the two.",
    hint="How long is what numpy.correlate returns for a signal of 2 samples and a kernel of 5?",
)
def same_as_the_longer(x, weight, bias=None):
    _require_legal(x, weight)
    out = np.zeros((len(x), len(weight), max(x.shape[2], weight.shape[2])), _conv(x, weight).dtype)
    for n, i, j in np.ndindex(len(x), *weight.shape[:2]):
        out[n, i] += np.correlate(x[n, j].astype(out.dtype), weight[i, j].astype(out.dtype), "same")
    return out if bias is None else out + bias.astype(out.dtype)[:, None]


@misconception(
    "P11",
    "The signal is padded by as many samples as the kernel has entries.",
    hint="How far does a kernel of 3 entries reach beyond its middle?",
)
def padded_too_much(x, weight, bias=None):
    _require_legal(x, weight)
    taps = weight.shape[2]
    dtype = x.dtype if x.dtype.kind == "f" else np.float64
    return _valid(np.pad(x.astype(dtype), ((0, 0), (0, 0), (taps, taps))), weight, bias)


@misconception(
    "B34",
    "The sum runs over the filters i instead of the channels j.",
    hint="Which two indices stand on the left of the formula's equals sign?",
)
def sums_over_filters(x, weight, bias=None):
    _require_legal(x, weight)
    out = np.stack([_conv(x[:, j : j + 1], weight[:, j : j + 1]).sum(axis=1) for j in range(x.shape[1])], axis=1)
    return out if bias is None else out + bias.astype(out.dtype)[:, None]


@misconception(
    "X12", "The channels are kept apart instead of added up.", hint="Which indices are summed over in the formula?"
)
def depthwise(x, weight, bias=None):
    _require_legal(x, weight)
    maps = [_conv(x[:, j : j + 1], weight[:, j : j + 1], bias) for j in range(x.shape[1])]
    return np.concatenate(maps, axis=1)


@misconception("A01", "Filters and channels of the weight are exchanged.", hint="Test with 3 channels and 5 filters.")
def exchanged_channels(x, weight, bias=None):
    return _conv(x, weight.swapaxes(0, 1), bias)


@misconception(
    "X08",
    "The channels are averaged instead of added up.",
    hint="Copy one channel three times: should the answer triple?",
)
def averaged_channels(x, weight, bias=None):
    return _conv(x, weight / weight.shape[1], bias)


@misconception("X09", "Only the first channel is used.", hint="Silence the first channel: does anything survive?")
def first_channel(x, weight, bias=None):
    _require_legal(x, weight)
    return _conv(x[:, :1], weight[:, :1], bias)


@misconception(
    "X10", "Each channel overwrites the sum of the one before.", hint="Silence all channels but one, each in turn."
)
def last_channel(x, weight, bias=None):
    _require_legal(x, weight)
    return _conv(x[:, -1:], weight[:, -1:], bias)


@misconception(
    "X11", "One kernel is used for every channel.", hint="How many numbers are in *one* filter for two channels?"
)
def one_kernel_for_all_channels(x, weight, bias=None):
    return _conv(x, np.repeat(weight[:, :1], weight.shape[1], axis=1), bias)


@misconception(
    "C188",
    "The first filter is used for every output channel.",
    hint="Give it two very different filters: what does the second one change?",
)
def first_filter(x, weight, bias=None):
    return _conv(x, np.repeat(weight[:1], len(weight), axis=0), bias)


@misconception(
    "C189",
    "Each entry of the kernel overwrites the product of the one before.",
    hint="A kernel of three ones: is the sum of three samples what comes out?",
)
def last_tap_alone(x, weight, bias=None):
    last = np.arange(weight.shape[2]) == weight.shape[2] - 1
    return _conv(x, np.where(last, weight, np.zeros_like(weight)), bias)


@misconception(
    "X07",
    "The mean of the products is returned instead of their sum.",
    hint="Ones under a kernel of three ones: what is the sum in the middle of the signal?",
)
def mean_of_products(x, weight, bias=None):
    return _conv(x, weight / weight.shape[2], bias)


@misconception("X13", "Negative outputs are set to zero.", hint="Does the docstring forbid negative outputs?")
def relu_inside(x, weight, bias=None):
    return np.maximum(_conv(x, weight, bias), 0)


@misconception(
    "X05", "Channels and time of the output are exchanged.", hint="Compare the shape of your result with the docstring."
)
def transposed_output(x, weight, bias=None):
    return _conv(x, weight, bias).swapaxes(1, 2)


@misconception(
    "A03",
    "The output is reshaped where its axes have to be exchanged.",
    hint="Reshape never moves data: which index varies fastest in your matrix product?",
)
def reshaped_output(x, weight, bias=None):
    out = _conv(x, weight, bias)
    return np.ascontiguousarray(out.swapaxes(1, 2)).reshape(out.shape)


@misconception("A05", "The bias is left out.", hint="A signal of zeros: what should you see?")
def no_bias(x, weight, bias=None):
    return _conv(x, weight)


@misconception(
    "A06", "The bias is added along the time.", hint="What shape must the bias have against (N, filters, time)?"
)
def bias_along_time(x, weight, bias=None):
    return _conv(x, weight) + (0 if bias is None else bias)


@misconception(
    "A07", "The bias is added once for every channel.", hint="How often may the bias enter one output value?"
)
def bias_per_channel(x, weight, bias=None):
    return _conv(x, weight, None if bias is None else weight.shape[1] * bias)


@misconception(
    "A08",
    "The bias is added within the sum over tau.",
    hint="How often may the bias enter one output value? Look at your innermost loop.",
)
def bias_per_product(x, weight, bias=None):
    return _conv(x, weight, None if bias is None else weight[0].size * bias)


@misconception("A09", "All filters get the first bias.", hint="Give the filters very different biases.")
def one_bias(x, weight, bias=None):
    return _conv(x, weight, None if bias is None else np.full_like(bias, bias[0]))


@misconception("C190", "A bias must be given.", hint="What may the bias be, by the signature?")
def needs_bias(x, weight, bias=None):
    return _conv(x, weight) + bias[:, None]


@misconception("A10", "Only the first signal is computed.", hint="Use two different signals.")
def first_signal(x, weight, bias=None):
    return np.repeat(_conv(x, weight, bias)[:1], len(x), axis=0)


@misconception(
    "A11",
    "The sums go on from one signal to the next.",
    hint="Is the answer for signal 2 allowed to depend on signal 1?",
)
def sums_go_on(x, weight, bias=None):
    out = _conv(x, weight, bias)
    return np.cumsum(out, axis=0, dtype=out.dtype)


@misconception("A12", "The signals are changed by the call.", hint="Compare the signals before and after.")
def changes_signals(x, weight, bias=None):
    out = _conv(x, weight, bias)
    x[...] = 0
    return out


@misconception(
    "C191", "The kernels are turned round in place.", hint="Compare the weight before and after: who else uses it?"
)
def changes_weight(x, weight, bias=None):
    out = _conv(x, weight, bias)
    weight[...] = weight[:, :, ::-1].copy()
    return out


@misconception(
    "A13",
    "The output is an array of integers when the signals are.",
    hint="What is the dtype of the array you write into?",
)
def integer_buffer(x, weight, bias=None):
    out = _conv(x, weight, bias)
    return out if x.dtype.kind == "f" else np.trunc(out).astype(np.int64).astype(x.dtype)


@misconception(
    "A14",
    "The sums are kept in float32.",
    hint="What is the dtype of the array you write into, and how many digits can it hold?",
)
def single_precision_buffer(x, weight, bias=None):
    return _conv(x, weight, bias).astype(np.float32)


_SCRAPS = [0.0]


@misconception(
    "A15",
    "The sums start from whatever lies in memory that was never set (np.empty).",
    hint="What is in fresh memory? Call the function twice with the same arguments.",
)
def uninitialised(x, weight, bias=None):
    _SCRAPS[0] += 1.0  # stands for what np.empty finds, which no test can rely on
    return _conv(x, weight, bias) + _SCRAPS[0]


@misconception(
    "A16",
    "The signals are read as if they lay in memory in C order.",
    hint="Ask the array for its strides instead of computing them.",
)
def assumed_strides(x, weight, bias=None):
    return _conv(x.ravel(order="K").reshape(x.shape), weight, bias)


@misconception(
    "A17",
    "R = 1, as in the example, is built in.",
    hint="Change one number in the example: what if the kernel has five entries?",
)
def built_in_radius(x, weight, bias=None):
    _require_legal(x, weight)
    padded = _padded(x, np.zeros((1, 1, 3)))
    out = np.zeros((len(x), len(weight), x.shape[2]))
    for i, j, k in np.ndindex(*weight.shape[:2], 3):
        out[:, i] += weight[i, j, k].astype(np.float64) * padded[:, j, k : k + x.shape[2]]
    return out if bias is None else out + bias[:, None]


@misconception("A18", "The output has one axis too many.", hint="Compare the shape of your result with the docstring.")
def extra_axis(x, weight, bias=None):
    return _conv(x, weight, bias)[None]


_BUFFERS = {}


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(x, weight, bias=None):
    out = _conv(x, weight, bias)
    buffer = _BUFFERS.setdefault((out.shape, out.dtype), out)
    buffer[...] = out
    return buffer


@misconception("A25", "A name is used that exists only in the notebook.", hint="Restart, and run only this cell.")
def left_over_name(x, weight, bias=None):
    return _conv(signals, weight, bias)  # noqa: F821 - the missing name is the mistake


@misconception(
    "A26",
    "An assertion demands that the kernel tiles the signal.",
    hint="Neighbouring windows overlap: which lengths of signals do they need?",
)
def must_tile(x, weight, bias=None):
    assert x.shape[2] % weight.shape[2] == 0
    return _conv(x, weight, bias)


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(x, weight, bias=None):
    return _conv(x.astype(np.float), weight, bias)  # noqa: NPY001 - the mistake


@misconception("S09", "The length is kept in 8 bits.", hint="Try a signal of 300 samples.")
def eight_bit_length(x, weight, bias=None):
    return _conv(x, weight, bias)[:, :, : x.shape[2] % 256]


@misconception(
    "S17",
    "The last output is missing from the loop and stays zero.",
    hint="How many outputs are there, and which is the last that your loop reaches?",
)
def last_output_missing(x, weight, bias=None):
    out = _conv(x, weight, bias)
    out[:, :, -1] = 0
    return out


@misconception(
    "P14", "The padded signals exist only if R is larger than 0.", hint="Which line runs when the kernel has one entry?"
)
def padded_only_if(x, weight, bias=None):
    _require_legal(x, weight)
    if weight.shape[2] > 1:
        padded = _padded(x, weight)
    return _valid(padded, weight, bias)


@misconception(
    "B18",
    "With R = 0 everything is cut away: `[R:-R]` is empty.",
    hint="What is `a[0:-0]`?",
)
def empty_slice(x, weight, bias=None):
    _require_legal(x, weight)
    radius = weight.shape[2] // 2
    return _valid(_padded(_padded(x, weight), weight), weight, bias)[:, :, radius:-radius]


@misconception(
    "C31",
    "Kernels with an even number of entries are accepted.",
    hint="What does the docstring promise for a kernel of 4 entries?",
)
def accepts_even(x, weight, bias=None):
    if weight.shape[1] != x.shape[1]:
        raise ValueError("channels disagree")
    return _valid(_padded(x, weight), weight, bias)[:, :, : x.shape[2]]


@misconception(
    "C192",
    "One channel of a filter is stretched over all channels of the signals.",
    hint="What does the docstring promise where the numbers of channels disagree?",
)
def broadcast_channels(x, weight, bias=None):
    return _conv(x, np.repeat(weight, x.shape[1], axis=1) if weight.shape[1] == 1 else weight, bias)


@misconception(
    "C32",
    "The output is float64 whatever the signals are.",
    hint="Which dtype does the docstring promise for signals in float32?",
)
def always_float64(x, weight, bias=None):
    return _conv(x.astype(np.float64), weight, bias)


@misconception(
    "C33",
    "Samples and kernels are multiplied in their own integer dtype.",
    hint="What is np.uint8(200) * np.uint8(2)?",
)
def integer_arithmetic(x, weight, bias=None):
    out = _conv(x, weight)
    padded = np.pad(x, ((0, 0), (0, 0), (weight.shape[2] // 2,) * 2))
    for i, t in np.ndindex(out.shape[1:]):
        products = padded[:, :, t : t + weight.shape[2]] * weight[i]
        out[:, i, t] = np.add.reduce(products, axis=(1, 2), dtype=products.dtype)
    return out if bias is None else out + bias[:, None]


@misconception(
    "C208",
    'np.correlate with mode="same" is trusted for signals that are shorter than the kernel.',
    hint='How many numbers does np.correlate give with mode="same" if the kernel is the longer one?',
)
def as_long_as_the_longer(x, weight, bias=None):
    _require_legal(x, weight)
    length, dtype = max(x.shape[2], weight.shape[2]), x.dtype if x.dtype.kind == "f" else np.float64
    out = np.zeros((len(x), len(weight), length), dtype)
    for n, i, j in np.ndindex(len(x), *weight.shape[:2]):
        out[n, i] += np.correlate(x[n, j].astype(dtype), weight[i, j].astype(dtype), mode="same")
    return out[:, :, : x.shape[2]] if bias is None else out[:, :, : x.shape[2]] + bias.astype(dtype)[:, None]
