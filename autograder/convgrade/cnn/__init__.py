"""The domain of the course on convolutional networks: legal random cases, bounds, PyTorch's answers."""

from convgrade.cnn.bounds import float32_bound
from convgrade.cnn.pooling import (
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
    "arranged",
    "arrays",
    "avg_pool2d_cases",
    "consolidate_cases",
    "conv2d_cases",
    "corr2d_cases",
    "float32_bound",
    "global_avg_pool2d_cases",
    "images",
    "ints_or_pairs",
    "kernels",
    "layouts",
    "max_pool2d_cases",
    "numbers",
    "windows",
]
