"""Wrong versions of occlusion_map: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import misconception

_BUFFERS = {}


def _places(image, box):
    """Return the number of places of the box, down and to the right."""
    return image.shape[1] - box[0] + 1, image.shape[2] - box[1] + 1


def _covered(image, row, col, box, value=0.0):
    """Return a copy of the image with a box painted."""
    out = image.copy()
    out[:, row : row + box[0], col : col + box[1]] = value
    return out


def _map(model, image, target, box, value=0.0, *, paint=_covered, places=None):
    """Return the right map, with another way to paint or other places."""
    rows, cols = places or _places(image, box)
    before = model(image[None])[0, target]
    after = [[model(paint(image, row, col, box, value)[None])[0, target] for col in range(cols)] for row in range(rows)]
    return before - np.array(after, np.float64).reshape(rows, cols)


@misconception(
    "C600",
    "The score that is left is returned, not how far it has fallen.",
    hint="A place that does not matter: which number should stand there?",
)
def score_for_drop(model, image, target, box, *, value=0.0):
    return model(image[None])[0, target] - _map(model, image, target, box, value)


@misconception(
    "C601",
    "The sign is wrong: the score before is subtracted.",
    hint="A place that matters much: is its number large or small?",
)
def rise_for_drop(model, image, target, box, *, value=0.0):
    return -_map(model, image, target, box, value)


@misconception(
    "C602",
    "Only the size of the change is returned, without its sign.",
    hint="What does the docstring say about a place where covering helps?",
)
def size_of_change(model, image, target, box, *, value=0.0):
    return np.abs(_map(model, image, target, box, value))


@misconception(
    "C603",
    "What the box has covered stays covered: it is never put back.",
    hint="Two places of the box, one after the other: is the first one still painted?",
)
def never_restored(model, image, target, box, *, value=0.0):
    work = image.copy()

    def paint(_, row, col, box, value):
        work[:] = _covered(work, row, col, box, value)
        return work.copy()

    return _map(model, image, target, box, value, paint=paint)


@misconception(
    "C604",
    "The class with the highest score is looked at, not the one that is asked for.",
    hint="What does the argument target change in your function?",
)
def best_class(model, image, target, box, *, value=0.0):
    return _map(model, image, int(model(image[None])[0].argmax()), box, value)


@misconception(
    "C605", "Class 0 is looked at, whatever target is.", hint="What does the argument target change in your function?"
)
def always_class_0(model, image, target, box, *, value=0.0):
    return _map(model, image, 0, box, value)


@misconception("C606", "The drops of all classes are added up.", hint="How many classes does the docstring look at?")
def all_classes(model, image, target, box, *, value=0.0):
    return sum(_map(model, image, k, box, value) for k in range(model(image[None]).shape[1]))


@misconception(
    "C607", "The box covers the first channel alone.", hint="A red box on a colour image: which channels change?"
)
def first_channel(model, image, target, box, *, value=0.0):
    def paint(image, row, col, box, value):
        out = image.copy()
        out[0, row : row + box[0], col : col + box[1]] = value
        return out

    return _map(model, image, target, box, value, paint=paint)


@misconception("C608", "All but the box is covered.", hint="Which part of the image does the model still see?")
def all_but_the_box(model, image, target, box, *, value=0.0):
    def paint(image, row, col, box, value):
        out = np.full_like(image, value)
        out[:, row : row + box[0], col : col + box[1]] = image[:, row : row + box[0], col : col + box[1]]
        return out

    return _map(model, image, target, box, value, paint=paint)


@misconception("C609", "The box jumps by its own size.", hint="How far apart do two places of the box lie?")
def jumps(model, image, target, box, *, value=0.0):
    return _map(model, image, target, box, value)[:: box[0], :: box[1]]


@misconception(
    "C610",
    "One place is missing at the bottom and at the right.",
    hint="A box as large as the image: how many places should that give?",
)
def one_place_less(model, image, target, box, *, value=0.0):
    return _map(model, image, target, box, value)[:-1, :-1]


@misconception("C611", "The box also stands where it leaves the image.", hint="Which shape does the docstring promise?")
def leaves_the_image(model, image, target, box, *, value=0.0):
    return _map(model, image, target, box, value, places=image.shape[1:])


@misconception("C612", "The map has rows and columns exchanged.", hint="Which of your loop variables moves down a row?")
def transposed(model, image, target, box, *, value=0.0):
    return _map(model, image, target, box, value).T.copy()


@misconception(
    "C613", "The box is read as (width, height).", hint="Which of the two sides does the docstring name first?"
)
def width_first(model, image, target, box, *, value=0.0):
    return _map(model, image, target, box[::-1], value)


@misconception("S10", "The image is taken to be square.", hint="Give height and width names of their own.")
def square_image(model, image, target, box, *, value=0.0):
    side = image.shape[1]
    return _map(model, image, target, box, value, places=(side - box[0] + 1, max(side - box[1] + 1, 0)))


@misconception(
    "C614", "The box is taken to be square.", hint="Give the height and the width of the box names of their own."
)
def square_box(model, image, target, box, *, value=0.0):
    return _map(model, image, target, (box[0], box[0]), value)


@misconception("C615", "The box is always black.", hint="What does the argument value change in your function?")
def always_black(model, image, target, box, *, value=0.0):
    return _map(model, image, target, box)


@misconception("C616", "The value is added to what is covered.", hint="What can the model still see below the box?")
def value_added(model, image, target, box, *, value=0.0):
    def paint(image, row, col, box, value):
        out = image.copy()
        out[:, row : row + box[0], col : col + box[1]] += value
        return out

    return _map(model, image, target, box, value, paint=paint)


@misconception("C617", "The box is painted with the mean of the image.", hint="What does the docstring say is painted?")
def mean_paint(model, image, target, box, *, value=0.0):
    return _map(model, image, target, box, image.mean())


@misconception(
    "C618",
    "The drop is divided by the score before.",
    hint="Is it a share or a difference that the docstring asks for?",
)
def relative_drop(model, image, target, box, *, value=0.0):
    with np.errstate(all="ignore"):
        return _map(model, image, target, box, value) / model(image[None])[0, target]


@misconception(
    "C619",
    "The scores are turned into probabilities first.",
    hint="What does the model return, and what does the docstring subtract?",
)
def probabilities(model, image, target, box, *, value=0.0):
    def softmax(batch):
        scores = model(batch)
        exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
        return exponentials / exponentials.sum(axis=1, keepdims=True)

    return _map(softmax, image, target, box, value)


@misconception(
    "C620",
    "Each place is compared with the place before, not with the whole image.",
    hint="Which score does the docstring subtract from?",
)
def since_the_last_place(model, image, target, box, *, value=0.0):
    drops = _map(model, image, target, box, value)
    return np.diff(drops.ravel(), prepend=0.0).reshape(drops.shape)


@misconception(
    "C621", "The model is given an image without the axis of the batch.", hint="Which shape does the model take?"
)
def without_batch_axis(model, image, target, box, *, value=0.0):
    return model(image)[target] - _map(model, image, target, box, value)


@misconception(
    "A12", "The boxes are painted into the image that was given.", hint="Compare the image before and after the call."
)
def paints_into_image(model, image, target, box, *, value=0.0):
    drops = _map(model, image, target, box, value)
    image[:] = _covered(image, drops.shape[0] - 1, drops.shape[1] - 1, box, value)
    return drops


@misconception("A18", "The map is a list of lists.", hint="Compare `type` and `.shape` with the docstring.")
def list_of_lists(model, image, target, box, *, value=0.0):
    return _map(model, image, target, box, value).tolist()


@misconception("C622", "The map is one row of numbers.", hint="Compare `type` and `.shape` with the docstring.")
def flat(model, image, target, box, *, value=0.0):
    return _map(model, image, target, box, value).ravel()


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(model, image, target, box, *, value=0.0):
    return net(image[None])[0, target] - _map(model, image, target, box, value)  # noqa: F821 - the missing name is the mistake


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(model, image, target, box, *, value=0.0):
    out = _map(model, image, target, box, value)
    buffer = _BUFFERS.setdefault((out.shape, out.dtype), out)
    buffer[...] = out
    return buffer


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(model, image, target, box, *, value=0.0):
    return _map(model, image.astype(np.float), target, box, value)  # noqa: NPY001 - the mistake


@misconception(
    "A17", "The box of the example is copied: one pixel.", hint="What does the argument box change in your function?"
)
def copied_constants(model, image, target, box, *, value=0.0):
    return _map(model, image, target, (1, 1), value)
