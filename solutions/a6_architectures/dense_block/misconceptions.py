"""Wrong versions of the functions of dense_block: each is caught by a check, and named."""

import itertools

import numpy as np

from convgrade.checks import misconception

_BUFFERS = {}


def _inputs(x, gs):
    """Return what each layer is given, and what the last one gives."""
    inputs = [x.copy()]
    for g in gs:
        inputs.append(np.concatenate([inputs[-1], g(inputs[-1])], axis=1))
    return inputs


def _backward(grad, pairs, skip=lambda kept: kept, branch=lambda found: found):
    """Go back through layers, given the gradient and the input of each, last one first."""
    for g_backward, given in pairs:
        channels = given.shape[1]
        grad = skip(grad[:, :channels]) + branch(g_backward(grad[:, channels:], given))
    return grad


def _pairs(x, gs, g_backwards):
    """Return gradient and input of each layer, last one first."""
    return list(zip(g_backwards[::-1], _inputs(x, gs)[-2::-1], strict=True))


@misconception(
    "R02", "What a layer has found is added to x, not appended.", hint="Is it a plus sign or a bracket on the slide?"
)
def adds(x, gs):
    for g in gs:
        x = x + g(x)
    return x


@misconception(
    "R06", "What a layer has found is put in front of x.", hint="Which of the two stands first in [x, g(x)]?"
)
def layer_first(x, gs):
    for g in gs:
        x = np.concatenate([g(x), x], axis=1)
    return x.copy()


@misconception(
    "R06b",
    "What a layer has found is appended along the batch.",
    hint='Which axis of (N, C, H, W) stands for "feature"?',
)
def along_batch(x, gs):
    for g in gs:
        x = np.concatenate([x, g(x)], axis=0)
    return x.copy()


@misconception(
    "R06c",
    "What a layer has found is appended along the width.",
    hint='Which axis of (N, C, H, W) stands for "feature"?',
)
def along_width(x, gs):
    for g in gs:
        x = np.concatenate([x, g(x)], axis=-1)
    return x.copy()


@misconception(
    "R06d",
    "What a layer has found is appended along the height.",
    hint='Which axis of (N, C, H, W) stands for "feature"?',
)
def along_height(x, gs):
    for g in gs:
        x = np.concatenate([x, g(x)], axis=2)
    return x.copy()


@misconception("N21", "Every layer sees x alone.", hint="What does layer 3 of the block see?")
def every_layer_sees_x(x, gs):
    return np.concatenate([x, *(g(x) for g in gs)], axis=1)


@misconception(
    "C360", "Every layer sees only what the layer before it has found.", hint="What does layer 3 of the block see?"
)
def layer_sees_the_last(x, gs):
    features = [x]
    for g in gs:
        features.append(g(features[-1]))
    return np.concatenate(features, axis=1)


@misconception(
    "C361", "Every layer sees x and what the layer before it has found.", hint="What does layer 3 of the block see?"
)
def layer_sees_x_and_the_last(x, gs):
    features = [x]
    for g in gs:
        given = x if len(features) == 1 else np.concatenate([x, features[-1]], axis=1)
        features.append(g(given))
    return np.concatenate(features, axis=1)


@misconception("C362", "x is missing in the output.", hint="How many channels did you promise?")
def without_x(x, gs):
    return _inputs(x, gs)[-1][:, x.shape[1] :].copy()


@misconception(
    "C363", "Only what the last layer has found is returned beside x.", hint="How many channels did you promise?"
)
def last_layer_beside_x(x, gs):
    inputs = _inputs(x, gs)
    found = [inputs[-1][:, inputs[-2].shape[1] :]] if gs else []
    return np.concatenate([x, *found], axis=1)


@misconception(
    "C364", "Only the first layer is applied.", hint="How many layers does the list have, and how many did you use?"
)
def first_layer_only(x, gs):
    return _inputs(x, gs[:1])[-1]


@misconception("C365", "The layers are applied from the last to the first.", hint="In which order is the list given?")
def reversed_layers(x, gs):
    return _inputs(x, gs[::-1])[-1]


@misconception(
    "C366",
    "Later layers are appended in front of earlier ones.",
    hint="Where in the output do the channels of layer 2 stand?",
)
def later_in_front(x, gs):
    features = [x.copy()]
    for g in gs:
        grown = np.concatenate([features[0], *features[:0:-1]], axis=1)
        features.append(g(grown))
    return np.concatenate([features[0], *features[:0:-1]], axis=1)


