"""Right versions of numerical_gradient, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


@alternative("basis vectors")
def basis_vectors(f, x, grad_output, *, step=1e-5):
    """Add and subtract arrays that hold a single step."""
    nudges = step * np.eye(x.size).reshape(x.size, *x.shape)
    changes = [np.vdot(f(x + nudge) - f(x - nudge), grad_output) for nudge in nudges]
    return np.array(changes).reshape(x.shape) / step / 2


@alternative("flat index")
def flat_index(f, x, grad_output, *, step=1e-5):
    """Go over a flat copy, and give it back its shape for every call of f."""
    flat = x.astype(float).flatten()
    gradient = np.empty_like(flat)
    for i in range(len(flat)):
        before = flat[i]
        flat[i] = before + step
        plus = (f(flat.reshape(x.shape)) * grad_output).sum()
        flat[i] = before - step
        minus = (f(flat.reshape(x.shape)) * grad_output).sum()
        flat[i] = before
        gradient[i] = (plus - minus) / (2 * step)
    return gradient.reshape(x.shape)


@alternative("nditer")
def by_nditer(f, x, grad_output, *, step=1e-5):
    """Iterate with numpy's own iterator, and find the Jacobian before anything is summed."""
    jacobian = np.zeros((*x.shape, *np.shape(grad_output)))
    iterator = np.nditer(x, flags=["multi_index"])
    for _ in iterator:
        sides = []
        for sign in (-1.0, 1.0):
            nudged = np.array(x, dtype="float64", order="C")
            nudged[iterator.multi_index] += sign * step
            sides.append(f(nudged))
        jacobian[iterator.multi_index] = (sides[1] - sides[0]) / (2 * step)
    return np.tensordot(jacobian, grad_output, axes=np.ndim(grad_output))


@alternative("in Fortran order")
def in_fortran_order(f, x, grad_output, *, step=1e-5):
    """Return a Fortran array, filled through a transposed view."""
    gradient = np.zeros(x.shape, order="F")
    for index in np.ndindex(*x.shape[::-1]):
        above, below = x.astype(np.float64), x.astype(np.float64)
        above.T[index] += step
        below.T[index] -= step
        gradient.T[index] = float(np.sum(grad_output * (f(above) - f(below)))) * (0.5 / step)
    return gradient
