"""Slide a kernel over an image."""


def corr2d(image, kernel):
    """Slide a kernel over an image."""
    raise NotImplementedError("write corr2d, then run: convgrade check corr2d")