@misconception(
    "C367", "The layers are joined as a list of arrays.", hint="Compare `type` and `.shape` with the docstring."
)
def list_of_arrays(x, gs):
    features = [x]
    for g in gs:
        features.append(g(np.concatenate(features, axis=1)))
    return features


@misconception(
    "C368", "x itself is returned where there are no layers.", hint="What becomes of x if a caller changes the output?"
)
def returns_x_itself(x, gs):
    return _inputs(x, gs)[-1] if gs else x


@misconception("C369", "At least one layer is expected.", hint="Which kind of list did you not think of?")
def needs_a_layer(x, gs):
    found = gs[0](x)
    return _inputs(np.concatenate([x, found], axis=1), gs[1:])[-1]


@misconception(
    "C370",
    "All layers are taken to add as many channels as the first one.",
    hint="May two layers differ in the number of their channels?",
)
def same_growth(x, gs):
    out = _inputs(x, gs)[-1]
    growth = gs[0](x).shape[1] if gs else 0
    wanted = np.zeros((x.shape[0], x.shape[1] + growth * len(gs), *x.shape[2:]))
    wanted[:, : out.shape[1]] = out[:, : wanted.shape[1]]
    return wanted


@misconception("A10", "Only the first image is computed.", hint="Use two different images.")
def first_image_only(x, gs):
    out = _inputs(x, gs)[-1]
    out[:] = out[:1]
    return out


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(x, gs):
    return np.concatenate([x, *(g(features) for g in gs)], axis=1)  # noqa: F821 - the missing name is the mistake


@misconception(
    "R07",
    "Only the gradient of x's own channels is returned.",
    hint="Follow x to the output along every path: how many are there?",
    function="dense_block_backward",
)
def own_channels_only(grad_output, x, gs, g_backwards):
    return grad_output[:, : x.shape[1]].copy()


@misconception(
    "R07b",
    "The gradient of the channels that a layer passes on is left out in every layer.",
    hint="Follow x to the output along every path: how many are there?",
    function="dense_block_backward",
)
def layers_only(grad_output, x, gs, g_backwards):
    return _backward(grad_output, _pairs(x, gs, g_backwards), skip=lambda kept: 0 * kept)


@misconception(
    "R07c",
    "Every layer sends its gradient to x alone, not to the channels of the layers before it.",
    hint="What did layer 2 see? All of that gets a share.",
    function="dense_block_backward",
)
def to_x_alone(grad_output, x, gs, g_backwards):
    channels, inputs = x.shape[1], _inputs(x, gs)
    grad = grad_output[:, :channels].copy()
    for i, g_backward in enumerate(g_backwards):
        own = grad_output[:, inputs[i].shape[1] : inputs[i + 1].shape[1]]
        grad += g_backward(own, inputs[i])[:, :channels]
    return grad


@misconception(
    "R07d",
    "Only the last layer's gradient goes back; those before it pass on their own channels alone.",
    hint="How many layers lie between grad_output and x?",
    function="dense_block_backward",
)
def last_layer_only(grad_output, x, gs, g_backwards):
    pairs = _pairs(x, gs, g_backwards)[:1]
    return _backward(grad_output, pairs)[:, : x.shape[1]].copy()


@misconception(
    "R02b",
    "The gradient is that of an addition: each layer gets all of grad_output's first channels.",
    hint="Where does the bracket have its comma? Cut the gradient there.",
    function="dense_block_backward",
)
def as_addition(grad_output, x, gs, g_backwards):
    grad = grad_output[:, : x.shape[1]]
    inputs = _inputs(x, gs)
    widths = [after.shape[1] - before.shape[1] for before, after in itertools.pairwise(inputs)]
    for g_backward, given, width in reversed(list(zip(g_backwards, inputs, widths, strict=False))):
        found = g_backward(np.resize(grad, (len(grad), width, *grad.shape[2:])), given)
        grad = grad + found[:, : x.shape[1]]
    return grad


@misconception(
    "R06e",
    "The gradient is cut as if a layer's channels stood in front of x.",
    hint="Which of the two stands first in [x, g(x)]?",
    function="dense_block_backward",
)
def cut_from_the_front(grad_output, x, gs, g_backwards):
    grad = grad_output
    for g_backward, given in _pairs(x, gs, g_backwards):
        added = grad.shape[1] - given.shape[1]
        grad = grad[:, added:] + g_backward(grad[:, :added], given)
    return grad


