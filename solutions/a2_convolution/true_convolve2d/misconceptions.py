"""Wrong versions of true_convolve2d: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import base, misconception


@base()
def _conv(image, kernel):
    """Return the right answer, on which the wrong versions are built."""
    out_height, out_width = (side - taps + 1 for side, taps in zip(image.shape, kernel.shape, strict=True))
    if min(out_height, out_width) < 1:
        raise ValueError("no window fits")
    dtype = image.dtype if image.dtype.kind == "f" else np.dtype(np.float64)
    out = np.zeros((out_height, out_width), dtype)
    for row, col in np.ndindex(kernel.shape):
        top, left = kernel.shape[0] - 1 - row, kernel.shape[1] - 1 - col
        out += image[top : top + out_height, left : left + out_width].astype(dtype) * kernel[row, col].astype(dtype)
    return out


@misconception(
    "X01",
    "The kernel slides as it is: that is cross-correlation.",
    hint="An image with a single 1 in its middle: does the kernel come out as it is written?",
)
def not_turned(image, kernel):
    return _conv(image, kernel[::-1, ::-1])


@misconception(
    "X02",
    "The kernel is only flipped from left to right, and not upside down.",
    hint="Turn a sheet of paper by 180 degrees: where does its upper edge go?",
)
def flipped_columns_alone(image, kernel):
    return _conv(image, kernel[::-1])


@misconception(
    "X03",
    "The kernel is only flipped upside down, and not from left to right.",
    hint="In which direction is the lecture's kernel symmetric? Would its example notice?",
)
def flipped_rows_alone(image, kernel):
    return _conv(image, kernel[:, ::-1])


@misconception(
    "X04",
    "Rows and columns of the kernel are exchanged.",
    hint="Does the transpose of a kernel move its first entry to the other end?",
)
def transposed_kernel(image, kernel):
    return _conv(image, kernel.T)


@misconception(
    "C110",
    "The kernel is transposed instead of turned.",
    hint="Where does entry (0, 0) of a matrix lie after it is transposed? And after a turn by 180 degrees?",
)
def transposed_instead_of_turned(image, kernel):
    return _conv(image, kernel.T[::-1, ::-1])


@misconception(
    "C111",
    "The kernel is turned by 90 degrees instead of 180.",
    hint="How often do you have to turn a sheet of paper by 90 degrees until it lies upside down?",
)
def quarter_turn(image, kernel):
    return _conv(image, np.rot90(kernel)[::-1, ::-1])


@misconception(
    "C112",
    "The output is turned instead of the kernel.",
    hint="Where must the window lie whose sum stands at the top left of the output?",
)
def turned_output(image, kernel):
    return _conv(image, kernel[::-1, ::-1])[::-1, ::-1]


@misconception(
    "C113",
    "The whole image is turned, but the output is not turned back.",
    hint="In an image of numbers that grow to the right, which way do your sums grow?",
)
def turned_image(image, kernel):
    return _conv(image[::-1, ::-1], kernel[::-1, ::-1])


@misconception(
    "C114",
    "The kernel's numbers change their sign instead of their places.",
    hint="For which kernels is turning the same as changing all signs? Look at the lecture's once more.",
)
def changed_sign(image, kernel):
    return -_conv(image, kernel[::-1, ::-1])


@misconception(
    "C115",
    "Windows that lie only partly on the image count, too (the “full” convolution).",
    hint="Which shape does the docstring give for an image of 3 x 5 and a kernel of 2 x 3?",
)
def full_convolution(image, kernel):
    return _conv(np.pad(image, [(taps - 1, taps - 1) for taps in kernel.shape]), kernel)


@misconception(
    "X05",
    "Rows and columns of the output are exchanged.",
    hint="Predict the shape for a 5 x 9 image before you run it.",
)
def transposed_output(image, kernel):
    return _conv(image, kernel).T


@misconception(
    "X06",
    "Window and kernel are multiplied as matrices.",
    hint="Each pixel meets one entry of the kernel: which product of two arrays does that?",
)
def matrix_product(image, kernel):
    out = np.zeros_like(_conv(image, kernel))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i : i + kernel.shape[0], j : j + kernel.shape[1]] @ kernel[::-1, ::-1]).sum()
    return out


@misconception(
    "X07",
    "The mean of the products is returned instead of their sum.",
    hint="An image of ones under a 3 x 3 kernel of ones: what does the lecture's sum give?",
)
def mean_of_products(image, kernel):
    return _conv(image, kernel) / kernel.size


@misconception(
    "S10",
    "The image is taken to be square.",
    hint="Give height and width names of their own, and try an image of 5 x 9 pixels.",
)
def square_image(image, kernel):
    side = image.shape[0]
    if image.shape[1] < side:
        raise IndexError(f"index {image.shape[1]} is out of bounds for axis 1 with size {image.shape[1]}")
    return _conv(image[:, :side], kernel)


@misconception(
    "S11",
    "The kernel is taken to be square.",
    hint="Give the kernel's height and width names of their own, and try a kernel of 3 x 2.",
)
def square_kernel(image, kernel):
    side = kernel.shape[0]
    if kernel.shape[1] < side:
        raise IndexError(f"index {kernel.shape[1]} is out of bounds for axis 1 with size {kernel.shape[1]}")
    return _conv(image, kernel[:, :side])


@misconception(
    "S17",
    "The last row and the last column of windows are missing.",
    hint="How many windows are there, and where does the last one start? Try a kernel as large as the image.",
)
def one_window_short(image, kernel):
    return _conv(image, kernel)[:-1, :-1]


@misconception(
    "P07",
    "The image is padded with zeros, so that the output is as large as the image.",
    hint="Does the docstring let the kernel reach beyond the image?",
)
def padded_to_same(image, kernel):
    sides = [((taps - 1) // 2, taps // 2) for taps in kernel.shape]
    return _conv(np.pad(image, sides), kernel)


@misconception(
    "A12",
    "The image is changed by the call.",
    hint="Compare the image before the call with the image after it.",
)
def changes_image(image, kernel):
    out = _conv(image, kernel)
    image -= image.min()
    return out


@misconception(
    "A13",
    "The output is an array of integers when the image is one.",
    hint="What is the dtype of the array you write into?",
)
def integer_buffer(image, kernel):
    out = _conv(image, kernel)
    return out if image.dtype.kind == "f" else np.trunc(out).astype(np.int64).astype(image.dtype)


@misconception(
    "A14",
    "The sums are kept in float32.",
    hint="What is the dtype of the array you write into, and how many digits can it hold?",
)
def single_precision_buffer(image, kernel):
    return _conv(image, kernel).astype(np.float32)


_SCRAPS = [0.0]


@misconception(
    "A15",
    "The sums start from whatever lies in memory that was never set (np.empty).",
    hint="What is in fresh memory? Call the function twice with the same arguments.",
)
def uninitialised(image, kernel):
    _SCRAPS[0] += 1.0  # stands for what np.empty finds, which no test can rely on
    return _conv(image, kernel) + _SCRAPS[0]


@misconception(
    "A16",
    "The image is read as if it lay in memory in C order.",
    hint="Ask the array for its strides instead of computing them.",
)
def assumed_strides(image, kernel):
    return _conv(image.ravel(order="K").reshape(image.shape), kernel)


@misconception(
    "A17",
    "The size of the lecture's kernel, 3 x 3, is built in.",
    hint="Change one number in the example: what if the kernel has two rows?",
)
def built_in_kernel_size(image, kernel):
    out = np.zeros((image.shape[0] - 2, image.shape[1] - 2))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i : i + 3, j : j + 3].astype(np.float64) * kernel[::-1, ::-1]).sum()
    return out


@misconception(
    "A18",
    "The output is a list.",
    hint="Compare the type of your result with the docstring.",
)
def returns_list(image, kernel):
    return _conv(image, kernel).tolist()


_BUFFERS = {}


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(image, kernel):
    out = _conv(image, kernel)
    buffer = _BUFFERS.setdefault((out.shape, out.dtype), out)
    buffer[...] = out
    return buffer


@misconception(
    "A25",
    "A name is used that exists only in the notebook.",
    hint="Restart, and run only this cell.",
)
def left_over_name(image, kernel):
    return _conv(image, sobel_kernel)  # noqa: F821 - the missing name is the mistake


@misconception(
    "A26",
    "Images that the kernel does not tile are refused.",
    hint="Neighbouring windows overlap: which sizes of images do they need?",
)
def must_tile(image, kernel):
    assert image.shape[0] % kernel.shape[0] == 0
    assert image.shape[1] % kernel.shape[1] == 0
    return _conv(image, kernel)


@misconception(
    "A27",
    "A name is used that NumPy no longer has.",
    hint="The message of the error names the modern spelling.",
)
def gone_numpy_name(image, kernel):
    return _conv(image.astype(np.float), kernel)  # noqa: NPY001 - the mistake


@misconception(
    "C31",
    "A kernel larger than the image gives an empty output.",
    hint="What does the docstring promise where no window fits?",
)
def never_refuses(image, kernel):
    if any(taps > side for side, taps in zip(image.shape, kernel.shape, strict=True)):
        return np.zeros([max(0, side - taps + 1) for side, taps in zip(image.shape, kernel.shape, strict=True)])
    return _conv(image, kernel)


@misconception(
    "C32",
    "The output is float64 whatever the image is.",
    hint="Which dtype does the docstring promise for an image in float32?",
)
def always_float64(image, kernel):
    return _conv(image.astype(np.float64), kernel.astype(np.float64))


@misconception(
    "C33",
    "Pixels and kernel are multiplied in their own integer dtype.",
    hint="What is np.uint8(200) * np.uint8(2)?",
)
def integer_arithmetic(image, kernel):
    out = _conv(image, kernel)
    for i, j in np.ndindex(out.shape):
        products = image[i : i + kernel.shape[0], j : j + kernel.shape[1]] * kernel[::-1, ::-1]
        out[i, j] = np.add.reduce(products, axis=None, dtype=products.dtype)
    return out
