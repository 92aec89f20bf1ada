"""Wrong versions of the network: each is caught by a check, and named.

Accuracy does not tell most of them from a right network: with the filters turned round in a gradient, or one
of the layers never learning, digits are still recognised.  The gradients do.
"""

import numpy as np

from convgrade.checks import misconception

_BUFFERS = {}


def _conv(x, weight, bias):
    """Return a convolution that keeps the size of the images."""
    ring, (height, width) = weight.shape[2] // 2, x.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (ring, ring), (ring, ring)))
    out = np.zeros((len(x), len(weight), height, width), x.dtype)
    for r, s in np.ndindex(weight.shape[2:]):
        out += np.einsum("nchw,fc->nfhw", padded[:, :, r : r + height, s : s + width], weight[:, :, r, s])
    return out + bias[:, None, None]


def _conv_backward(grad, x, weight):
    """Return the gradients of images, filters and biases."""
    ring, (height, width) = weight.shape[2] // 2, x.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (ring, ring), (ring, ring)))
    grad_padded, grad_weight = np.zeros_like(padded), np.zeros_like(weight)
    for r, s in np.ndindex(weight.shape[2:]):
        grad_weight[:, :, r, s] = np.einsum("nfhw,nchw->fc", grad, padded[:, :, r : r + height, s : s + width])
        grad_padded[:, :, r : r + height, s : s + width] += np.einsum("nfhw,fc->nchw", grad, weight[:, :, r, s])
    return grad_padded[:, :, ring : ring + height, ring : ring + width], grad_weight, grad.sum(axis=(0, 2, 3))


