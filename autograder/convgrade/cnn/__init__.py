"""The domain of the course on convolutional networks: legal random cases, bounds, PyTorch's answers."""

from convgrade.cnn import evaluation_answers as _evaluation_answers  # noqa: F401 - teaches the oracle
from convgrade.cnn import vectorised_answers as _vectorised_answers  # noqa: F401 - teaches the oracle
from convgrade.cnn.backward_cases import (
    avg_pool2d_backward_cases,
    conv1d_backward_cases,
    conv2d_backward_cases,
    locally_connected2d_backward_cases,
    max_pool2d_backward_cases,
    output_sizes,
    pool_pixels,
    upstream,
)
from convgrade.cnn.bounds import float32_bound
from convgrade.cnn.columns import called, col2im_cases, columns_shape, im2col_cases, with_tensors
from convgrade.cnn.layer_cases import (
    borders,
    conv1d_cases,
    locally_connected2d_cases,
    match_template_cases,
    pad2d_cases,
    true_convolve2d_cases,
)
from convgrade.cnn.lecture import lecture_case
from convgrade.cnn.pooling import (
    HOW,
    avg_pool2d_cases,
    consolidate_cases,
    global_avg_pool2d_cases,
    max_pool2d_cases,
)
from convgrade.cnn.speed import (
    conv2d_backward_explanation,
    conv2d_backward_shapes,
    conv2d_explanation,
    conv2d_shapes,
    max_pool2d_explanation,
    max_pool2d_shapes,
)
from convgrade.cnn.strategies import (
    arranged,
    arrays,
    conv2d_cases,
    corr2d_cases,
    images,
    ints_or_pairs,
    kernels,
    layouts,
    numbers,
    windows,
)

__all__ = [
    "HOW",
    "arranged",
    "arrays",
    "avg_pool2d_backward_cases",
    "avg_pool2d_cases",
    "borders",
    "called",
    "col2im_cases",
    "columns_shape",
    "consolidate_cases",
    "conv1d_backward_cases",
    "conv1d_cases",
    "conv2d_backward_cases",
    "conv2d_backward_explanation",
    "conv2d_backward_shapes",
    "conv2d_cases",
    "conv2d_explanation",
    "conv2d_shapes",
    "corr2d_cases",
    "float32_bound",
    "global_avg_pool2d_cases",
    "im2col_cases",
    "images",
    "ints_or_pairs",
    "kernels",
    "layouts",
    "lecture_case",
    "locally_connected2d_backward_cases",
    "locally_connected2d_cases",
    "match_template_cases",
    "max_pool2d_backward_cases",
    "max_pool2d_cases",
    "max_pool2d_explanation",
    "max_pool2d_shapes",
    "numbers",
    "output_sizes",
    "pad2d_cases",
    "pool_pixels",
    "true_convolve2d_cases",
    "upstream",
    "windows",
    "with_tensors",
]
