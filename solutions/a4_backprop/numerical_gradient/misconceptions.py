"""Wrong versions of numerical_gradient: each is caught by a check, and named.  The most frequent ones come first."""

import numpy as np

from convgrade.checks import misconception


def _gradient(f, x, grad_output, step, *, ahead=1, back=1, distance=2):
    """Return differences between ``ahead`` steps behind and ``back`` steps before x; by default the right ones."""
    point = np.array(x, np.float64)
    gradient = np.zeros(point.shape)
    for index in np.ndindex(point.shape):
        above, below = point.copy(), point.copy()
        above[index] += ahead * step
        below[index] -= back * step
        gradient[index] = np.sum((f(above) - f(below)) * grad_output) / (distance * step)
    return gradient


@misconception(
    "E07",
    "The difference is taken to one side only, from x to x + step.",
    hint="Try a function that bends, such as the square, with a step of 1: are both sides alike?",
)
def one_sided(f, x, grad_output, *, step=1e-5):
    return _gradient(f, x, grad_output, step, back=0, distance=1)


@misconception(
    "C430",
    "The difference is taken to one side only, from x - step to x.",
    hint="Try a function that bends, such as the square, with a step of 1: are both sides alike?",
)
def other_side(f, x, grad_output, *, step=1e-5):
    return _gradient(f, x, grad_output, step, ahead=0, distance=1)


@misconception(
    "E09", "The difference is divided by one step instead of two.", hint="How far are your two points from each other?"
)
def one_step_apart(f, x, grad_output, *, step=1e-5):
    return _gradient(f, x, grad_output, step, distance=1)


@misconception(
    "E10",
    "grad_output is ignored: the changes of all outputs are added up as they are.",
    hint="Multiply grad_output by 10: did anything change?",
)
def ignores_upstream(f, x, grad_output, *, step=1e-5):
    return _gradient(f, x, np.ones_like(grad_output), step)


@misconception(
    "C431",
    "An entry is not put back before the next one is nudged.",
    hint="Print the array that f gets: in how many entries does it differ from x?",
)
def not_put_back(f, x, grad_output, *, step=1e-5):
    point = np.array(x, np.float64)
    gradient = np.zeros(point.shape)
    for index in np.ndindex(point.shape):
        point[index] += step
        above = f(point)
        point[index] -= 2 * step
        gradient[index] = np.sum((above - f(point)) * grad_output) / (2 * step)
    return gradient


@misconception(
    "C432",
    "All entries are nudged at once.",
    hint="If all entries move together, whose doing is a change of the output?",
)
def all_at_once(f, x, grad_output, *, step=1e-5):
    return np.sum((f(x + step) - f(x - step)) * grad_output) / (2 * step) * np.ones(x.shape)


@misconception(
    "C433",
    "Entry i is taken to change output i alone.",
    hint="f = lambda x: np.array([x.sum()]) has one output: which entries change it?",
)
def entry_by_entry(f, x, grad_output, *, step=1e-5):
    return (f(x + step) - f(x - step)) * grad_output / (2 * step)


