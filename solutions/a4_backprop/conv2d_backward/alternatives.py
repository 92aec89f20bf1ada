"""Right versions of conv2d_backward, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _dtype(x):
    """Return the dtype of the gradients."""
    return x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)


def _padded(x, padding):
    """Return the images in the gradients' dtype with zeros around them."""
    rows, cols = _pair(padding)
    return np.pad(x.astype(_dtype(x)), ((0, 0), (0, 0), (rows, rows), (cols, cols)))


def _cropped(grad_padded, x, padding):
    """Return the gradient of the images without that of their border."""
    rows, cols = _pair(padding)
    return grad_padded[:, :, rows : rows + x.shape[2], cols : cols + x.shape[3]]


def _windows(padded, grad_output, weight, stride):
    """Return a view of all windows, shape (N, C, H_out, W_out, K_h, K_w)."""
    (down, right), (height, width) = _pair(stride), grad_output.shape[2:]
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(2, 3))
    return windows[:, :, ::down, ::right][:, :, :height, :width]


@alternative("seven loops")
def seven_loops(grad_output, x, weight, *, stride=1, padding=0):
    """Walk over the edges of the graph one by one, and skip those that come from the border."""
    (down, right), (rows, cols) = _pair(stride), _pair(padding)
    grad_x, grad_weight = np.zeros(x.shape, _dtype(x)), np.zeros(weight.shape, _dtype(x))
    grad_bias = np.zeros(len(weight), _dtype(x))
    batch, filters, out_height, out_width = grad_output.shape
    for n in range(batch):
        for o in range(filters):
            for i in range(out_height):
                for j in range(out_width):
                    error = grad_output[n, o, i, j]
                    grad_bias[o] += error
                    for c in range(x.shape[1]):
                        for r in range(weight.shape[2]):
                            for s in range(weight.shape[3]):
                                row, col = i * down + r - rows, j * right + s - cols
                                if 0 <= row < x.shape[2] and 0 <= col < x.shape[3]:
                                    grad_weight[o, c, r, s] += error * x[n, c, row, col]
                                    grad_x[n, c, row, col] += error * weight[o, c, r, s]
    return grad_x, grad_weight, grad_bias


@alternative("window by window")
def window_by_window(grad_output, x, weight, *, stride=1, padding=0):
    """Add to whole windows at a time."""
    (down, right), (height, width) = _pair(stride), weight.shape[2:]
    padded = _padded(x, padding)
    grad_padded, grad_weight = np.zeros_like(padded), np.zeros(weight.shape, padded.dtype)
    for n, o, i, j in np.ndindex(grad_output.shape):
        place = (n, slice(None), slice(i * down, i * down + height), slice(j * right, j * right + width))
        grad_weight[o] += grad_output[n, o, i, j] * padded[place]
        grad_padded[place] += grad_output[n, o, i, j] * weight[o].astype(padded.dtype)
    return _cropped(grad_padded, x, padding), grad_weight, grad_output.astype(padded.dtype).sum(axis=(0, 2, 3))


@alternative("im2col and col2im")
def by_columns(grad_output, x, weight, *, stride=1, padding=0):
    """Multiply matrices, and add the columns back to where they came from."""
    padded, (down, right), (taps_down, taps_right) = _padded(x, padding), _pair(stride), weight.shape[2:]
    batch, filters, out_height, out_width = grad_output.shape
    windows = _windows(padded, grad_output, weight, stride)
    columns = windows.transpose(1, 4, 5, 0, 2, 3).reshape(weight[0].size, -1)
    errors = grad_output.astype(padded.dtype).transpose(1, 0, 2, 3).reshape(filters, -1)
    matrix = weight.astype(padded.dtype).reshape(filters, -1)
    back = (matrix.T @ errors).reshape(x.shape[1], taps_down, taps_right, batch, out_height, out_width)
    grad_padded = np.zeros_like(padded)
    for r, s in np.ndindex(taps_down, taps_right):
        rows = slice(r, r + down * out_height, down)
        cols = slice(s, s + right * out_width, right)
        place = grad_padded[:, :, rows, cols]
        place[:, :, :out_height, :out_width] += back[:, r, s].swapaxes(0, 1)
    return _cropped(grad_padded, x, padding), (errors @ columns.T).reshape(weight.shape), errors.sum(axis=1)


