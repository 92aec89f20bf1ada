"""Exercise 8: bug hunt, checks of your own."""

import numpy as np

### BEGIN SOLUTION
_STRIDE, _PADDING = 2, 1


def _conv2d(x, weight, bias):
    """Return the layer's output."""
    padded = np.pad(x, ((0, 0), (0, 0), (_PADDING, _PADDING), (_PADDING, _PADDING)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(2, 3))
    out = np.einsum("nchwrs,ocrs->nohw", windows[:, :, ::_STRIDE, ::_STRIDE], weight)
    return out + bias[:, None, None]


def _example():
    """Return a call in which everything differs from everything, with its gradients by nudging."""
    rng = np.random.default_rng(2012)
    x, weight, bias = rng.normal(size=(2, 2, 5, 6)), rng.normal(size=(3, 2, 3, 2)), np.zeros(3)
    grad_output = rng.normal(size=_conv2d(x, weight, bias).shape)
    gradients = []
    for nudged in (x, weight, bias):
        gradient = np.zeros(nudged.shape)
        for index in np.ndindex(nudged.shape):
            before = nudged[index]
            nudged[index] = before + 1.0  # the output is linear in each array, so the nudges may be large
            gradient[index] = np.sum(grad_output * _conv2d(x, weight, bias))
            nudged[index] = before
            gradient[index] -= np.sum(grad_output * _conv2d(x, weight, bias))
        gradients.append(gradient)
    return np.asfortranarray(grad_output), np.asfortranarray(x), weight, gradients


_EXAMPLE = _example()


### END SOLUTION
def find_bugs(implementation):
    """Say whether an implementation of `conv2d_backward` is wrong.

    Whoever writes a gradient needs a check that catches mistakes; here you write the check.  You are handed
    implementations by other people: you can call them, but you cannot see their code.  24 of them are wrong, each
    in its own way, and 3 are right.  The more of the wrong ones you find, the more points you get.  But if you
    accuse one that is right, there are none: a check that cries wolf is soon ignored.

    Parameters
    ----------
    implementation : callable
        ``implementation(grad_output, x, weight, *, stride=1, padding=0)``, as the docstring of `conv2d_backward`
        describes it: returns the tuple ``(grad_x, grad_weight, grad_bias)``.  Right ones return arrays of the
        right shape, and numbers that are right up to rounding (they may differ by 1e-9 or so, as they may add up
        in another order), for every legal call, however often they are called, in whatever layout the arrays lie
        in memory.  You may call it up to 500 times with arrays of up to 5000 numbers each.

    Returns
    -------
    bool
        True if it is wrong, False if you have nothing against it.

    Notes
    -----
    Some of the wrong ones are wrong for almost every call, and some only for calls that few people think of.  All
    that you need to know is in the earlier exercises.  You may use your own functions: put copies of them into
    this file, or import them from the other files that you hand in.

    Examples
    --------
    >>> def lazy(grad_output, x, weight, *, stride=1, padding=0):
    ...     return np.zeros(x.shape), np.zeros(weight.shape), np.zeros(len(weight))
    >>> find_bugs(lazy)
    True
    """
    ### BEGIN SOLUTION
    grad_output, x, weight, wanted = _EXAMPLE
    for _ in range(2):  # some are right only the first time
        answer = implementation(grad_output, x, weight, stride=_STRIDE, padding=_PADDING)
        for got, want in zip(answer, wanted, strict=True):
            if got.shape != want.shape or not np.allclose(got, want, rtol=1e-6, atol=1e-6):
                return True
    return False
    ### END SOLUTION
