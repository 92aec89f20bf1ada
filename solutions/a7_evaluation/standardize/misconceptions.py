"""Wrong versions of standardize: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import misconception

_BUFFERS = {}

_PIXELS = (0, 2, 3)


def _floats(images):
    """Return images in the dtype of the answer."""
    return images if images.dtype.kind == "f" else images.astype(np.float64)


def _safe(std):
    """Return divisors: 1 where there is no variation."""
    return np.where(std == 0, np.ones_like(std), std)


def _scaled(images, source, axis=_PIXELS, ddof=0):
    """Return images shifted and scaled by the numbers of others."""
    source = _floats(source)
    mean = source.mean(axis=axis, keepdims=True)
    return (_floats(images) - mean) / _safe(source.std(axis=axis, keepdims=True, ddof=ddof))


def _right(train, test):
    """Return the right answer."""
    return _scaled(train, train), _scaled(test, train)


@misconception(
    "C570",
    "The test images are scaled by their own numbers.",
    hint="A single new photo arrives: which numbers do you have?",
)
def own_statistics(train, test):
    return _scaled(train, train), _scaled(test, test)


@misconception(
    "C571",
    "Mean and deviation are those of training and test images together.",
    hint="May the training know anything of the test images?",
)
def joint_statistics(train, test):
    pixels = [np.moveaxis(_floats(images), 1, 0).reshape(train.shape[1], -1) for images in (train, test)]
    both = np.concatenate(pixels, axis=1)[None, :, :, None]
    return _scaled(train, both), _scaled(test, both)


@misconception(
    "C572",
    "The test images are shifted by their own means, and divided by the training deviation.",
    hint="A single new photo arrives: which numbers do you have?",
)
def own_mean(train, test):
    std = _safe(_floats(train).std(axis=_PIXELS, keepdims=True))
    centred = _floats(test) - _floats(test).mean(axis=_PIXELS, keepdims=True)
    return _scaled(train, train), centred / std


@misconception(
    "C573", "The test images are returned as they are.", hint="What has the network learned to expect of a pixel?"
)
def test_left_alone(train, test):
    return _scaled(train, train), _floats(test).copy()


@misconception(
    "C574", "All channels share one mean and one deviation.", hint="How many means do you need for colour images?"
)
def all_channels_together(train, test):
    return _scaled(train, train, axis=None), _scaled(test, train, axis=None)


@misconception(
    "C575", "Every pixel position has numbers of its own.", hint="Write down the shape of your array of means."
)
def per_position(train, test):
    return _scaled(train, train, axis=0), _scaled(test, train, axis=0)


@misconception(
    "C576", "Every image has numbers of its own, one pair per channel.", hint="Is a dark image still dark afterwards?"
)
def per_image(train, test):
    return _scaled(train, train, axis=(2, 3)), _scaled(test, test, axis=(2, 3))


@misconception(
    "C577", "Every image has one mean and one deviation of its own.", hint="Is a dark image still dark afterwards?"
)
def per_whole_image(train, test):
    return _scaled(train, train, axis=(1, 2, 3)), _scaled(test, test, axis=(1, 2, 3))


@misconception(
    "C578", "The channels are taken to be the last axis.", hint="Which axis of (N, C, H, W) are the channels?"
)
def channels_last(train, test):
    return _scaled(train, train, axis=(0, 1, 2)), _scaled(test, train, axis=(0, 1, 2))


@misconception(
    "C579", "The mean is subtracted, but nothing is divided.", hint="Which standard deviation have your channels?"
)
def only_centred(train, test):
    mean = _floats(train).mean(axis=_PIXELS, keepdims=True)
    return _floats(train) - mean, _floats(test) - mean


@misconception(
    "C580", "The deviation is divided out, but no mean is subtracted.", hint="Which mean have your channels?"
)
def only_scaled(train, test):
    std = _safe(_floats(train).std(axis=_PIXELS, keepdims=True))
    return _floats(train) / std, _floats(test) / std


@misconception("C581", "The mean is subtracted after the division.", hint="Pixels 2 and 6: what is (2 - 4) / 2?")
def divided_first(train, test):
    mean, std = (getattr(_floats(train), name)(axis=_PIXELS, keepdims=True) for name in ("mean", "std"))
    return _floats(train) / _safe(std) - mean, _floats(test) / _safe(std) - mean


@misconception(
    "C582",
    "The variance takes the place of the standard deviation.",
    hint="Which of the two is in the unit of a pixel?",
)
def variance(train, test):
    mean, var = (getattr(_floats(train), name)(axis=_PIXELS, keepdims=True) for name in ("mean", "var"))
    return (_floats(train) - mean) / _safe(var), (_floats(test) - mean) / _safe(var)


@misconception(
    "C583",
    "The deviation is that of a sample: divided by one less than the number of pixels.",
    hint="Pixels 2 and 6: which standard deviation does the docstring give?",
)
def sample_deviation(train, test):
    with np.errstate(all="ignore"):
        return _scaled(train, train, ddof=1), _scaled(test, train, ddof=1)


@misconception(
    "C584",
    "The mean absolute distance takes the place of the standard deviation.",
    hint="How does the docstring define it?",
)
def mean_distance(train, test):
    mean = _floats(train).mean(axis=_PIXELS, keepdims=True)
    spread = _safe(np.abs(_floats(train) - mean).mean(axis=_PIXELS, keepdims=True))
    return (_floats(train) - mean) / spread, (_floats(test) - mean) / spread


@misconception(
    "C585", "The images are scaled to lie between 0 and 1.", hint="Which mean and which deviation have your channels?"
)
def between_0_and_1(train, test):
    low, high = (getattr(_floats(train), name)(axis=_PIXELS, keepdims=True) for name in ("min", "max"))
    return (_floats(train) - low) / _safe(high - low), (_floats(test) - low) / _safe(high - low)


@misconception("C586", "The images are divided by 255.", hint="Which mean and which deviation have your channels?")
def by_255(train, test):
    return _floats(train) / 255, _floats(test) / 255


@misconception(
    "C587",
    "A channel without variation is divided by 0.",
    hint="What does the docstring say about a channel that is the same everywhere?",
)
def divides_by_zero(train, test):
    mean, std = (getattr(_floats(train), name)(axis=_PIXELS, keepdims=True) for name in ("mean", "std"))
    with np.errstate(all="ignore"):
        return (_floats(train) - mean) / std, (_floats(test) - mean) / std


@misconception(
    "C588",
    "A small number is added to the standard deviation.",
    hint="A channel that is the same everywhere in training: what becomes of a test pixel that is 1 above?",
)
def small_number_added(train, test):
    mean, std = (getattr(_floats(train), name)(axis=_PIXELS, keepdims=True) for name in ("mean", "std"))
    return (_floats(train) - mean) / (std + 1e-8), (_floats(test) - mean) / (std + 1e-8)


@misconception(
    "C589",
    "A channel without variation is set to 0, in the test images too.",
    hint="What does the docstring say about a channel that is the same everywhere?",
)
def constant_becomes_zero(train, test):
    varies = (_floats(train).std(axis=_PIXELS, keepdims=True) > 0).astype(_floats(train).dtype)
    return _scaled(train, train), _scaled(test, train) * varies


@misconception(
    "C590", "The sign is wrong: the image is subtracted from the mean.", hint="Is a bright pixel positive afterwards?"
)
def negative(train, test):
    return tuple(-images for images in _right(train, test))


@misconception("C591", "Values far from the mean are cut off at 2.", hint="Who asked for a limit?")
def cut_off(train, test):
    return tuple(np.clip(images, -2, 2) for images in _right(train, test))


@misconception("A13", "The mean is subtracted in integers.", hint="What is np.uint8(2) - np.uint8(3)?")
def integer_means(train, test):
    mean = _floats(train).mean(axis=_PIXELS, keepdims=True)
    std = _safe(_floats(train).std(axis=_PIXELS, keepdims=True))
    centred = [_floats(images - mean.astype(images.dtype)) for images in (train, test)]
    return (centred[0] / std, centred[1] / std) if train.dtype.kind != "f" else _right(train, test)


@misconception(
    "A13b", "Images of integers give arrays of integers.", hint="What dtype is the array that you write into?"
)
def integer_images(train, test):
    return tuple(images.astype(train.dtype) for images in _right(train, test))


@misconception("A14", "Everything is computed in float32.", hint="Which dtype have your arrays?")
def in_single_precision(train, test):
    answers = _right(train.astype(np.float32), test.astype(np.float32))
    return tuple(images.astype(_floats(train).dtype) for images in answers)


@misconception("A14b", "The arrays are always in float64.", hint="Which dtype does the docstring promise for float32?")
def always_double(train, test):
    return _right(train.astype(np.float64), test.astype(np.float64))


@misconception("A12", "The images are changed in place.", hint="Compare the images before and after the call.")
def changes_images(train, test):
    answers = _right(train, test)
    if train.dtype.kind == "f":
        train[:] = answers[0]
    return answers


@misconception("A12b", "The test images are changed in place.", hint="Compare the images before and after the call.")
def changes_test_images(train, test):
    answers = _right(train, test)
    if test.dtype.kind == "f":
        test[:] = answers[1]
    return answers


@misconception("C592", "The training images alone are returned.", hint="How many results does the docstring name?")
def train_alone(train, test):
    return _scaled(train, train)


@misconception(
    "C593", "Both results are returned the other way round.", hint="In which order does the docstring name the results?"
)
def exchanged_results(train, test):
    return _right(train, test)[::-1]


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(train, test):
    return (train - mean) / std, (test - mean) / std  # noqa: F821 - the missing names are the mistake


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(train, test):
    return _right(train.astype(np.float), test)  # noqa: NPY001 - the mistake


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(train, test):
    out = _scaled(train, train)
    buffer = _BUFFERS.setdefault((out.shape, out.dtype), out)
    buffer[...] = out
    return buffer, _scaled(test, train)


@misconception(
    "A17", "The mean 4 and the deviation 2 of the example are copied.", hint="What do your numbers come from?"
)
def copied_constants(train, test):
    return (_floats(train) - 4) / 2, (_floats(test) - 4) / 2
