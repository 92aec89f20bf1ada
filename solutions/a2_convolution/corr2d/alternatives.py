"""Right versions of corr2d, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


def _sizes(image, kernel):
    """Return the size of the output, after refusing kernels that do not fit, and its dtype."""
    out_height, out_width = (side - taps + 1 for side, taps in zip(image.shape, kernel.shape, strict=True))
    if min(out_height, out_width) < 1:
        raise ValueError("no window fits")
    return out_height, out_width, image.dtype if image.dtype.kind == "f" else np.dtype(np.float64)


@alternative("four loops")
def four_loops(image, kernel):
    """Add up product by product."""
    out_height, out_width, dtype = _sizes(image, kernel)
    out = np.zeros((out_height, out_width), dtype)
    for i in range(out_height):
        for j in range(out_width):
            for row in range(kernel.shape[0]):
                for col in range(kernel.shape[1]):
                    out[i, j] += float(image[i + row, j + col]) * float(kernel[row, col])
    return out


@alternative("einsum of sliding windows")
def sliding_windows(image, kernel):
    """View the image as an array of windows, and contract it with the kernel."""
    *_, dtype = _sizes(image, kernel)
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(dtype), kernel.shape)
    return np.einsum("ijrc,rc->ij", windows, kernel.astype(dtype))


@alternative("FFT")
def by_fft(image, kernel):
    """Multiply spectra: a correlation with the kernel is a convolution with the flipped one."""
    *_, dtype = _sizes(image, kernel)
    full = [side + taps - 1 for side, taps in zip(image.shape, kernel.shape, strict=True)]
    spectra = [np.fft.rfft2(a, full) for a in (image.astype(np.float64), kernel[::-1, ::-1].astype(np.float64))]
    whole = np.fft.irfft2(spectra[0] * spectra[1], full)
    return whole[kernel.shape[0] - 1 : image.shape[0], kernel.shape[1] - 1 : image.shape[1]].astype(dtype)


@alternative("as_strided")
def by_strides(image, kernel):
    """Ask the array for its strides, and make a matrix product of the windows."""
    out_height, out_width, dtype = _sizes(image, kernel)
    shape = (out_height, out_width, *kernel.shape)
    windows = np.lib.stride_tricks.as_strided(image, shape, image.strides * 2, writeable=False)
    return (windows.reshape(-1, kernel.size).astype(dtype) @ kernel.ravel().astype(dtype)).reshape(
        out_height, out_width
    )


@alternative("a transposed view")
def transposed_view(image, kernel):
    """Work on the transposed arrays, and return a view in Fortran order."""
    *_, dtype = _sizes(image, kernel)
    windows = np.lib.stride_tricks.sliding_window_view(image.T.astype(dtype), kernel.T.shape)
    return np.ascontiguousarray(np.tensordot(windows, kernel.T.astype(dtype), axes=2)).T


@alternative("row by row")
def row_by_row(image, kernel):
    """Add up one-dimensional correlations of rows."""
    out_height, out_width, dtype = _sizes(image, kernel)
    rows = [
        sum(np.correlate(image[i + r].astype(dtype), kernel[r].astype(dtype), "valid") for r in range(len(kernel)))
        for i in range(out_height)
    ]
    return np.array(rows, dtype).reshape(out_height, out_width)
