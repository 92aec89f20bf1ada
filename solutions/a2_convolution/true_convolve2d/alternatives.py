"""Right versions of true_convolve2d, written in unusual ways: each gets full marks."""

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
    """Add up product by product, straight from the formula."""
    rows, cols, dtype = _sizes(image, kernel)
    height, width = kernel.shape
    out = np.zeros((rows, cols), dtype)
    for i in range(rows):
        for j in range(cols):
            for r in range(height):
                for c in range(width):
                    out[i, j] += float(kernel[r, c]) * float(image[i + height - 1 - r, j + width - 1 - c])
    return out


@alternative("FFT")
def by_fft(image, kernel):
    """Multiply spectra: that is what the theorem of convolution is about."""
    *_, dtype = _sizes(image, kernel)
    full = [side + taps - 1 for side, taps in zip(image.shape, kernel.shape, strict=True)]
    spectra = [np.fft.rfft2(array.astype(np.float64), full) for array in (image, kernel)]
    whole = np.fft.irfft2(spectra[0] * spectra[1], full)
    return whole[kernel.shape[0] - 1 : image.shape[0], kernel.shape[1] - 1 : image.shape[1]].astype(dtype)


@alternative("einsum of sliding windows")
def sliding_windows(image, kernel):
    """View the image as an array of windows, each of them turned."""
    *_, dtype = _sizes(image, kernel)
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(dtype), kernel.shape)
    return np.einsum("ijrc,rc->ij", windows[:, :, ::-1, ::-1], kernel.astype(dtype))


@alternative("scattering pixels")
def scattered(image, kernel):
    """Let every pixel paint the kernel, scaled, and keep the middle of the picture."""
    *_, dtype = _sizes(image, kernel)
    height, width = kernel.shape
    whole = np.zeros((image.shape[0] + height - 1, image.shape[1] + width - 1), dtype)
    for row, col in np.ndindex(image.shape):
        whole[row : row + height, col : col + width] += image[row, col].astype(dtype) * kernel.astype(dtype)
    return whole[height - 1 : image.shape[0], width - 1 : image.shape[1]].copy()


@alternative("numpy.convolve, row by row")
def row_by_row(image, kernel):
    """Add up one-dimensional convolutions of rows."""
    rows, cols, dtype = _sizes(image, kernel)
    out = np.zeros((rows, cols), dtype)
    for i in range(rows):
        for r, taps in enumerate(kernel.astype(dtype)):
            out[i] += np.convolve(image[i + len(kernel) - 1 - r].astype(dtype), taps, "valid")
    return out


@alternative("turned there and back")
def turned_image(image, kernel):
    """Turn the image instead of the kernel, slide, and turn the output back."""
    *_, dtype = _sizes(image, kernel)
    windows = np.lib.stride_tricks.sliding_window_view(np.rot90(image, 2).astype(dtype), kernel.shape)
    return np.rot90(np.tensordot(windows, kernel.astype(dtype), axes=2), 2)