@misconception(
    "A13",
    "Integers are nudged as integers, where a small step is lost.",
    hint="What is the dtype of the array into which you write x[i] + step?",
)
def integer_copy(f, x, grad_output, *, step=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        sides = []
        for nudge in (step, -step):
            point = x.astype(np.int64 if x.dtype.kind in "iu" else np.float64)
            point[index] = x[index] + nudge
            sides.append(f(point))
        gradient[index] = np.sum((sides[0] - sides[1]) * grad_output) / (2 * step)
    return gradient


@misconception(
    "E08",
    "It is computed in float32.",
    hint="How many digits survive when you subtract two float32 numbers that agree in their first five?",
)
def single_precision(f, x, grad_output, *, step=1e-5):
    single = np.array(x, np.float32)
    return _gradient(lambda point: f(point.astype(np.float32)), single, grad_output, np.float32(step))


@misconception(
    "C434",
    "x in float32 is nudged in float32.",
    hint="How many digits survive when you subtract two float32 numbers that agree in their first five?",
)
def precision_of_x(f, x, grad_output, *, step=1e-5):
    if x.dtype != np.float32:
        return _gradient(f, x, grad_output, step)
    return single_precision(f, x, grad_output, step=step)


@misconception(
    "E11",
    "Both values of f are kept in the same array, so that they are always equal.",
    hint="Print both values before you subtract them.",
)
def same_buffer(f, x, grad_output, *, step=1e-5):
    gradient, value = np.zeros(x.shape), np.zeros(np.shape(grad_output))
    for index in np.ndindex(x.shape):
        point = np.array(x, np.float64)
        point[index] += step
        value[...] = f(point)
        above = value
        point[index] -= 2 * step
        value[...] = f(point)
        gradient[index] = np.sum((above - value) * grad_output) / (2 * step)
    return gradient


@misconception(
    "E12",
    "The step is a fraction of the entry, so that 0 is not nudged at all and 0 / 0 comes out.",
    hint="By how much do you nudge an entry that is 0?",
)
def relative_step(f, x, grad_output, *, step=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        nudge = step * abs(float(x[index]))
        above, below = np.array(x, np.float64), np.array(x, np.float64)
        above[index] += nudge
        below[index] -= nudge
        with np.errstate(invalid="ignore"):
            gradient[index] = np.sum((f(above) - f(below)) * grad_output) / np.float64(2 * nudge)
    return gradient


@misconception(
    "C435",
    "The changes of the outputs are averaged instead of added up.",
    hint="Two outputs grow by 3 each, and each unit counts once: by how much does the loss grow?",
)
def averages_outputs(f, x, grad_output, *, step=1e-5):
    return _gradient(f, x, grad_output / np.size(grad_output), step)


@misconception(
    "C436", "The sign is wrong: f before x minus f behind it.", hint="f grows from 6.25 to 12.25: what is the change?"
)
def wrong_sign(f, x, grad_output, *, step=1e-5):
    return -_gradient(f, x, grad_output, step)


@misconception("A17", "A step of 1e-5 is built in.", hint="Call it with a step of 1 and print the array that f gets.")
def built_in_step(f, x, grad_output, *, step=1e-5):
    return _gradient(f, x, grad_output, 1e-5)


@misconception("C437", "The default step is 1e-4.", hint="Compare the signature with the docstring's.")
def other_default_step(f, x, grad_output, *, step=1e-4):
    return _gradient(f, x, grad_output, step)


@misconception(
    "C438",
    "The result is the derivative: the step is made smaller than asked for.",
    hint="With a step of 1, between which two points is the difference of the cube wanted?",
)
def smaller_steps(f, x, grad_output, *, step=1e-5):
    return _gradient(f, x, grad_output, min(step, 1e-4))


@misconception(
    "C439",
    "Four points are used instead of two, which gives the derivative of a cube.",
    hint="How often is f called for each entry, by the docstring, and where?",
)
def four_points(f, x, grad_output, *, step=1e-5):
    near = _gradient(f, x, grad_output, step)
    far = _gradient(f, x, grad_output, 2 * step)
    return (4 * near - far) / 3


@misconception(
    "A16",
    "The entries are nudged in a flat copy, which for some memory layouts is not the array that f gets.",
    hint="When does `ravel` return a view, and when a copy?",
)
def flat_copy(f, x, grad_output, *, step=1e-5):
    point = x.astype(np.float64, order="K") if x.flags.c_contiguous else np.array(x, np.float64, order="F")
    flat, gradient = point.ravel(), np.zeros(x.size)
    for i in range(x.size):
        before = flat[i]
        flat[i] = before + step
        above = f(point)
        flat[i] = before - step
        below = f(point)
        flat[i] = before
        gradient[i] = np.sum((above - below) * grad_output) / (2 * step)
    return gradient.reshape(x.shape)


@misconception(
    "S10", "Only the first row of x is nudged.", hint="How many entries has x, and how many runs has your loop?"
)
def first_row(f, x, grad_output, *, step=1e-5):
    gradient = _gradient(f, x, grad_output, step)
    if gradient.ndim > 1:
        gradient[1:] = 0
    return gradient


@misconception("C440", "The last entry is not nudged.", hint="How many entries has x, and how many runs has your loop?")
def last_entry_missing(f, x, grad_output, *, step=1e-5):
    gradient = _gradient(f, x, grad_output, step)
    gradient.reshape(-1)[-1] = 0
    return gradient


@misconception(
    "C441",
    "f gets one entry instead of the whole array.",
    hint="Of what shape is the array that f takes, by the docstring?",
)
def one_entry_alone(f, x, grad_output, *, step=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        gradient[index] = np.sum((f(x[index] + step) - f(x[index] - step)) * grad_output) / (2 * step)
    return gradient


@misconception("A12", "x is nudged in place and not put back.", hint="Compare x before and after.")
def changes_x(f, x, grad_output, *, step=1e-5):
    gradient = _gradient(f, x, grad_output, step)
    x[...] = x + (step if x.dtype.kind == "f" else 1)
    return gradient


@misconception(
    "C442",
    "x is nudged in place and put back by adding and subtracting, which leaves rounding errors in it.",
    hint="Is 0.1 + 0.00001 - 0.00002 + 0.00001 the same number as 0.1?",
)
def rounds_x(f, x, grad_output, *, step=1e-5):
    gradient = _gradient(f, x, grad_output, step)
    if x.dtype.kind == "f":
        x += step
        x -= 2 * step
        x += step
    return gradient


@misconception("A18", "The result is flat.", hint="Compare the shape of your result with that of x.")
def flat_result(f, x, grad_output, *, step=1e-5):
    return _gradient(f, x, grad_output, step).ravel()


_BUFFERS = {}


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(f, x, grad_output, *, step=1e-5):
    gradient = _gradient(f, x, grad_output, step)
    buffer = _BUFFERS.setdefault(gradient.shape, gradient)
    buffer[...] = gradient
    return buffer


@misconception("A25", "A name is used that exists only in the notebook.", hint="Restart, and run only this cell.")
def left_over_name(f, x, grad_output, *, step=1e-5):
    return _gradient(f, x, grad_output, eps)  # noqa: F821 - the missing name is the mistake


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(f, x, grad_output, *, step=1e-5):
    return _gradient(f, x.astype(np.float), grad_output, step)  # noqa: NPY001 - the mistake


@misconception(
    "C32",
    "The result is float32 where x is.",
    hint="Which dtype does the docstring promise for the result?",
)
def dtype_of_x(f, x, grad_output, *, step=1e-5):
    gradient = _gradient(f, x, grad_output, step)
    return gradient.astype(x.dtype) if x.dtype.kind == "f" else gradient
