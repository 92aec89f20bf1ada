"""Wrong versions of the functions of linear_relu: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import misconception

_BUFFERS = {}


def _floats(*arrays):
    """Return arrays in the dtype of the first one, or in float64."""
    dtype = arrays[0].dtype if arrays[0].dtype.kind == "f" else np.float64
    return [array.astype(dtype) for array in arrays]


def _linear(x, weight, bias):
    """Return the right answer of linear."""
    x, weight, bias = _floats(x, weight, bias)
    return x @ weight.T + bias


def _backward(grad_output, x, weight):
    """Return the right answer of linear_backward."""
    x, weight, grad_output = _floats(x, weight, grad_output)
    return grad_output @ weight, grad_output.T @ x, grad_output.sum(axis=0)


def _relu_backward(grad_output, x):
    """Return the right answer of relu_backward."""
    return np.where(x > 0, grad_output, 0).astype(x.dtype)


@misconception("A05", "The bias is missing.", hint="An image of zeros: what should come out?")
def no_bias(x, weight, bias):
    return _linear(x, weight, np.zeros_like(bias))


@misconception("C801", "The bias is subtracted.", hint="An image of zeros: what should come out?")
def bias_subtracted(x, weight, bias):
    return _linear(x, weight, -bias)


@misconception("C802", "The bias is added once for every input.", hint="How many biases does one output have?")
def bias_for_every_input(x, weight, bias):
    return _linear(x, weight, bias * x.shape[1])


@misconception(
    "C803", "The weights are not transposed.", hint="Which axis of weight has as many entries as an image has inputs?"
)
def not_transposed(x, weight, bias):
    return x.astype(np.float64) @ weight + bias


@misconception("A04", "Every output is the first one.", hint="How many rows does weight have?")
def first_output_for_all(x, weight, bias):
    return _linear(x, np.repeat(weight[:1], len(weight), axis=0), np.repeat(bias[:1], len(bias)))


@misconception("A10", "Only the first image is looked at.", hint="Use two different images.")
def first_image_for_all(x, weight, bias):
    return _linear(np.repeat(x[:1], len(x), axis=0), weight, bias)


@misconception("C804", "ReLU is part of the layer.", hint="May the output of the layer be negative?")
def with_relu(x, weight, bias):
    return np.maximum(_linear(x, weight, bias), 0)


@misconception("C805", "The sums are divided by the number of inputs.", hint="Is it a sum or a mean?")
def mean_over_inputs(x, weight, bias):
    x, weight, bias = _floats(x, weight, bias)
    return x @ weight.T / x.shape[1] + bias


@misconception(
    "A13", "The result has the dtype of integer inputs, so fractions are cut off.", hint="Which dtype is promised?"
)
def keeps_integers(x, weight, bias):
    return _linear(x, weight, bias).astype(x.dtype)


@misconception("A18", "A list is returned.", hint="Compare `type` and `.shape` with the docstring.")
def returns_list(x, weight, bias):
    return _linear(x, weight, bias).tolist()


@misconception("A15", "The result is always in float64.", hint="Which dtype does the docstring promise?")
def always_double(x, weight, bias):
    return _linear(x.astype(np.float64), weight, bias)


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(x, weight, bias):
    out = _linear(x, weight, bias)
    buffer = _BUFFERS.setdefault((out.shape, out.dtype), out)
    buffer[...] = out
    return buffer


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(x, weight, bias):
    return images @ weight.T + bias  # noqa: F821 - the missing name is the mistake


@misconception(
    "C806",
    "grad_x is multiplied by x where it needs the weights.",
    hint="Nudge one input by 1: by how much does an output move?",
    function="linear_backward",
)
def grad_x_from_x(grad_output, x, weight):
    _, grad_weight, grad_bias = _backward(grad_output, x, weight)
    return grad_output.sum(axis=1, keepdims=True) * x, grad_weight, grad_bias


@misconception(
    "C807",
    "grad_x takes the weights of the first output alone.",
    hint="An input goes into several outputs: how many terms does its gradient have?",
    function="linear_backward",
)
def grad_x_of_first_output(grad_output, x, weight):
    _, grad_weight, grad_bias = _backward(grad_output, x, weight)
    return _backward(grad_output[:, :1], x, weight[:1])[0], grad_weight, grad_bias


@misconception(
    "B02",
    "grad_weight and grad_bias are means over the batch.",
    hint="Duplicate the batch: what should happen to the gradient of a weight?",
    function="linear_backward",
)
def means_over_batch(grad_output, x, weight):
    grad_x, grad_weight, grad_bias = _backward(grad_output, x, weight)
    return grad_x, grad_weight / len(x), grad_bias / len(x)


@misconception(
    "B02b",
    "grad_bias is a mean over the batch.",
    hint="Duplicate the batch: what should happen to the gradient of a bias?",
    function="linear_backward",
)
def mean_bias(grad_output, x, weight):
    grad_x, grad_weight, grad_bias = _backward(grad_output, x, weight)
    return grad_x, grad_weight, grad_bias / len(x)


@misconception(
    "B02c",
    "All gradients are divided by the number of images.",
    hint="Duplicate the batch: what should happen to each gradient? Who divides, the layer or the loss?",
    function="linear_backward",
)
def all_divided(grad_output, x, weight):
    return tuple(grad / len(x) for grad in _backward(grad_output, x, weight))


@misconception(
    "B35",
    "Only the last image counts in the gradients of weight and bias: `=` where `+=` is needed.",
    hint="Use two images, and add up by hand.",
    function="linear_backward",
)
def last_image_only(grad_output, x, weight):
    grad_x = _backward(grad_output, x, weight)[0]
    return grad_x, *_backward(grad_output[-1:], x[-1:], weight)[1:]


@misconception(
    "C808",
    "grad_weight is transposed.",
    hint="Which shape does the gradient of a (K, D) array have?",
    function="linear_backward",
)
def transposed_grad_weight(grad_output, x, weight):
    grad_x, grad_weight, grad_bias = _backward(grad_output, x, weight)
    return grad_x, grad_weight.T, grad_bias


@misconception(
    "C809", "grad_bias is zero.", hint="Nudge a bias: does the output stay as it is?", function="linear_backward"
)
def no_grad_bias(grad_output, x, weight):
    grad_x, grad_weight, grad_bias = _backward(grad_output, x, weight)
    return grad_x, grad_weight, np.zeros_like(grad_bias)


@misconception(
    "C810",
    "grad_bias adds up over the outputs, not over the images.",
    hint="Which shape does the bias have?",
    function="linear_backward",
)
def bias_over_outputs(grad_output, x, weight):
    grad_x, grad_weight, _ = _backward(grad_output, x, weight)
    return grad_x, grad_weight, grad_output.sum(axis=1)


@misconception(
    "C811",
    "grad_bias is not added up over the images.",
    hint="Which shape does the bias have?",
    function="linear_backward",
)
def bias_not_summed(grad_output, x, weight):
    grad_x, grad_weight, _ = _backward(grad_output, x, weight)
    return grad_x, grad_weight, grad_output.copy()


@misconception(
    "B28",
    "grad_output is ignored: ones take its place.",
    hint="Multiply grad_output by 10: did anything change?",
    function="linear_backward",
)
def ones_backward(grad_output, x, weight):
    return _backward(np.ones_like(grad_output), x, weight)


@misconception(
    "B30",
    "The gradients come in another order.",
    hint="In which order does the docstring name them?",
    function="linear_backward",
)
def other_order(grad_output, x, weight):
    grad_x, grad_weight, grad_bias = _backward(grad_output, x, weight)
    return grad_weight, grad_x, grad_bias


@misconception(
    "A13b",
    "The gradients have the dtype of integer inputs.",
    hint="Which dtype is promised?",
    function="linear_backward",
)
def integer_gradients(grad_output, x, weight):
    return tuple(grad.astype(x.dtype) for grad in _backward(grad_output, x, weight))


@misconception(
    "A12",
    "grad_output is changed in place.",
    hint="Compare the arguments before and after the call.",
    function="linear_backward",
)
def changes_grad_output(grad_output, x, weight):
    grads = _backward(grad_output, x, weight)
    grad_output *= 2
    return grads


@misconception("C812", "The absolute value is returned.", hint="What should become of -2?", function="relu")
def absolute_value(x):
    return np.abs(x)


@misconception("C813", "Numbers above 1 are cut off as well.", hint="What should become of 2.5?", function="relu")
def cut_at_one(x):
    return np.clip(x, 0, 1)


@misconception("C814", "Negative numbers stay, others become 0.", hint="What should become of 2?", function="relu")
def wrong_side(x):
    return np.minimum(x, 0)


@misconception("C815", "1 is returned where x is positive.", hint="What should become of 2.5?", function="relu")
def step(x):
    return (x > 0).astype(x.dtype)


@misconception("C816", "Negative numbers are left out.", hint="Which shape should the result have?", function="relu")
def left_out(x):
    return x[x > 0]


@misconception(
    "C817", "A tenth of negative numbers is kept.", hint="What does the docstring make of -2?", function="relu"
)
def leaky(x):
    return np.where(x > 0, x, x / 10)


@misconception("C818", "The numbers are rounded.", hint="What should become of 2.5?", function="relu")
def rounded(x):
    return np.maximum(np.floor(x), 0)


@misconception(
    "A12b", "x is changed in place.", hint="Compare the argument before and after the call.", function="relu"
)
def in_place(x):
    x[x < 0] = 0
    return x.copy()


@misconception(
    "C820",
    "The gradient of ReLU looks at the sign of grad_output, not of x.",
    hint="May a gradient be negative where x was positive?",
    function="relu_backward",
)
def sign_of_gradient(grad_output, x):
    return np.maximum(grad_output, 0)


@misconception(
    "C821",
    "The gradient passes everywhere.",
    hint="Nudge a negative number: does anything change behind it?",
    function="relu_backward",
)
def passes_everywhere(grad_output, x):
    return grad_output.copy()


@misconception(
    "B28b",
    "grad_output is ignored: the derivative of ReLU alone is returned.",
    hint="Multiply grad_output by 10: did anything change?",
    function="relu_backward",
)
def derivative_alone(grad_output, x):
    return (x > 0).astype(x.dtype)


@misconception(
    "C822",
    "The gradient is multiplied by the output of ReLU.",
    hint="How steep is ReLU at 2, and how steep at 5?",
    function="relu_backward",
)
def times_output(grad_output, x):
    return grad_output * np.maximum(x, 0)


@misconception(
    "C823",
    "The gradient passes where x is negative.",
    hint="Nudge a negative number: does anything change behind it?",
    function="relu_backward",
)
def wrong_side_backward(grad_output, x):
    return grad_output * (x < 0)


@misconception(
    "C824",
    "At x = 0 the gradient passes.",
    hint="What does the docstring say about the kink?",
    function="relu_backward",
)
def passes_at_kink(grad_output, x):
    return grad_output * (x >= 0)


@misconception(
    "C825",
    "At x = 0 half of the gradient passes.",
    hint="What does the docstring say about the kink?",
    function="relu_backward",
)
def half_at_kink(grad_output, x):
    return grad_output * np.heaviside(x, 0.5)


@misconception(
    "C826",
    "The arguments of relu_backward are exchanged.",
    hint="Which of them does the docstring name first?",
    function="relu_backward",
)
def exchanged(grad_output, x):
    return _relu_backward(x, grad_output)


@misconception(
    "A12c",
    "grad_output is changed in place.",
    hint="Compare the arguments before and after the call.",
    function="relu_backward",
)
def changes_gradient(grad_output, x):
    grad_output[x <= 0] = 0
    return grad_output.copy()
