# Generated from solutions/a5_vectorised/conv2d_torch/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of conv2d_torch: the values of PyTorch's own convolution, as tensors."""

from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import assert_same, recorded


@weight(1)
@recorded("slide")
def test_slide(student, case):
    """The kernel visits every place of the image where it lies on it as a whole; the output is a tensor."""
    assert_same(student.conv2d_torch(*case.args), want=case.pytorch, call=case)


@weight(1.5)
@recorded("channels and filters")
def test_channels_and_filters(student, case):
    """One filter adds up all channels of an image into one map; the maps come in the order of the filters."""
    assert_same(student.conv2d_torch(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("images")
def test_images(student, case):
    """Every image of a batch is treated alike, and on its own."""
    assert_same(student.conv2d_torch(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("bias")
def test_bias(student, case):
    """The bias is added once to every value of its filter's map."""
    assert_same(student.conv2d_torch(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("stride")
def test_stride(student, case):
    """Windows start `stride` pixels apart; a last window that does not fit is left out."""
    assert_same(student.conv2d_torch(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(1)
@recorded("padding")
def test_padding(student, case):
    """With padding, every image gets that many rows and columns of zeros on each of its four sides."""
    assert_same(student.conv2d_torch(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.5)
@recorded("not square")
def test_images_that_are_not_square(student, case):
    """Height and width may differ, of the images and of the kernels."""
    assert_same(student.conv2d_torch(*case.args), want=case.pytorch, call=case)
