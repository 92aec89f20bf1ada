"""A convolution layer."""


def conv2d(x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1):
    """Slide a bank of filters over a batch of images."""
    raise NotImplementedError("write conv2d, then run: convgrade check conv2d")