@misconception(
    "N21b",
    "Every layer is taken to have seen x alone.",
    hint="What does layer 3 of the block see?",
    function="dense_block_backward",
)
def all_saw_x(grad_output, x, gs, g_backwards):
    start = x.shape[1]
    grad = grad_output[:, :start].copy()
    for g, g_backward in zip(gs, g_backwards, strict=True):
        stop = start + g(x).shape[1]
        grad += g_backward(grad_output[:, start:stop], x)
        start = stop
    return grad


@misconception(
    "C371",
    "The gradients of the layers are taken from the first to the last.",
    hint="Which layer does grad_output reach first?",
    function="dense_block_backward",
)
def forward_order(grad_output, x, gs, g_backwards):
    inputs = _inputs(x, gs)[-2::-1]
    return _backward(grad_output, zip(g_backwards, inputs, strict=True))


@misconception(
    "C372",
    "Every layer's gradient is asked for at what the last layer was given.",
    hint="What was the first layer given?",
    function="dense_block_backward",
)
def last_input_for_all(grad_output, x, gs, g_backwards):
    grad, features = grad_output, _inputs(x, gs)[-2]
    for g_backward, given in _pairs(x, gs, g_backwards):
        channels = given.shape[1]
        grad = grad[:, :channels] + g_backward(grad[:, channels:], features)[:, :channels]
    return grad


@misconception(
    "C373",
    "The gradients of both paths are averaged.",
    hint="The chain rule over the paths: sum or mean?",
    function="dense_block_backward",
)
def averages(grad_output, x, gs, g_backwards):
    pairs = _pairs(x, gs, g_backwards)
    return _backward(grad_output, pairs, skip=lambda kept: kept / 2, branch=lambda found: found / 2)


@misconception(
    "B28",
    "grad_output is ignored: ones take its place.",
    hint="Multiply grad_output by 10: did anything change?",
    function="dense_block_backward",
)
def ones_for_gradient(grad_output, x, gs, g_backwards):
    return _backward(np.ones_like(grad_output), _pairs(x, gs, g_backwards))


@misconception(
    "C374",
    "The gradient of all features is returned, not that of x.",
    hint="The gradient with respect to what? It has the shape of that.",
    function="dense_block_backward",
)
def gradient_of_features(grad_output, x, gs, g_backwards):
    grad = _backward(grad_output, _pairs(x, gs, g_backwards))
    return np.concatenate([grad, grad_output[:, x.shape[1] :]], axis=1)


@misconception(
    "C375",
    "All layers are taken to add as many channels as the last one.",
    hint="May two layers differ in the number of their channels?",
    function="dense_block_backward",
)
def same_growth_backward(grad_output, x, gs, g_backwards):
    inputs = _inputs(x, gs)
    growth = inputs[-1].shape[1] - inputs[-2].shape[1]
    grad = grad_output
    for g_backward, given in _pairs(x, gs, g_backwards):
        grad = grad[:, :-growth] + g_backward(grad[:, -growth:], given)
    return grad


@misconception(
    "C376",
    "The block is taken to have two layers at most.",
    hint="Which number of layers is written into your function?",
    function="dense_block_backward",
)
def two_layers_at_most(grad_output, x, gs, g_backwards):
    grad = _backward(grad_output, _pairs(x, gs, g_backwards)[:2])
    return grad[:, : x.shape[1]].copy()


@misconception(
    "A12",
    "grad_output is changed in place.",
    hint="Compare the arguments before and after the call.",
    function="dense_block_backward",
)
def changes_grad_output(grad_output, x, gs, g_backwards):
    grad = grad_output
    for g_backward, given in _pairs(x, gs, g_backwards):
        channels = given.shape[1]
        grad[:, :channels] += g_backward(grad[:, channels:].copy(), given)
        grad = grad[:, :channels]
    return grad.copy()


@misconception(
    "A18",
    "The gradients of x and of each layer's channels are returned as a tuple.",
    hint="How many arrays does the docstring promise?",
    function="dense_block_backward",
)
def tuple_of_gradients(grad_output, x, gs, g_backwards):
    return _backward(grad_output, _pairs(x, gs, g_backwards)), grad_output[:, x.shape[1] :]


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(x, gs):
    out = _inputs(x, gs)[-1]
    buffer = _BUFFERS.setdefault((out.shape, out.dtype), out)
    buffer[...] = out
    return buffer


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(x, gs):
    return _inputs(x.astype(np.float), gs)[-1]  # noqa: NPY001 - the mistake


@misconception("A12b", "x is changed in place.", hint="Compare the images before and after the call.")
def changes_x(x, gs):
    out = _inputs(x, gs)[-1]
    if gs:
        x[:] = out[:, -1:]
    return out
