"""Wrong versions of the functions of train_digits: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import misconception

_BUFFERS = {}


def _conv(x, weight):
    """Return a convolution that keeps the size of the images."""
    ring, (height, width) = weight.shape[2] // 2, x.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (ring, ring), (ring, ring)))
    out = np.zeros((len(x), len(weight), height, width), x.dtype)
    for r, s in np.ndindex(weight.shape[2:]):
        out += np.einsum("nchw,fc->nfhw", padded[:, :, r : r + height, s : s + width], weight[:, :, r, s])
    return out


def _filters(grad, x, weight):
    """Return the gradient of filters."""
    ring, (height, width) = weight.shape[2] // 2, x.shape[2:]
    padded, out = np.pad(x, ((0, 0), (0, 0), (ring, ring), (ring, ring))), np.zeros_like(weight)
    for r, s in np.ndindex(weight.shape[2:]):
        out[:, :, r, s] = np.einsum("nfhw,nchw->fc", grad, padded[:, :, r : r + height, s : s + width])
    return out


def _tiles(x):
    """Return the blocks of 2 x 2 pixels."""
    height, width = (side // 2 for side in x.shape[2:])
    cut = x[:, :, : 2 * height, : 2 * width].reshape(*x.shape[:2], height, 2, width, 2)
    return cut.swapaxes(3, 4).reshape(*x.shape[:2], height, width, 4)


def _gradients(params, x, targets):
    """Return loss and gradients of a batch."""
    first = _conv(x, params["conv1_weight"]) + params["conv1_bias"][:, None, None]
    tiles = _tiles(np.maximum(first, 0))
    pooled = tiles.max(axis=-1)
    second = _conv(pooled, params["conv2_weight"]) + params["conv2_bias"][:, None, None]
    maps = second.reshape(*second.shape[:2], -1)
    features = np.maximum(maps.max(axis=-1), 0)
    scores = features @ params["linear_weight"].T + params["linear_bias"]
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    loss = float(-np.log(p[np.arange(len(x)), targets]).mean())
    p[np.arange(len(x)), targets] -= 1
    p /= x.dtype.type(len(x))
    grads = {"linear_weight": p.T @ features, "linear_bias": p.sum(axis=0)}
    grad = np.zeros_like(maps)
    passed = (p @ params["linear_weight"]) * (features > 0)
    np.put_along_axis(grad, maps.argmax(axis=-1)[..., None], passed[..., None], axis=-1)
    grad = grad.reshape(second.shape)
    grads["conv2_weight"], grads["conv2_bias"] = _filters(grad, pooled, params["conv2_weight"]), grad.sum((0, 2, 3))
    grad = _conv(grad, params["conv2_weight"][:, :, ::-1, ::-1].swapaxes(0, 1))
    spread = np.zeros_like(tiles)
    np.put_along_axis(spread, tiles.argmax(axis=-1)[..., None], grad[..., None], axis=-1)
    opened, (height, width) = np.zeros_like(first), pooled.shape[2:]
    spread = spread.reshape(*spread.shape[:4], 2, 2).swapaxes(3, 4)
    opened[:, :, : 2 * height, : 2 * width] = spread.reshape(*first.shape[:2], 2 * height, 2 * width)
    opened *= first > 0
    grads["conv1_weight"], grads["conv1_bias"] = _filters(opened, x, params["conv1_weight"]), opened.sum((0, 2, 3))
    return loss, grads


def _orders(count, epochs, seed, how=""):
    """Yield an order of the images for each epoch."""
    rng = np.random.default_rng(seed)
    first = rng.permutation(count) if how == "once" else None
    for _ in range(epochs):
        if how == "never":
            yield np.arange(count)
        elif how == "restarted":
            yield np.random.default_rng(seed).permutation(count)
        elif how == "replaced":
            yield rng.integers(0, count, count)
        else:
            yield first if how == "once" else rng.permutation(count)


def _train(params, images, labels, *, epochs, batch_size, lr, momentum=0.9, seed=0, how="", order="", change=None):
    """Train, with one thing done wrong."""
    params = {name: value.copy() for name, value in params.items()}
    speeds, losses = {name: np.zeros_like(value) for name, value in params.items()}, []
    for order_of_epoch in _orders(len(images), epochs, seed, order):
        total, kept = [], len(images) // batch_size * batch_size if how == "drops" else len(images)
        if how == "forgets":
            speeds = {name: np.zeros_like(value) for name, value in params.items()}
        for begin in range(0, 1 if how == "first batch" else kept, batch_size):
            batch = order_of_epoch[begin : begin + batch_size]
            targets = labels[begin : begin + batch_size] if how == "labels stay" else labels[batch]
            loss, grads = _gradients(params, images[batch], targets)
            grads = change(grads, len(batch), images) if change else grads
            for name, grad in grads.items():
                kind = params[name].dtype
                speeds[name] = (momentum * speeds[name] + grad).astype(kind)
                params[name] -= (lr * speeds[name]).astype(kind)
            late = _gradients(params, images[batch], targets)[0] if how == "late" else loss
            total.append((late, len(batch)))
        if how == "batch losses":
            losses += [loss for loss, _ in total]
        elif how == "plain mean":
            losses.append(sum(loss for loss, _ in total) / max(len(total), 1))
        elif how == "last loss":
            losses.append(total[-1][0])
        else:
            losses.append(sum(loss * n for loss, n in total) / max(sum(n for _, n in total), 1))
    return params, losses


# train


@misconception("C880", "The images keep their order: nothing is drawn.", hint="Print the order of two epochs.")
def never_shuffles(params, images, labels, **options):
    return _train(params, images, labels, **options, order="never")


@misconception("C881", "The order is drawn once, not for every epoch.", hint="Print the order of two epochs.")
def shuffles_once(params, images, labels, **options):
    return _train(params, images, labels, **options, order="once")


@misconception(
    "C882",
    "The generator is made anew in every epoch, so that all epochs have the same order.",
    hint="How often does the docstring make the generator? Print the order of two epochs.",
)
def restarts_generator(params, images, labels, **options):
    return _train(params, images, labels, **options, order="restarted")


@misconception(
    "C883",
    "Images are drawn with replacement: some come twice, others not at all.",
    hint="Does every image have its turn in an epoch?",
)
def with_replacement(params, images, labels, **options):
    return _train(params, images, labels, **options, order="replaced")


@misconception("C884", "The argument seed is ignored.", hint="Two seeds: do you get two different orders?")
def ignores_seed(params, images, labels, *, seed=0, **options):
    return _train(params, images, labels, **options)


@misconception(
    "C885",
    "The images are shuffled, and their labels are not.",
    hint="After shuffling, does each image still have its own label?",
)
def labels_stay(params, images, labels, **options):
    return _train(params, images, labels, **options, how="labels stay")


@misconception(
    "C886", "A last batch that is smaller is left out.", hint="5 images in batches of 2: how many steps are there?"
)
def drops_last_batch(params, images, labels, **options):
    return _train(params, images, labels, **options, how="drops")


@misconception("C887", "Only the first batch of an epoch is used.", hint="How many steps should an epoch take?")
def first_batch_only(params, images, labels, **options):
    return _train(params, images, labels, **options, how="first batch")


@misconception("C888", "Only one epoch is done.", hint="What does the argument epochs change in your function?")
def one_epoch(params, images, labels, *, epochs, **options):
    return _train(params, images, labels, epochs=1, **options)


@misconception(
    "C889", "There is one batch with all images.", hint="What does the argument batch_size change in your function?"
)
def one_batch(params, images, labels, *, batch_size, **options):
    return _train(params, images, labels, batch_size=len(images), **options)


@misconception("C890", "There is no momentum.", hint="A second step: does it remember the first one?")
def no_momentum(params, images, labels, *, momentum=0.9, **options):
    return _train(params, images, labels, momentum=0.0, **options)


@misconception("C891", "The momentum is always 0.9.", hint="What does the argument momentum change?")
def always_nine_tenths(params, images, labels, *, momentum=0.9, **options):
    return _train(params, images, labels, momentum=0.9, **options)


@misconception("C892", "The default of momentum is 0.", hint="Which default does the docstring name?")
def other_default(params, images, labels, *, momentum=0.0, **options):
    return _train(params, images, labels, momentum=momentum, **options)


@misconception(
    "C893",
    "Velocities are 0 again at the start of every epoch.",
    hint="What does the docstring say of velocities from epoch to epoch?",
)
def forgets_velocity(params, images, labels, **options):
    return _train(params, images, labels, **options, how="forgets")


@misconception("C894", "The steps go uphill.", hint="Does the loss fall from epoch to epoch?")
def uphill(params, images, labels, *, lr, **options):
    return _train(params, images, labels, lr=-lr, **options)


@misconception(
    "E05",
    "The gradient is that of the sum of a batch's losses, not of their mean.",
    hint="Duplicate every image: should the steps be twice as long?",
)
def sum_of_losses(params, images, labels, **options):
    def change(grads, count, _):
        return {name: grad * grad.dtype.type(count) for name, grad in grads.items()}

    return _train(params, images, labels, **options, change=change)


@misconception(
    "B06",
    "The gradient of the first convolution's kernels is turned by 180 degrees.",
    hint="Are the checks of network_gradients green?",
)
def first_turned(params, images, labels, **options):
    def change(grads, _, __):
        return {**grads, "conv1_weight": grads["conv1_weight"][:, :, ::-1, ::-1]}

    return _train(params, images, labels, **options, change=change)


@misconception(
    "B06b",
    "The gradient of the second convolution's kernels is turned by 180 degrees.",
    hint="Are the checks of network_gradients green?",
)
def second_turned(params, images, labels, **options):
    def change(grads, _, __):
        return {**grads, "conv2_weight": grads["conv2_weight"][:, :, ::-1, ::-1]}

    return _train(params, images, labels, **options, change=change)


@misconception(
    "B14",
    "The biases of both convolutions never change.",
    hint="Which parameters are still what they were after a step?",
)
def biases_frozen(params, images, labels, **options):
    def change(grads, _, __):
        return {name: grad * (name not in ("conv1_bias", "conv2_bias")) for name, grad in grads.items()}

    return _train(params, images, labels, **options, change=change)


@misconception(
    "B03",
    "The gradients of the convolutions are divided by the number of pixels of their maps.",
    hint="A weight is used at every place: are the terms added up, or is their mean taken?",
)
def divided_by_area(params, images, labels, **options):
    def change(grads, _, images):
        height, width = images.shape[2:]
        area = {"conv1": height * width, "conv2": (height // 2) * (width // 2), "linear": 1}
        return {name: grad / area[name.partition("_")[0]] for name, grad in grads.items()}

    return _train(params, images, labels, **options, change=change)


@misconception(
    "C861",
    "The first convolution is frozen.",
    hint="Which parameters are still what they were after a step?",
)
def first_frozen(params, images, labels, **options):
    def change(grads, _, __):
        return {name: grad * (not name.startswith("conv1")) for name, grad in grads.items()}

    return _train(params, images, labels, **options, change=change)


@misconception(
    "C863",
    "Both convolutions are frozen: only the linear layer learns.",
    hint="Which parameters are still what they were after a step?",
)
def both_frozen(params, images, labels, **options):
    def change(grads, _, __):
        return {name: grad * (not name.startswith("conv")) for name, grad in grads.items()}

    return _train(params, images, labels, **options, change=change)


@misconception(
    "C895",
    "A loss is measured after the step of its batch.",
    hint="A learning rate of 100: does the first loss of yours depend on it?",
)
def late_losses(params, images, labels, **options):
    return _train(params, images, labels, **options, how="late")


@misconception(
    "T03",
    "The loss of an epoch is the mean of the batches' means, so that a small last batch counts too much.",
    hint="Batches of 2 and of 1: what share of an epoch's loss has each image?",
)
def mean_of_means(params, images, labels, **options):
    return _train(params, images, labels, **options, how="plain mean")


@misconception("C896", "The losses are those of all batches.", hint="How many losses does the docstring promise?")
def losses_of_batches(params, images, labels, **options):
    return _train(params, images, labels, **options, how="batch losses")


@misconception("C897", "The loss of an epoch is that of its last batch.", hint="Which images take part in it?")
def loss_of_last_batch(params, images, labels, **options):
    return _train(params, images, labels, **options, how="last loss")


@misconception("C898", "Only the parameters are returned.", hint="How many values does the docstring promise?")
def params_alone(params, images, labels, **options):
    return _train(params, images, labels, **options)[0]


@misconception("A12", "The parameters that were given are changed in place.", hint="Look at them after the call.")
def in_place(params, images, labels, **options):
    trained, losses = _train(params, images, labels, **options)
    for name, value in trained.items():
        params[name][...] = value
    return trained, losses


@misconception("A15", "The parameters come back in float64.", hint="Which dtype does the docstring promise?")
def always_double(params, images, labels, **options):
    trained, losses = _train(params, images, labels, **options)
    return {name: value.astype(np.float64) for name, value in trained.items()}, losses


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(params, images, labels, **options):
    return _train(params, digits, labels, **options)  # noqa: F821 - the missing name is the mistake


# place_digits


def _placed(images, rows, cols, canvas, *, paint=None):
    """Return images on canvases."""
    out = np.zeros((*images.shape[:2], canvas, canvas), images.dtype)
    height, width = images.shape[2:]
    for n, (row, col) in enumerate(zip(rows, cols, strict=True)):
        spot = out[n, :, row : row + height, col : col + width]
        spot[...] = (paint(images, n) if paint else images[n])[:, : spot.shape[1], : spot.shape[2]]
    return out


@misconception(
    "C900",
    "Rows and columns are exchanged.",
    hint="Row 1, column 0: is that below the corner, or right of it?",
    function="place_digits",
)
def exchanged(images, rows, cols, *, canvas=14):
    return _placed(images, cols, rows, canvas)


@misconception(
    "C901",
    "All digits are at the place of the first one.",
    hint="Two digits, two places.",
    function="place_digits",
)
def same_place(images, rows, cols, *, canvas=14):
    return _placed(images, np.full_like(rows, rows[0]), np.full_like(cols, cols[0]), canvas)


@misconception(
    "C902", "All digits are in the top left corner.", hint="What do rows and cols change?", function="place_digits"
)
def corner(images, rows, cols, *, canvas=14):
    return _placed(images, 0 * rows, 0 * cols, canvas)


@misconception(
    "C903",
    "The canvas always has 14 x 14 pixels.",
    hint="What does the argument canvas change?",
    function="place_digits",
)
def constant_canvas(images, rows, cols, *, canvas=14):
    return _placed(images, rows, cols, 14)


@misconception(
    "C904",
    "The default of canvas is 28.",
    hint="Which default does the docstring name?",
    function="place_digits",
)
def other_canvas(images, rows, cols, *, canvas=28):
    return _placed(images, rows, cols, canvas)


@misconception(
    "C905",
    "All canvases show the first digit.",
    hint="Two digits, two places.",
    function="place_digits",
)
def first_digit(images, rows, cols, *, canvas=14):
    return _placed(images, rows, cols, canvas, paint=lambda images, n: images[0])


@misconception(
    "S10",
    "The digits are taken to be square.",
    hint="Give height and width names of their own.",
    function="place_digits",
)
def square(images, rows, cols, *, canvas=14):
    side = min(images.shape[2:])
    return _placed(images[:, :, :side, :side], rows, cols, canvas)


@misconception(
    "C906",
    "Only the first channel is painted.",
    hint="A digit in colour: which channels has the canvas?",
    function="place_digits",
)
def first_channel(images, rows, cols, *, canvas=14):
    out = _placed(images, rows, cols, canvas)
    out[:, 1:] = 0
    return out


@misconception("A15b", "The canvases are always in float64.", hint="Which dtype is promised?", function="place_digits")
def double_canvas(images, rows, cols, *, canvas=14):
    return _placed(images.astype(np.float64), rows, cols, canvas)


# train_digits


def _start(seed):
    """Return first parameters."""
    rng = np.random.default_rng([seed, 77])
    shapes = {"conv1": (8, 1, 3, 3), "conv2": (16, 8, 3, 3), "linear": (10, 16)}
    params = {}
    for layer, shape in shapes.items():
        params[f"{layer}_weight"] = rng.normal(0, np.sqrt(2 / np.prod(shape[1:])), shape)
        params[f"{layer}_bias"] = np.zeros(shape[0])
    return params, rng


@misconception(
    "C910",
    "The first parameters are returned: nothing is learned.",
    hint="Is the loss of your last epoch smaller than that of the first?",
    function="train_digits",
)
def untrained(images, labels, seed):
    return _start(seed)[0]


@misconception(
    "C911",
    "All first weights are 0, and so are all gradients of the convolutions.",
    hint="Two filters that begin alike: can they ever become different?",
    function="train_digits",
)
def from_zeros(images, labels, seed):
    params, _ = _start(seed)
    zeros = {name: np.zeros_like(value) for name, value in params.items()}
    return _train(zeros, _placed(images, 3 + 0 * labels, 3 + 0 * labels, 14), labels, epochs=1, batch_size=64, lr=0.1)[
        0
    ]


@misconception(
    "C912",
    "The labels are shuffled, the digits are not.",
    hint="After shuffling, does each digit still have its own label?",
    function="train_digits",
)
def wrong_labels(images, labels, seed):
    params, rng = _start(seed)
    wrong = (rng.permutation(labels) + 1) % 10
    return _train(params, _placed(images, 3 + 0 * labels, 3 + 0 * labels, 14), wrong, epochs=1, batch_size=64, lr=0.1)[
        0
    ]


@misconception(
    "C914",
    "The network is for 8 classes.",
    hint="How many different digits are there?",
    function="train_digits",
)
def eight_classes(images, labels, seed):
    params, _ = _start(seed)
    return {**params, "linear_weight": params["linear_weight"][:8], "linear_bias": params["linear_bias"][:8]}


@misconception(
    "C915",
    "Parameters and losses are returned, as train does.",
    hint="Compare what comes back with the docstring.",
    function="train_digits",
)
def with_losses(images, labels, seed):
    return _start(seed)[0], [2.3]


@misconception(
    "C916",
    "The learning rate is so large that the loss becomes infinite, and the parameters no numbers.",
    hint="Print the loss after every epoch. What if the learning rate is a tenth of that?",
    function="train_digits",
)
def diverges(images, labels, seed):
    params, _ = _start(seed)
    return {name: np.full_like(value, np.nan) for name, value in params.items()}
