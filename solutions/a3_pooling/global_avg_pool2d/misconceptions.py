"""Wrong versions of global_avg_pool2d: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import base, misconception


def _float(x):
    """Return the images in the dtype of the output."""
    return x if x.dtype.kind == "f" else x.astype(np.float64)


@base()
def _pool(x):
    """Return the right answer, on which the wrong versions are built."""
    return _float(x).mean(axis=(2, 3))


@misconception(
    "C84", "The output keeps axes of length 1 for rows and columns.", hint="How many axes does the docstring promise?"
)
def keeps_axes(x):
    return _pool(x)[:, :, None, None]


@misconception("C85", "All axes of length 1 are dropped.", hint="Which shape comes out for a single image?")
def squeezes(x):
    return np.squeeze(_pool(x))


@misconception("C86", "One mean is taken over everything.", hint="How many means do two images of three channels have?")
def one_mean(x):
    return np.full(x.shape[:2], _float(x).mean() if x.size else 0.0)


@misconception("M07", "The mean is taken over the channels, too.", hint="How many channels should survive?")
def over_channels(x):
    return np.repeat(_pool(x).mean(axis=1, keepdims=True), x.shape[1], axis=1)


@misconception("C51", "The mean is taken over the images of the batch, too.", hint="Do images share pixels?")
def over_batch(x):
    return np.repeat(_pool(x).mean(axis=0, keepdims=True), len(x), axis=0) if len(x) else _pool(x)


@misconception("C87", "The mean is taken over images and channels.", hint="Which axes are the rows and the columns?")
def first_axes(x):
    return _float(x).mean(axis=(0, 1))


@misconception(
    "C88", "The mean is taken over the columns alone.", hint="Print the shape: which axis is there that should not be?"
)
def columns_alone(x):
    return _float(x).mean(axis=-1)


@misconception("C89", "Images and channels are exchanged.", hint="Try two images of three channels.")
def exchanged_axes(x):
    return np.ascontiguousarray(_pool(x).T)


@misconception("C77", "The sum is returned.", hint="A map of ones: what is its mean?")
def sums(x):
    return _float(x).sum(axis=(2, 3))


@misconception("M12", "The sum is divided by the height alone.", hint="Mean of how many numbers?")
def divides_by_height(x):
    return _float(x).sum(axis=(2, 3)) / x.shape[2]


@misconception(
    "C76", "The sum is divided by the number of channels, too.", hint="Copy one channel: does its mean change?"
)
def divides_by_channels(x):
    return _pool(x) / x.shape[1]


@misconception("C90", "The sum is divided by the number of images, too.", hint="Copy one image: does its mean change?")
def divides_by_images(x):
    return _pool(x) / max(1, len(x))


@misconception("M13", "The sum is divided with //.", hint="What is the mean of 1 and 2?")
def floor_division(x):
    return _float(x).sum(axis=(2, 3)) // (x.shape[2] * x.shape[3])


@misconception("C78", "The largest value of a map is returned.", hint="A map of 1, 2, 3 and 10: what is its mean?")
def largest(x):
    return _float(x).max(axis=(2, 3))


@misconception("C79", "The median of a map is returned.", hint="A map of 1, 2, 3 and 10: what is its mean?")
def median(x):
    return np.median(_float(x), axis=(2, 3))


@misconception("C91", "Pixels that are zero are not counted.", hint="Does a black pixel belong to the image?")
def zeros_not_counted(x):
    return _float(x).sum(axis=(2, 3)) / np.maximum((x != 0).sum(axis=(2, 3)), 1)


@misconception("S10", "The images are taken to be square.", hint="Divide by which two sizes?")
def square_images(x):
    return _float(x).sum(axis=(2, 3)) / x.shape[2] ** 2


@misconception(
    "S17",
    "The last row and the last column are left out.",
    hint="Where does range(n - 1) end?",
)
def one_short(x):
    height, width = x.shape[2:]
    return _float(x)[:, :, : max(1, height - 1), : max(1, width - 1)].sum(axis=(2, 3)) / (height * width)


@misconception("A10", "Only the first image is computed.", hint="Use two different images.")
def first_image(x):
    return np.repeat(_pool(x)[:1], len(x), axis=0) if len(x) else _pool(x)


@misconception(
    "A11", "The sums go on from one image to the next.", hint="Is the mean of image 2 allowed to depend on image 1?"
)
def sums_go_on(x):
    return np.cumsum(_pool(x), axis=0, dtype=_float(x).dtype)


@misconception("A12", "The images are changed by the call.", hint="Compare the images before and after.")
def changes_images(x):
    out = _pool(x)
    x -= x.min(initial=0)
    x[...] = 0
    return out


@misconception(
    "A13",
    "The output is an array of integers when the images are.",
    hint="What is the dtype of the array you write into?",
)
def integer_buffer(x):
    return _pool(x).astype(x.dtype)


@misconception("C82", "Sums are kept in the dtype of the image.", hint="What is np.uint8(200) + np.uint8(100)?")
def integer_sums(x):
    return x.sum(axis=(2, 3), dtype=x.dtype) / _float(x).dtype.type(x.shape[2] * x.shape[3])


@misconception("A14", "The sums are kept in float32.", hint="What is the dtype of the array you write into?")
def single_precision_buffer(x):
    return _pool(x).astype(np.float32)


_SCRAPS = [0.0]


@misconception(
    "A15",
    "The sums start from whatever lies in memory that was never set (np.empty).",
    hint="What is in fresh memory? Call the function twice with the same arguments.",
)
def uninitialised(x):
    _SCRAPS[0] += 1.0  # stands for what np.empty finds, which no test can rely on
    return _pool(x) + _SCRAPS[0]


@misconception(
    "A16",
    "The images are read as if they lay in memory in C order.",
    hint="Ask the array for its strides instead of computing them.",
)
def assumed_strides(x):
    return _pool(x.ravel(order="K").reshape(x.shape))


@misconception("A17", "The example's four pixels are built in.", hint="Try an image of 3 x 3 pixels.")
def built_in_size(x):
    return _float(x).sum(axis=(2, 3)) / 4


@misconception("A18", "The output is a list.", hint="Compare the type of your result with the docstring.")
def returns_list(x):
    return _pool(x).tolist()


_BUFFERS = {}


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(x):
    out = _pool(x)
    buffer = _BUFFERS.setdefault((out.shape, out.dtype), out)
    buffer[...] = out
    return buffer


@misconception(
    "C63",
    "Maps of one pixel are returned as a view of the image, not as a new array.",
    hint="Change the result for an image of one pixel, and look at the image.",
)
def returns_view(x):
    return x[:, :, 0, 0] if x.shape[2:] == (1, 1) and x.dtype.kind == "f" else _pool(x)


@misconception("A25", "A name is used that exists only in the notebook.", hint="Restart, and run only this cell.")
def left_over_name(x):
    return _pool(images)  # noqa: F821 - the missing name is the mistake


@misconception(
    "A26",
    "An assertion demands that height and width are equal.",
    hint="Does the docstring ask for square images?",
)
def asserts_square(x):
    assert x.shape[2] == x.shape[3]
    return _pool(x)


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(x):
    return _pool(x.astype(np.float))  # noqa: NPY001 - the mistake


@misconception("C32", "The output is float64 whatever the images are.", hint="Which dtype does the docstring promise?")
def always_float64(x):
    return _pool(x.astype(np.float64))


@misconception(
    "C71", "A batch without images is refused.", hint="What may N be, by the docstring, and what comes out then?"
)
def refuses_empty_batch(x):
    return np.stack([_pool(image[None])[0] for image in x])


@misconception("C92", "Every map is reshaped to rows of the batch's length.", hint="Reshape never moves data.")
def reshaped(x):
    return np.ascontiguousarray(_pool(x).T).reshape(x.shape[:2])