@alternative("transposed convolution")
def transposed_convolution(grad_output, x, weight, *, stride=1, padding=0):
    """Put zeros between the errors, then cross-correlate: with the kernels turned round, and with the images."""
    padded, (down, right), (high, wide) = _padded(x, padding), _pair(stride), weight.shape[2:]
    spread = np.zeros((*grad_output.shape[:2], padded.shape[2] - high + 1, padded.shape[3] - wide + 1), padded.dtype)
    spread[:, :, ::down, ::right][:, :, : grad_output.shape[2], : grad_output.shape[3]] = grad_output
    around = np.pad(spread, ((0, 0), (0, 0), (high - 1, high - 1), (wide - 1, wide - 1)))
    turned = weight.astype(padded.dtype)[:, :, ::-1, ::-1]
    views = np.lib.stride_tricks.sliding_window_view
    grad_padded = np.einsum("nohwrs,ocrs->nchw", views(around, (high, wide), axis=(2, 3)), turned)
    grad_weight = np.einsum("ncrshw,nohw->ocrs", views(padded, spread.shape[2:], axis=(2, 3)), spread)
    return _cropped(grad_padded, x, padding), grad_weight, spread.sum(axis=(0, 2, 3))


@alternative("untied, then tied")
def untied_then_tied(grad_output, x, weight, *, stride=1, padding=0):
    """Find the gradient of weights of its own for every place, and add these up over the places."""
    padded = _padded(x, padding)
    windows = _windows(padded, grad_output, weight, stride)
    untied = np.einsum("nohw,nchwrs->hwocrs", grad_output.astype(padded.dtype), windows)
    grad_padded, (down, right) = np.zeros_like(padded), _pair(stride)
    pulled = np.einsum("nohw,ocrs->nchwrs", grad_output, weight).astype(padded.dtype)
    for i, j in np.ndindex(grad_output.shape[2:]):
        top, left = i * down, j * right
        grad_padded[:, :, top : top + weight.shape[2], left : left + weight.shape[3]] += pulled[:, :, i, j]
    by_place = np.einsum("nohw->hwo", grad_output).astype(padded.dtype)
    return _cropped(grad_padded, x, padding), untied.sum(axis=(0, 1)), by_place.sum(axis=(0, 1))


@alternative("np.add.at")
def added_at(grad_output, x, weight, *, stride=1, padding=0):
    """Scatter all products at once, by the numbers of the pixels that they belong to."""
    padded, (down, right) = _padded(x, padding), _pair(stride)
    i, j, r, s = np.ogrid[tuple(slice(n) for n in (*grad_output.shape[2:], *weight.shape[2:]))]
    rows, cols = np.broadcast_arrays(i * down + r, j * right + s)
    grad_padded = np.zeros_like(padded)
    products = np.einsum("nohw,ocrs->nchwrs", grad_output, weight).astype(padded.dtype)
    np.add.at(grad_padded, (slice(None), slice(None), rows, cols), products)
    grad_weight = np.tensordot(grad_output.astype(padded.dtype), padded[:, :, rows, cols], axes=((0, 2, 3), (0, 2, 3)))
    return _cropped(grad_padded, x, padding), grad_weight, grad_output.astype(padded.dtype).sum((0, 2, 3))


@alternative("FFT")
def by_fft(grad_output, x, weight, *, stride=1, padding=0):
    """Multiply spectra: of the errors and the kernels, and of the images and the errors turned round."""
    padded, (down, right), (high, wide) = _padded(x, padding).astype(np.float64), _pair(stride), weight.shape[2:]
    spread = np.zeros((*grad_output.shape[:2], *padded.shape[2:]))
    spread[:, :, ::down, ::right][:, :, : grad_output.shape[2], : grad_output.shape[3]] = grad_output
    full = [side + taps - 1 for side, taps in zip(padded.shape[2:], (high, wide), strict=True)]
    errors, images = np.fft.rfft2(spread, full), np.fft.rfft2(padded, full)
    grad_padded = np.fft.irfft2(np.einsum("nohw,ochw->nchw", errors, np.fft.rfft2(weight, full)), full)
    grad_weight = np.fft.irfft2(np.einsum("nohw,nchw->ochw", errors.conj(), images), full)
    grad_x = _cropped(grad_padded[:, :, : padded.shape[2], : padded.shape[3]], x, padding)
    parts = (grad_x, grad_weight[:, :, :high, :wide], grad_output.sum(axis=(0, 2, 3)))
    return tuple(part.astype(_dtype(x)) for part in parts)
