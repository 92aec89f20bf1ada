"""The domain of the course on convolutional networks: legal random cases, bounds, PyTorch's answers."""

from convgrade.cnn import evaluation_answers as _evaluation_answers  # noqa: F401 - teaches the oracle
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
from convgrade.cnn.layer_cases import (
    borders,
    conv1d_cases,
    locally_connected2d_cases,
    match_template_cases,
    pad2d_cases,
    true_convolve2d_cases,
)
from convgrade.cnn.pooling import (
    HOW,
    avg_pool2d_cases,
    consolidate_cases,
    global_avg_pool2d_cases,
    max_pool2d_cases,
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
    "consolidate_cases",
    "conv1d_backward_cases",
    "conv1d_cases",
    "conv2d_backward_cases",
    "conv2d_cases",
    "corr2d_cases",
    "float32_bound",
    "global_avg_pool2d_cases",
    "images",
    "ints_or_pairs",
    "kernels",
    "layouts",
    "locally_connected2d_backward_cases",
    "locally_connected2d_cases",
    "match_template_cases",
    "max_pool2d_backward_cases",
    "max_pool2d_cases",
    "numbers",
    "output_sizes",
    "pad2d_cases",
    "pool_pixels",
    "true_convolve2d_cases",
    "upstream",
    "windows",
]
