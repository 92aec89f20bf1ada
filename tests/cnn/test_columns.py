"""The random calls of the vectorised exercises are legal, and PyTorch answers them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case
from convgrade.cnn import oracle


@given(case=cnn.im2col_cases(stride=cnn.ints_or_pairs(1, 3), padding=cnn.ints_or_pairs(0, 2)))
def test_windows_fit(case):
    """At least one window fits in every image that is drawn."""
    rows, places = cnn.columns_shape(case.args[0].shape, case.args[1], case.kwargs)

    assert rows >= 1
    assert places >= 1


@given(case=cnn.col2im_cases(stride=st.integers(1, 3), padding=st.integers(0, 2)))
def test_columns_have_the_shape_of_their_images(case):
    """The columns that are drawn are those that im2col gives to images of the drawn shape."""
    columns, input_shape, kernel_size = case.args

    assert columns.shape == (input_shape[0], *cnn.columns_shape(input_shape, kernel_size, case.kwargs))


@given(case=cnn.called("conv2d_fast", cnn.conv2d_cases()))
def test_a_call_can_be_made_of_another_function(case):
    """The fast version of a function is called as the slow one is."""
    assert str(case).startswith("conv2d_fast(")


@given(case=cnn.im2col_cases(dtype=st.sampled_from([np.uint8, np.float32])))
def test_dtypes_are_drawn(case):
    """Images come in the dtype that was asked for."""
    assert case.args[0].dtype in (np.uint8, np.float32)


def test_unfold_and_fold_are_adjoint():
    """PyTorch's answers to im2col and col2im fit together: sum(im2col(x) * c) equals sum(x * col2im(c))."""
    pytest.importorskip("torch")
    x, options = cnn.numbers((2, 2, 4, 5), 1), {"stride": 2, "padding": 1}
    columns = oracle.answer(Case("im2col", (x, (3, 2)), options))
    upstream = cnn.numbers(columns.shape, 2)

    back = oracle.answer(Case("col2im", (upstream, x.shape, (3, 2)), options))

    assert np.sum(columns * upstream) == np.sum(x * back)
