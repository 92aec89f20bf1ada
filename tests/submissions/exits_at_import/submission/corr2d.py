import numpy as np


def corr2d(image, kernel):
    height, width = image.shape
    kernel_height, kernel_width = kernel.shape
    if kernel_height > height or kernel_width > width:
        raise ValueError("the kernel does not fit")
    dtype = np.result_type(image, kernel)
    if dtype.kind != "f":
        dtype = np.float64
    out = np.zeros((height - kernel_height + 1, width - kernel_width + 1), dtype)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(image[i : i + kernel_height, j : j + kernel_width].astype(dtype) * kernel)
    return out