def _pool(x, rows, cols):
    """Return the maximum of each block, by a loop over blocks."""
    out = np.zeros((*x.shape[:2], x.shape[2] // rows, x.shape[3] // cols), x.dtype)
    for i, j in np.ndindex(out.shape[2:]):
        out[:, :, i, j] = x[:, :, i * rows : (i + 1) * rows, j * cols : (j + 1) * cols].max(axis=(2, 3))
    return out


def _pool_backward(grad, x, rows, cols, *, how="first"):
    """Return the gradient of the maxima: for the first of equals, for all of them, or evenly for the whole block."""
    grad_x = np.zeros_like(x)
    for n, c, i, j in np.ndindex(grad.shape):
        block = x[n, c, i * rows : (i + 1) * rows, j * cols : (j + 1) * cols]
        won = np.zeros_like(block)
        if how == "first":
            won.flat[block.argmax()] = 1
        elif how == "last":
            won.flat[block.size - 1 - block.ravel()[::-1].argmax()] = 1
        else:
            won[...] = 1 / block.size if how == "evenly" else block == block.max()
        grad_x[n, c, i * rows : (i + 1) * rows, j * cols : (j + 1) * cols] = grad[n, c, i, j] * won
    return grad_x


def _passes(params, x, wrong=""):
    """Return what each layer gives."""
    first = _conv(x, params["conv1_weight"], params["conv1_bias"])
    active = first if wrong == "no relu 1" else np.maximum(first, 0)
    pooled = _pool(active, 2, 2)
    second = _conv(pooled, params["conv2_weight"], params["conv2_bias"])
    last = second if wrong == "no relu 2" else np.maximum(second, 0)
    features = last.mean(axis=(2, 3)) if wrong == "global mean" else last.max(axis=(2, 3))
    return first, pooled, second, features, features @ params["linear_weight"].T + params["linear_bias"]


def _softmax(scores):
    """Return the probabilities of each image."""
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def _gradients(params, x, targets, wrong="", pooling="first"):
    """Return loss and gradients, with one thing done wrong on the way back."""
    first, pooled, second, features, scores = _passes(params, x)
    count, right = len(x), np.arange(len(x))
    probabilities = _softmax(scores)
    loss = float(-np.log(probabilities[right, targets]).mean())
    if wrong != "one-hot":
        probabilities[right, targets] -= 1
    grad = probabilities / (1 if wrong == "sum" else x.dtype.type(count))
    grads = {"linear_weight": grad.T @ features, "linear_bias": grad.sum(axis=0)}
    grad = (grad @ params["linear_weight"])[:, :, None, None]
    grad = _pool_backward(grad, np.maximum(second, 0), *second.shape[2:], how="evenly" if wrong == "last" else pooling)
    grad = grad * (
        (grad > 0) if wrong == "sign 2" else 1 if wrong == "relu 2" else second >= 0 if wrong == "kink" else second > 0
    )
    grad_pooled, grads["conv2_weight"], grads["conv2_bias"] = _conv_backward(grad, pooled, params["conv2_weight"])
    if wrong == "not turned":
        turned = params["conv2_weight"].swapaxes(0, 1)
        grad_pooled = _conv(grad, turned, np.zeros(len(turned), x.dtype))
    if wrong == "square 2":
        grad_pooled = grad_pooled * (pooled > 0) * pooled
    grad = _pool_backward(grad_pooled, np.maximum(first, 0), 2, 2, how="evenly" if wrong == "blocks" else pooling)
    grad = grad * (
        (grad > 0) if wrong == "sign 1" else 1 if wrong == "relu 1" else first >= 0 if wrong == "kink" else first > 0
    )
    _, grads["conv1_weight"], grads["conv1_bias"] = _conv_backward(grad, x, params["conv1_weight"])
    return loss, grads


def _changed(params, x, targets, **changes):
    """Return the right loss, and gradients of which some are changed by functions."""
    loss, grads = _gradients(params, x, targets)
    return loss, {name: changes[name](grad) if name in changes else grad for name, grad in grads.items()}


def _turned(grad):
    """Return kernels turned by 180 degrees."""
    return grad[:, :, ::-1, ::-1].copy()


# The scores.


@misconception("C850", "There is no ReLU after the first convolution.", hint="What should become of a negative pixel?")
def no_first_relu(params, x):
    return _passes(params, x, "no relu 1")[-1]


@misconception("C851", "There is no ReLU after the second convolution.", hint="May a feature be negative?")
def no_second_relu(params, x):
    return _passes(params, x, "no relu 2")[-1]


@misconception(
    "C852",
    "The last pooling takes the mean of a map, not its maximum.",
    hint="A feature that is found once: how large is the mean?",
)
def global_mean(params, x):
    return _passes(params, x, "global mean")[-1]


@misconception("C853", "ReLU is applied to the scores.", hint="May a score be negative?")
def relu_on_scores(params, x):
    return np.maximum(_passes(params, x)[-1], 0)


@misconception("C854", "Probabilities are returned, not scores.", hint="Do your scores of an image add up to 1?")
def probabilities(params, x):
    return _softmax(_passes(params, x)[-1])


@misconception("A05", "The first convolution has no bias.", hint="A black image: what does the first layer see?")
def no_first_bias(params, x):
    return _passes({**params, "conv1_bias": np.zeros_like(params["conv1_bias"])}, x)[-1]


@misconception("A05b", "The second convolution has no bias.", hint="A black image: what does the second layer see?")
def no_second_bias(params, x):
    return _passes({**params, "conv2_bias": np.zeros_like(params["conv2_bias"])}, x)[-1]


@misconception("A05c", "The linear layer has no bias.", hint="Features of 0: which scores come out?")
def no_linear_bias(params, x):
    return features_alone(params, x) @ params["linear_weight"].T


@misconception(
    "C855", "The features are returned: the linear layer is missing.", hint="How many scores should there be?"
)
def features_alone(params, x):
    return _passes(params, x)[3]


@misconception("X01", "The kernels are flipped.", hint="Cross-correlation, or true convolution?")
def flipped(params, x):
    turned = {name: value[:, :, ::-1, ::-1] if value.ndim == 4 else value for name, value in params.items()}
    return _passes(turned, x)[-1]


@misconception(
    "C856",
    "The first pooling is missing.",
    hint="Which size have the maps that go into your second convolution?",
)
def no_first_pooling(params, x):
    active = np.maximum(_conv(x, params["conv1_weight"], params["conv1_bias"]), 0)
    second = np.maximum(_conv(active, params["conv2_weight"], params["conv2_bias"]), 0)
    return second.max(axis=(2, 3)) @ params["linear_weight"].T + params["linear_bias"]


@misconception(
    "C857", "The images are not padded.", hint="Which size have your maps, and which size does the docstring promise?"
)
def not_padded(params, x):
    def valid(x, layer):
        ring = params[f"{layer}_weight"].shape[2] // 2
        out = np.maximum(_conv(x, params[f"{layer}_weight"], params[f"{layer}_bias"]), 0)
        return out[:, :, ring : out.shape[2] - ring, ring : out.shape[3] - ring]

    features = valid(_pool(valid(x, "conv1"), 2, 2), "conv2").max(axis=(2, 3))
    return features @ params["linear_weight"].T + params["linear_bias"]


@misconception("A10", "Every image gets the scores of the first one.", hint="Use two different images.")
def first_image(params, x):
    return np.repeat(_passes(params, x[:1])[-1], len(x), axis=0)


@misconception(
    "S18",
    "An odd last row or column is pooled as well.",
    hint="What does the docstring say about an odd height?",
)
def odd_side_pooled(params, x):
    first = np.maximum(_conv(x, params["conv1_weight"], params["conv1_bias"]), 0)
    even = np.pad(first, ((0, 0), (0, 0), (0, first.shape[2] % 2), (0, first.shape[3] % 2)))
    second = np.maximum(_conv(_pool(even, 2, 2), params["conv2_weight"], params["conv2_bias"]), 0)
    return second.max(axis=(2, 3)) @ params["linear_weight"].T + params["linear_bias"]


@misconception("A18", "A list is returned.", hint="Compare `type` and `.shape` with the docstring.")
def returns_list(params, x):
    return _passes(params, x)[-1].tolist()


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(params, x):
    return _passes(net, x)[-1]  # noqa: F821 - the missing name is the mistake


# The loss.


@misconception(
    "E05",
    "The losses are added up, and their mean is not taken; the gradients agree with that.",
    hint="Duplicate the batch: what should happen to the loss?",
    function="network_gradients",
)
def sum_of_losses(params, x, targets):
    loss, _ = _gradients(params, x, targets)
    return loss * len(x), _gradients(params, x, targets, "sum")[1]


@misconception(
    "E05b",
    "The loss is a mean, but the gradients are those of the sum.",
    hint="Duplicate the batch: what should happen to the gradient?",
    function="network_gradients",
)
def gradients_of_sum(params, x, targets):
    return _gradients(params, x, targets, "sum")


@misconception(
    "C858",
    "The loss is the probability of the right class.",
    hint="A network that is always right: how large is its loss?",
    function="network_gradients",
)
def probability_as_loss(params, x, targets):
    grads = _gradients(params, x, targets)[1]
    right = _softmax(_passes(params, x)[-1])[np.arange(len(x)), targets]
    return float(right.mean()), grads


@misconception(
    "C859",
    "The logarithm is that of base 2.",
    hint="Two classes with equal scores: log(2) is 0.693.",
    function="network_gradients",
)
def binary_logarithm(params, x, targets):
    loss, grads = _gradients(params, x, targets)
    return float(loss / np.log(2)), grads


@misconception(
    "C860",
    "The gradient of the scores lacks the -1 of the right class.",
    hint="Does the gradient of the scores of one image add up to 0?",
    function="network_gradients",
)
def no_one_hot(params, x, targets):
    return _gradients(params, x, targets, "one-hot")


@misconception(
    "E01",
    "The largest score is not subtracted before the exponential.",
    hint="What is exp(1000)?",
    function="network_gradients",
)
def no_max(params, x, targets):
    with np.errstate(all="ignore"):
        scores = _passes(params, x)[-1]
        p = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        loss = float(-np.log(p[np.arange(len(x)), targets]).mean())
        if np.isfinite(p).all() and np.isfinite(loss):
            return loss, _gradients(params, x, targets)[1]
        return loss, {name: np.full_like(value, np.nan) for name, value in params.items()}


# Gradients that training hides.


@misconception(
    "B06",
    "The gradient of the first convolution's kernels is turned by 180 degrees.",
    hint="Nudge the top left weight of a kernel: does the loss move as your gradient says?",
    function="network_gradients",
)
def first_turned(params, x, targets):
    return _changed(params, x, targets, conv1_weight=_turned)


@misconception(
    "B06b",
    "The gradient of the second convolution's kernels is turned by 180 degrees.",
    hint="Nudge the top left weight of a kernel: does the loss move as your gradient says?",
    function="network_gradients",
)
def second_turned(params, x, targets):
    return _changed(params, x, targets, conv2_weight=_turned)


@misconception(
    "B14",
    "The biases of both convolutions have a gradient of 0.",
    hint="Nudge a bias: does the loss stay as it is?",
    function="network_gradients",
)
def no_bias_gradients(params, x, targets):
    return _changed(params, x, targets, conv1_bias=np.zeros_like, conv2_bias=np.zeros_like)


@misconception(
    "B14b",
    "The biases of the first convolution have a gradient of 0.",
    hint="Nudge a bias: does the loss stay as it is?",
    function="network_gradients",
)
def no_first_bias_gradient(params, x, targets):
    return _changed(params, x, targets, conv1_bias=np.zeros_like)


@misconception(
    "B14c",
    "The biases of the linear layer have a gradient of 0.",
    hint="Nudge a bias: does the loss stay as it is?",
    function="network_gradients",
)
def no_linear_bias_gradient(params, x, targets):
    return _changed(params, x, targets, linear_bias=np.zeros_like)


@misconception(
    "C861",
    "The first convolution is frozen: its gradients are 0.",
    hint="Nudge a weight of the first layer: does the loss stay as it is?",
    function="network_gradients",
)
def first_frozen(params, x, targets):
    return _changed(params, x, targets, conv1_weight=np.zeros_like, conv1_bias=np.zeros_like)


@misconception(
    "C862",
    "The second convolution is frozen: its gradients are 0.",
    hint="Nudge a weight of the second layer: does the loss stay as it is?",
    function="network_gradients",
)
def second_frozen(params, x, targets):
    return _changed(params, x, targets, conv2_weight=np.zeros_like, conv2_bias=np.zeros_like)


@misconception(
    "C863",
    "Both convolutions are frozen: only the linear layer has gradients.",
    hint="Nudge a weight of a kernel: does the loss stay as it is?",
    function="network_gradients",
)
def both_frozen(params, x, targets):
    loss, grads = _gradients(params, x, targets)
    return loss, {name: np.zeros_like(g) if name.startswith("conv") else g for name, g in grads.items()}


@misconception(
    "B03",
    "The gradients of the convolutions are divided by the number of pixels of their maps.",
    hint="A weight is used at every place: are the terms added up, or is their mean taken?",
    function="network_gradients",
)
def divided_by_area(params, x, targets):
    loss, grads = _gradients(params, x, targets)
    first = x.shape[2] * x.shape[3]
    area = {"conv1": first, "conv2": (x.shape[2] // 2) * (x.shape[3] // 2), "linear": 1}
    return loss, {name: grad / area[name.partition("_")[0]] for name, grad in grads.items()}


@misconception(
    "B02",
    "The gradients of the convolutions are divided by the batch once more.",
    hint="Who divides by the number of images: the loss, or every layer?",
    function="network_gradients",
)
def divided_twice(params, x, targets):
    loss, grads = _gradients(params, x, targets)
    return loss, {name: grad / len(x) if name.startswith("conv") else grad for name, grad in grads.items()}


@misconception(
    "C864",
    "On the way back, ReLU after the first convolution lets everything pass.",
    hint="Nudge a pixel that ReLU has cut off: does anything behind it move?",
    function="network_gradients",
)
def first_relu_passes(params, x, targets):
    return _gradients(params, x, targets, "relu 1")


@misconception(
    "C865",
    "On the way back, ReLU after the second convolution lets everything pass.",
    hint="Nudge a feature that ReLU has cut off: does anything behind it move?",
    function="network_gradients",
)
def second_relu_passes(params, x, targets):
    return _gradients(params, x, targets, "relu 2")


@misconception(
    "C866",
    "On the way back, the first ReLU looks at the sign of the gradient, not of its input.",
    hint="May a gradient be negative where the input was positive?",
    function="network_gradients",
)
def first_relu_by_gradient(params, x, targets):
    return _gradients(params, x, targets, "sign 1")


@misconception(
    "C867",
    "On the way back, the second ReLU looks at the sign of the gradient, not of its input.",
    hint="May a gradient be negative where the input was positive?",
    function="network_gradients",
)
def second_relu_by_gradient(params, x, targets):
    return _gradients(params, x, targets, "sign 2")


@misconception(
    "C877",
    "On the way back, ReLU lets pass where it got exactly 0.",
    hint="What does the docstring of relu_backward say about the kink?",
    function="network_gradients",
)
def passes_at_kink(params, x, targets):
    return _gradients(params, x, targets, "kink")


@misconception(
    "C868",
    "The blocks of 2 x 2 pixels pass their gradient on evenly, as average pooling does.",
    hint="Nudge a pixel that is not the maximum: does anything behind it move?",
    function="network_gradients",
)
def blocks_evenly(params, x, targets):
    return _gradients(params, x, targets, "blocks")


@misconception(
    "C869",
    "The last pooling passes its gradient on evenly to the whole map.",
    hint="Nudge a pixel that is not the maximum: does anything behind it move?",
    function="network_gradients",
)
def map_evenly(params, x, targets):
    return _gradients(params, x, targets, "last")


@misconception(
    "M14",
    "All of several equal maxima get the gradient.",
    hint="Two equal pixels in a block: how much gradient comes in, and how much goes out?",
    function="network_gradients",
)
def all_ties(params, x, targets):
    return _gradients(params, x, targets, pooling="all")


@misconception(
    "M15",
    "The last of several equal maxima gets the gradient.",
    hint="Two equal pixels in a block: which one does the docstring name?",
    function="network_gradients",
)
def last_tie(params, x, targets):
    return _gradients(params, x, targets, pooling="last")


@misconception(
    "B10",
    "The second convolution passes its gradient on with kernels that are not turned.",
    hint="A pixel right of the centre of a window is met by which weight? And from where does its gradient come?",
    function="network_gradients",
)
def not_turned(params, x, targets):
    return _gradients(params, x, targets, "not turned")


@misconception(
    "C870",
    "The gradient that goes into the first pooling is multiplied by its output.",
    hint="Write down what each layer multiplies its gradient with.",
    function="network_gradients",
)
def times_pooled(params, x, targets):
    return _gradients(params, x, targets, "square 2")


@misconception(
    "C871",
    "The gradients of the linear layer's weights are transposed.",
    hint="Which shape does a gradient have?",
    function="network_gradients",
)
def linear_transposed(params, x, targets):
    return _changed(params, x, targets, linear_weight=np.transpose)


@misconception(
    "C872",
    "The gradients have the wrong sign.",
    hint="Nudge one weight upwards: does the loss move as your gradient says?",
    function="network_gradients",
)
def wrong_sign(params, x, targets):
    loss, grads = _gradients(params, x, targets)
    return loss, {name: -grad for name, grad in grads.items()}


@misconception(
    "B35",
    "Only the first image counts in the gradients.",
    hint="Use a batch of two.",
    function="network_gradients",
)
def first_image_gradients(params, x, targets):
    loss, _ = _gradients(params, x, targets)
    return loss, {name: grad / len(x) for name, grad in _gradients(params, x[:1], targets[:1])[1].items()}


@misconception(
    "S10",
    "The maps are taken to be square on the way back.",
    hint="Give height and width names of their own.",
    function="network_gradients",
)
def square_maps(params, x, targets):
    side = x.shape[2]
    fitted = np.zeros((*x.shape[:2], side, side), x.dtype)
    kept = min(side, x.shape[3])
    fitted[..., :kept] = x[..., :kept]
    return _gradients(params, fitted, targets)


@misconception(
    "C873",
    "Only the gradients are returned.",
    hint="How many values does the docstring promise?",
    function="network_gradients",
)
def gradients_alone(params, x, targets):
    return _gradients(params, x, targets)[1]


@misconception(
    "C874",
    "The gradients come as a list.",
    hint="Compare the type with the docstring.",
    function="network_gradients",
)
def list_of_gradients(params, x, targets):
    loss, grads = _gradients(params, x, targets)
    return loss, [grads[name] for name in params]


@misconception(
    "C875",
    "The gradients have names of their own.",
    hint="By which names does the docstring ask for them?",
    function="network_gradients",
)
def other_names(params, x, targets):
    loss, grads = _gradients(params, x, targets)
    return loss, {f"grad_{name}": grad for name, grad in grads.items()}


@misconception(
    "C876",
    "A step is taken: the parameters are changed in place.",
    hint="Compare params before and after the call.",
    function="network_gradients",
)
def takes_a_step(params, x, targets):
    loss, grads = _gradients(params, x, targets)
    for name, grad in grads.items():
        params[name] -= grad
    return loss, grads


@misconception(
    "A15",
    "Everything is computed in float64.",
    hint="Which dtype does the docstring promise?",
    function="network_gradients",
)
def always_double(params, x, targets):
    return _gradients({k: v.astype(np.float64) for k, v in params.items()}, x.astype(np.float64), targets)


@misconception(
    "A19",
    "The gradients of the last call are overwritten by the next one.",
    hint="Keep the first result, call again, and look at it.",
    function="network_gradients",
)
def shared_buffers(params, x, targets):
    loss, grads = _gradients(params, x, targets)
    for name, grad in grads.items():
        buffer = _BUFFERS.setdefault((name, grad.shape, grad.dtype), grad)
        buffer[...] = grad
        grads[name] = buffer
    return loss, grads
