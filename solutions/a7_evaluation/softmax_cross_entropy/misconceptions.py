"""Wrong versions of softmax_cross_entropy: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import misconception

_BUFFERS = {}


def _floats(logits):
    """Return scores in the dtype of the gradient."""
    return logits if logits.dtype.kind == "f" else logits.astype(np.float64)


def _softmax(scores):
    """Return the probabilities of each row."""
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def _losses(scores, targets):
    """Return the loss of each image."""
    largest = scores.max(axis=1, keepdims=True)
    log_sums = np.log(np.exp(scores - largest).sum(axis=1)) + largest[:, 0]
    return log_sums - scores[np.arange(len(scores)), targets]


def _gradient(scores, targets):
    """Return the gradient of the sum of the losses."""
    grad = _softmax(scores)
    grad[np.arange(len(scores)), targets] -= 1
    return grad


def _right(logits, targets):
    """Return the right answer."""
    scores = _floats(logits)
    return float(_losses(scores, targets).mean()), _gradient(scores, targets) / len(scores)


def _two_classes(logits, targets):
    """Return the answer for the first two classes."""
    loss, grad = _right(logits[:, :2], np.minimum(targets, 1))
    return loss, np.pad(grad, ((0, 0), (0, logits.shape[1] - grad.shape[1])))


def _from_probabilities(p, targets):
    """Return loss and gradient as they follow from probabilities."""
    count = len(p)
    loss = -np.log(p[np.arange(count), targets]).mean()
    grad = p.copy()
    grad[np.arange(count), targets] -= 1
    return float(loss), grad / count


@misconception("E01", "The largest score is not subtracted before the exponential.", hint="What is exp(1000)?")
def no_max(logits, targets):
    with np.errstate(all="ignore"):
        exponentials = np.exp(_floats(logits))
        return _from_probabilities(exponentials / exponentials.sum(axis=1, keepdims=True), targets)


@misconception(
    "E02",
    "The largest score of the whole batch is subtracted, not that of each image.",
    hint="One easy image, one hard: does the shift suit both?",
)
def max_of_batch(logits, targets):
    scores = _floats(logits)
    with np.errstate(all="ignore"):
        exponentials = np.exp(scores - scores.max())
        return _from_probabilities(exponentials / exponentials.sum(axis=1, keepdims=True), targets)


@misconception("E03", "Softmax runs over the images, not over the classes.", hint="Who competes with whom?")
def softmax_over_images(logits, targets):
    with np.errstate(all="ignore"):
        return _from_probabilities(_softmax(_floats(logits).T).T, targets)


@misconception(
    "E04",
    "A small number is added to the probability before the logarithm.",
    hint="Very wrong, very sure: how large may the loss get?",
)
def small_number_added(logits, targets):
    scores = _floats(logits)
    p = _softmax(scores)[np.arange(len(scores)), targets]
    return float(-np.log(p + 1e-8).mean()), _right(logits, targets)[1]


@misconception(
    "E04b",
    "The logarithm is taken of a probability that has become 0.",
    hint="A probability of exp(-1000): which float is that? Is there a way to the loss that never computes it?",
)
def logarithm_of_zero(logits, targets):
    scores = _floats(logits)
    with np.errstate(all="ignore"):
        return _from_probabilities(_softmax(scores), targets)


@misconception(
    "E04c",
    "Probabilities are cut off at a small number before the logarithm.",
    hint="Very wrong, very sure: how large may the loss get?",
)
def probabilities_cut_off(logits, targets):
    scores = _floats(logits)
    p = _softmax(scores)[np.arange(len(scores)), targets]
    return float(-np.log(np.clip(p, 1e-12, 1)).mean()), _right(logits, targets)[1]


@misconception(
    "E05",
    "The losses are added up, and so are their gradients: no mean is taken.",
    hint="Duplicate the batch: should the loss change?",
)
def sum_for_mean(logits, targets):
    scores = _floats(logits)
    return float(_losses(scores, targets).sum()), _gradient(scores, targets)


@misconception(
    "E05b",
    "The gradient is that of the sum of the losses, although the loss is their mean.",
    hint="Which factor stands before the loss of one image, and so before its gradient?",
)
def gradient_of_sum(logits, targets):
    return _right(logits, targets)[0], _gradient(_floats(logits), targets)


@misconception(
    "E05c",
    "The losses are added up, although the gradient is that of the mean.",
    hint="Duplicate the batch: should the loss change?",
)
def loss_of_sum(logits, targets):
    return float(_losses(_floats(logits), targets).sum()), _right(logits, targets)[1]


@misconception(
    "E05d",
    "The mean is taken over all images and all classes.",
    hint="How many losses does a batch of N images have?",
)
def mean_over_classes(logits, targets):
    loss, grad = _right(logits, targets)
    return loss / logits.shape[1], grad / logits.shape[1]


@misconception("E06", "The scores are changed in place.", hint="Call the function twice.")
def edits_logits(logits, targets):
    if logits.dtype.kind != "f":
        return _right(logits, targets)
    logits -= logits.max(axis=1, keepdims=True)
    return _right(logits, targets)


@misconception(
    "E06b", "The gradient is computed in the array of the scores.", hint="Compare the scores before and after the call."
)
def gradient_in_logits(logits, targets):
    loss, grad = _right(logits, targets)
    if logits.dtype.kind == "f":
        logits[:] = grad
    return loss, grad


@misconception(
    "C500", "1 is not subtracted for the right class.", hint="How does the loss change if the right score goes up?"
)
def gradient_without_one(logits, targets):
    return _right(logits, targets)[0], _softmax(_floats(logits)) / len(logits)


@misconception(
    "C501", "The gradient has the wrong sign.", hint="Should the right class have a higher score, or a lower one?"
)
def negative_gradient(logits, targets):
    loss, grad = _right(logits, targets)
    return loss, -grad


@misconception(
    "C502",
    "The gradient is that of the right class alone; all other entries are 0.",
    hint="Through which sum does every score enter the loss?",
)
def gradient_of_right_class(logits, targets):
    loss, grad = _right(logits, targets)
    return loss, grad * np.eye(logits.shape[1], dtype=grad.dtype)[targets]


@misconception(
    "C503",
    "1 is subtracted in every row for every target of the batch.",
    hint="What does `grad[:, targets] -= 1` do to a row?",
)
def ones_for_all_targets(logits, targets):
    grad = _softmax(_floats(logits))
    grad[:, targets] -= 1
    return _right(logits, targets)[0], grad / len(logits)


@misconception(
    "C504",
    "The gradient is the difference between scores and classes, without softmax.",
    hint="Do the entries of a row add up to 0?",
)
def gradient_without_softmax(logits, targets):
    scores = _floats(logits)
    one_hot = np.eye(logits.shape[1], dtype=scores.dtype)[targets]
    return _right(logits, targets)[0], (scores - one_hot) / len(logits)


@misconception(
    "C505",
    "The gradient is taken through the softmax alone, without the logarithm.",
    hint="Is the gradient of an image small where the network is very sure and wrong?",
)
def gradient_without_logarithm(logits, targets):
    scores = _floats(logits)
    p = _softmax(scores)[np.arange(len(scores)), targets][:, None]
    return _right(logits, targets)[0], p * _gradient(scores, targets) / len(scores)


@misconception(
    "C506", "The loss has the wrong sign.", hint="Can a loss that is a logarithm of a probability be negative?"
)
def negative_loss(logits, targets):
    loss, grad = _right(logits, targets)
    return -loss, grad


@misconception("C507", "The logarithm has base 2.", hint="Which logarithm does the docstring name?")
def base_two(logits, targets):
    loss, grad = _right(logits, targets)
    return float(loss / np.log(2)), grad


@misconception("C508", "The logarithm has base 10.", hint="Which logarithm does the docstring name?")
def base_ten(logits, targets):
    loss, grad = _right(logits, targets)
    return float(loss / np.log(10)), grad


@misconception(
    "C509",
    "The logarithm is missing: the loss is 1 minus the probability.",
    hint="What is the loss of two equal scores?",
)
def no_logarithm(logits, targets):
    scores = _floats(logits)
    p = _softmax(scores)[np.arange(len(scores)), targets]
    return float((1 - p).mean()), _right(logits, targets)[1]


@misconception(
    "C510",
    "The logarithm is taken after the mean, not before it.",
    hint="Two images with losses 1 and 3: what is the loss of the batch?",
)
def mean_before_logarithm(logits, targets):
    scores = _floats(logits)
    with np.errstate(all="ignore"):
        p = _softmax(scores)[np.arange(len(scores)), targets]
        return float(-np.log(p.mean())), _right(logits, targets)[1]


@misconception(
    "C511",
    "The loss is that of the most probable class, not of the right one.",
    hint="Change the targets: should the loss stay the same?",
)
def most_probable_class(logits, targets):
    return _right(logits, _floats(logits).argmax(axis=1))[0], _right(logits, targets)[1]


@misconception(
    "C512",
    "The loss adds up all classes, not the right one alone.",
    hint="Change the targets: should the loss stay the same?",
)
def all_classes(logits, targets):
    scores = _floats(logits)
    total = sum(_losses(scores, np.full(len(scores), k)) for k in range(scores.shape[1]))
    return float(total.mean()), _right(logits, targets)[1]


@misconception("C513", "Sigmoids take the place of softmax.", hint="Do the probabilities of an image add up to 1?")
def sigmoids(logits, targets):
    with np.errstate(all="ignore"):
        return _from_probabilities(1 / (1 + np.exp(-_floats(logits))), targets)


@misconception(
    "C514", "Scores are divided by their sum, without exponentials.", hint="What should negative scores give?"
)
def no_exponentials(logits, targets):
    scores = _floats(logits)
    with np.errstate(all="ignore"):
        return _from_probabilities(scores / scores.sum(axis=1, keepdims=True), targets)


@misconception("C515", "The classes are counted from 1.", hint="Which number has the first class?")
def classes_from_one(logits, targets):
    return _right(logits, targets - 1)


@misconception("C516", "The losses of the images are returned, not their mean.", hint="How many numbers is the loss?")
def losses_for_loss(logits, targets):
    return _losses(_floats(logits), targets), _right(logits, targets)[1]


@misconception("C517", "The loss alone is returned.", hint="How many results does the docstring name?")
def loss_alone(logits, targets):
    return _right(logits, targets)[0]


@misconception(
    "C518",
    "Loss and gradient are returned the other way round.",
    hint="In which order does the docstring name the results?",
)
def exchanged_results(logits, targets):
    return _right(logits, targets)[::-1]


@misconception(
    "C519",
    "The probabilities are returned in place of the gradient.",
    hint="Do the entries of a row add up to 0 or to 1?",
)
def probabilities_for_gradient(logits, targets):
    return _right(logits, targets)[0], _softmax(_floats(logits))


@misconception("A10", "Only the first image is looked at.", hint="Use two different images.")
def first_image_only(logits, targets):
    loss, grad = _right(logits[:1], targets[:1])
    return loss, np.concatenate([grad, np.zeros((len(logits) - 1, logits.shape[1]), grad.dtype)])


@misconception("A14", "Everything is computed in float32.", hint="Which dtype has your gradient?")
def in_single_precision(logits, targets):
    loss, grad = _right(logits.astype(np.float32), targets)
    return loss, grad.astype(_floats(logits).dtype)


@misconception("A14b", "The gradient is always in float64.", hint="Which dtype does the docstring promise for float32?")
def always_double(logits, targets):
    return _right(logits.astype(np.float64), targets)


@misconception(
    "A13",
    "The largest score is subtracted in the dtype of the scores, where 8 bits know no negative numbers.",
    hint="What is np.uint8(2) - np.uint8(3)?",
)
def subtracts_in_bytes(logits, targets):
    with np.errstate(all="ignore"):
        return _right(logits - logits.max(axis=1, keepdims=True), targets)


@misconception(
    "A13b", "The gradient of integers is an array of integers.", hint="What dtype is the array that you write into?"
)
def integer_gradient(logits, targets):
    loss, grad = _right(logits, targets)
    return loss, grad.astype(logits.dtype)


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(logits, targets):
    return _losses(_floats(logits), y).mean(), logits  # noqa: F821 - the missing name is the mistake


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(logits, targets):
    return _right(logits.astype(np.float), targets)  # noqa: NPY001 - the mistake


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(logits, targets):
    out = _right(logits, targets)[1]
    buffer = _BUFFERS.setdefault((out.shape, out.dtype), out)
    buffer[...] = out
    return _right(logits, targets)[0], buffer


@misconception(
    "A17",
    "The first two classes alone take part, as in the example.",
    hint="How many classes does your function look at?",
)
def copied_constants(logits, targets):
    return _two_classes(logits, targets)
