"""Right versions of match_template, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


def _require_fit(image, template):
    """Refuse templates that do not fit."""
    if any(taps > side for side, taps in zip(image.shape, template.shape, strict=True)):
        raise ValueError("the template does not fit")


@alternative("einsum and argmax")
def einsum(image, template):
    """Make a table of all sums, and look up its first maximum; NumPy's integers will do."""
    _require_fit(image, template)
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(np.float64), template.shape)
    sums = np.einsum("ijrc,rc->ij", windows, template.astype(np.float64))
    return np.unravel_index(np.argmax(sums), sums.shape)


@alternative("sorted places")
def sorted_places(image, template):
    """Sort all places by their sums, the largest first, then by row and column, and take the first, as a list."""
    _require_fit(image, template)
    places = []
    for row, col in np.ndindex(*(side - taps + 1 for side, taps in zip(image.shape, template.shape, strict=True))):
        total = 0.0
        for r, c in np.ndindex(template.shape):
            total += float(image[row + r, col + c]) * float(template[r, c])
        places.append((-total, row, col))
    return list(min(places)[1:])


@alternative("FFT, rounded")
def by_fft(image, template):
    """Multiply spectra; rounding makes equal sums equal again."""
    _require_fit(image, template)
    full = [side + taps - 1 for side, taps in zip(image.shape, template.shape, strict=True)]
    arrays = (image.astype(np.float64), template[::-1, ::-1].astype(np.float64))
    spectra = [np.fft.rfft2(array, full) for array in arrays]
    whole = np.fft.irfft2(spectra[0] * spectra[1], full).round(6)
    sums = whole[template.shape[0] - 1 : image.shape[0], template.shape[1] - 1 : image.shape[1]]
    best = int(sums.argmax())
    return best // sums.shape[1], best % sums.shape[1]


@alternative("where the sums reach their maximum")
def where(image, template):
    """Add up shifted images, and ask where the largest sum is reached first."""
    _require_fit(image, template)
    rows, cols = (side - taps + 1 for side, taps in zip(image.shape, template.shape, strict=True))
    sums = sum(
        float(template[r, c]) * image[r : r + rows, c : c + cols].astype(float) for r, c in np.ndindex(template.shape)
    )
    row, col = np.argwhere(sums == sums.max())[0]
    return int(row), int(col)


@alternative("backwards, with >=")
def backwards(image, template):
    """Walk from the last place to the first, and let equal sums replace the best so far."""
    _require_fit(image, template)
    best, place = None, None
    for row in range(image.shape[0] - template.shape[0], -1, -1):
        for col in range(image.shape[1] - template.shape[1], -1, -1):
            window = image[row : row + template.shape[0], col : col + template.shape[1]]
            total = np.dot(window.ravel().astype(float), template.ravel().astype(float))
            if best is None or total >= best:
                best, place = total, (row, col)
    return place
