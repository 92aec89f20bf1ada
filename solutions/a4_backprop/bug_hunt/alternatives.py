"""Right versions of bug_hunt, written in unusual ways: each gets full marks."""

import itertools

import numpy as np

from convgrade.checks import alternative


def _conv2d(x, weight, stride, padding):
    """Return the layer's output, added up product by product."""
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    sizes = [(padded.shape[k] - weight.shape[k]) // stride + 1 for k in (2, 3)]
    out = np.zeros((len(x), len(weight), *sizes))
    for i, j in np.ndindex(*sizes):
        top, left = i * stride, j * stride
        window = padded[:, :, top : top + weight.shape[2], left : left + weight.shape[3]]
        out[:, :, i, j] = np.tensordot(window, weight, axes=((1, 2, 3), (1, 2, 3)))
    return out


def _calls():
    """Yield calls that differ in one thing after the other, in two memory layouts."""
    shapes = [
        ((1, 1, 4, 4), (1, 1, 2, 2), 1, 0),
        ((3, 1, 4, 3), (1, 1, 2, 2), 1, 0),
        ((1, 2, 3, 5), (3, 2, 2, 3), 1, 0),
        ((1, 1, 5, 6), (1, 1, 3, 2), 2, 0),
        ((2, 2, 4, 5), (2, 2, 3, 2), 1, 1),
        ((2, 2, 5, 6), (3, 2, 3, 2), 2, 1),
    ]
    for number, (x_shape, weight_shape, stride, padding) in enumerate(shapes):
        rng = np.random.default_rng(number)
        x, weight = rng.normal(size=x_shape), rng.normal(size=weight_shape)
        grad_output = rng.normal(size=_conv2d(x, weight, stride, padding).shape)
        for lay_out in (np.ascontiguousarray, np.asfortranarray):
            yield lay_out(grad_output), lay_out(x), lay_out(weight), {"stride": stride, "padding": padding}


@alternative("dot products")
def dot_products(implementation):
    """Move in a random direction instead of nudging: the output must move as the gradients say."""
    rng = np.random.default_rng(7)
    for (grad_output, x, weight, options), _ in itertools.product(_calls(), range(2)):
        grad_x, grad_weight, grad_bias = implementation(grad_output, x, weight, **options)
        if grad_x.shape != x.shape or grad_weight.shape != weight.shape or grad_bias.shape != (len(weight),):
            return True
        for _ in range(3):
            dx, dw, db = (rng.normal(size=shape) for shape in (x.shape, weight.shape, len(weight)))
            moves = [
                (np.vdot(grad_output, _conv2d(dx, weight, **options)), np.vdot(grad_x, dx)),
                (np.vdot(grad_output, _conv2d(x, dw, **options)), np.vdot(grad_weight, dw)),
                (np.vdot(grad_output, np.broadcast_to(db[:, None, None], grad_output.shape)), np.vdot(grad_bias, db)),
            ]
            if not all(abs(want - got) <= 1e-7 * (1 + abs(want)) for want, got in moves):
                return True
    return False


@alternative("a formula")
def by_formula(implementation):
    """Compare with gradients that are added up edge by edge."""
    for grad_output, x, weight, options in _calls():
        stride, padding = options["stride"], options["padding"]
        padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
        grad_padded, grad_weight = np.zeros(padded.shape), np.zeros(weight.shape)
        for i, j in np.ndindex(grad_output.shape[2:]):
            rows = slice(i * stride, i * stride + weight.shape[2])
            cols = slice(j * stride, j * stride + weight.shape[3])
            grad_padded[:, :, rows, cols] += np.einsum("no,ocrs->ncrs", grad_output[:, :, i, j], weight)
            grad_weight += np.einsum("no,ncrs->ocrs", grad_output[:, :, i, j], padded[:, :, rows, cols])
        grad_x = grad_padded[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]
        wanted = (grad_x, grad_weight, np.einsum("nohw->o", grad_output))
        answers = [implementation(grad_output, x, weight, **options) for _ in range(2)]
        for got, want in itertools.chain(*(zip(answer, wanted, strict=True) for answer in answers)):
            if np.shape(got) != np.shape(want) or not np.abs(got - want).max() < 1e-8:
                return True
    return False


@alternative("central differences, and NumPy's own True")
def central_differences(implementation):
    """Nudge a few entries of each array, and return numpy's own True or False."""
    off = np.float64(0)
    for grad_output, x, weight, options in list(_calls())[-2:]:
        for got in [implementation(grad_output, x, weight, **options) for _ in range(2)]:
            if [np.shape(part) for part in got] != [x.shape, weight.shape, (len(weight),)]:
                return np.True_
            for gradient, nudged in zip(got[:2], (x, weight), strict=True):
                for index in np.ndindex(nudged.shape):
                    sides = []
                    for sign in (1, -1):
                        nudged[index] += sign * 1e-3
                        sides.append(np.sum(grad_output * _conv2d(x, weight, **options)))
                        nudged[index] -= sign * 1e-3
                    error = abs(gradient[index] - (sides[0] - sides[1]) / 2e-3)
                    off = max(off, np.inf if np.isnan(error) else error)
            off = max(off, np.abs(got[2] - grad_output.sum(axis=(0, 2, 3))).max())
    return np.bool_(off > 1e-6)
