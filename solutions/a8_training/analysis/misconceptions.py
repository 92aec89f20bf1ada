"""Wrong versions of the functions of analysis: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import misconception

_ERROR, _COUNTS, _PAIR = ({"function": name} for name in ("top_2_error", "confusion_matrix", "most_confused"))
_GRID, _SHIFT = ({"function": name} for name in ("filter_grid", "equivariance_error"))


def _first_two(scores):
    """Return the two best classes of each image."""
    return np.argsort(-scores, axis=1, kind="stable")[:, :2]


def _error(best, labels):
    """Return the share of images whose class is not among some classes."""
    return float(np.mean(~(best == labels[:, None]).any(axis=1)))


def _counts(labels, predictions, classes):
    """Return the right matrix."""
    counts = np.zeros((classes, classes), np.int64)
    np.add.at(counts, (labels, predictions), 1)
    return counts


def _pair(counts, flat_index):
    """Return a place in the matrix."""
    return tuple(int(i) for i in np.unravel_index(flat_index, counts.shape))


def _mistakes(counts):
    """Return the matrix without what is right."""
    return np.where(np.eye(len(counts), dtype=bool), -1, counts)


def _shades(one):
    """Return a filter from 0 to 1."""
    low, high = one.min(), one.max()
    return (one - low) / (high - low) if high > low else np.full(one.shape, 0.5)


def _grid(filters, columns, *, shades=_shades, gap=1, blank=1.0, rows=None, column_first=False):
    """Return the right picture, with something else where that is said."""
    count, height, width = filters.shape
    rows = -(-count // columns) if rows is None else rows
    picture = np.full((rows * (height + gap) - gap, columns * (width + gap) - gap), blank)
    if gap and blank != 1:
        picture[height :: height + gap], picture[:, width :: width + gap] = 1, 1
    for number, one in enumerate(filters[: rows * columns]):
        row, column = divmod(number, rows)[::-1] if column_first else divmod(number, columns)
        top, left = row * (height + gap), column * (width + gap)
        picture[top : top + height, left : left + width] = shades(one)
    return picture


def _moved(maps, shift):
    """Return maps of which every pixel has moved."""
    height, width = maps.shape[2:]
    wide = np.pad(maps, ((0, 0), (0, 0), (height, height), (width, width)))
    return wide[:, :, height - shift[0] : 2 * height - shift[0], width - shift[1] : 2 * width - shift[1]]


def _inner(maps, margin):
    """Return maps without a margin."""
    return maps[:, :, margin : maps.shape[2] - margin, margin : maps.shape[3] - margin]


def _difference(layer, x, shift, move=_moved):
    """Return how shifting before and behind a layer differ."""
    return layer(move(x, shift)) - move(layer(x), shift)


@misconception(
    "T02", "Only the class with the highest score counts.", hint="How many classes may a network name?", **_ERROR
)
def only_the_first(scores, labels):
    return _error(_first_two(scores)[:, :1], labels)


@misconception(
    "C840", "The share of images that are right is returned.", hint="Perfect scores: what is their error?", **_ERROR
)
def share_that_is_right(scores, labels):
    return 1 - _error(_first_two(scores), labels)


@misconception(
    "C841",
    "The number of wrong images is returned.",
    hint="Hand in every image twice: does the error change?",
    **_ERROR,
)
def number_of_wrong(scores, labels):
    return _error(_first_two(scores), labels) * len(labels)


@misconception("T01", "The two lowest scores are taken.", hint="Print the scores of the two that you took.", **_ERROR)
def two_lowest(scores, labels):
    return _error(np.argsort(scores, axis=1, kind="stable")[:, :2], labels)


@misconception(
    "C842",
    "Only the class with the second highest score counts.",
    hint="What if the best class is the right one?",
    **_ERROR,
)
def only_the_second(scores, labels):
    return _error(_first_two(scores)[:, 1:], labels)


@misconception(
    "T04",
    "Every class with as high a score as the second one is let in.",
    hint="All scores are equal: how many are two?",
    **_ERROR,
)
def lets_ties_in(scores, labels):
    own = scores[np.arange(len(labels)), labels]
    return float(np.mean(own < np.sort(scores, axis=1)[:, -2]))


@misconception(
    "C843",
    "Of equal scores the class with the higher number comes first.",
    hint="Which of two equal classes goes first?",
    **_ERROR,
)
def later_ties_first(scores, labels):
    return _error(scores.shape[1] - 1 - _first_two(scores[:, ::-1]), labels)


@misconception("C844", "Percent are returned.", hint="What is the largest error that the docstring names?", **_ERROR)
def percent(scores, labels):
    return 100 * _error(_first_two(scores), labels)


@misconception(
    "C845", "Rows and columns are exchanged.", hint="One image of class 0, taken for 1: where does it count?", **_COUNTS
)
def exchanged(labels, predictions, classes):
    return _counts(predictions, labels, classes)


@misconception(
    "C846",
    "A pair that occurs several times counts once.",
    hint="What does `counts[labels, predictions] += 1` do where the same place is named twice?",
    **_COUNTS,
)
def repeated_pairs_once(labels, predictions, classes):
    return np.minimum(_counts(labels, predictions, classes), 1)


@misconception("C847", "Shares of each row are returned, not counts.", hint="What do the entries add up to?", **_COUNTS)
def shares(labels, predictions, classes):
    counts = _counts(labels, predictions, classes)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


@misconception(
    "C848",
    "The matrix is only as large as the labels need.",
    hint="How many rows are there if no image is of the last class?",
    **_COUNTS,
)
def as_large_as_needed(labels, predictions, classes):
    largest = int(max(labels.max(), predictions.max())) + 1
    return _counts(labels, predictions, classes)[:largest, :largest]


@misconception("C849", "Only right answers are counted.", hint="Where does a mistake go?", **_COUNTS)
def only_right_ones(labels, predictions, classes):
    return np.diag(np.diag(_counts(labels, predictions, classes)))


@misconception("C850", "Only mistakes are counted.", hint="Where does a right answer go?", **_COUNTS)
def only_mistakes(labels, predictions, classes):
    counts = _counts(labels, predictions, classes)
    return counts - np.diag(np.diag(counts))


@misconception("N14", "The counts are kept in 8 bits.", hint="What comes after 255 in your array?", **_COUNTS)
def eight_bits(labels, predictions, classes):
    return _counts(labels, predictions, classes).astype(np.uint8).astype(np.int64)


@misconception("C851", "Right answers are looked at as well.", hint="What stands on the diagonal?", **_PAIR)
def diagonal_too(counts):
    return _pair(counts, np.argmax(counts))


@misconception("C852", "Label and prediction are exchanged.", hint="What do the rows of the matrix stand for?", **_PAIR)
def exchanged_pair(counts):
    return _pair(counts, np.argmax(_mistakes(counts)))[::-1]


@misconception("C853", "Of equally frequent mistakes the last one is returned.", hint="Which one comes first?", **_PAIR)
def last_of_equal(counts):
    return _pair(counts, counts.size - 1 - np.argmax(_mistakes(counts).ravel()[::-1]))


@misconception(
    "C854",
    "Both directions of a mistake are added up.",
    hint="Is a 4 taken for a 9 the same mistake as a 9 taken for a 4?",
    **_PAIR,
)
def both_directions(counts):
    mistakes = _mistakes(counts)
    return _pair(counts, np.argmax(mistakes + mistakes.T))


@misconception(
    "C855",
    "The matrix is read column by column.",
    hint="Of equally frequent mistakes: which is first, reading row by row?",
    **_PAIR,
)
def by_columns(counts):
    return _pair(counts, np.argmax(_mistakes(counts).T))[::-1]


@misconception("C856", "The matrix is changed.", hint="Print the matrix before and after the call.", **_PAIR)
def changes_the_matrix(counts):
    np.fill_diagonal(counts, -1)
    return _pair(counts, np.argmax(counts))


@misconception(
    "C857",
    "Where nothing is confused, the place on the diagonal is returned.",
    hint="A matrix without mistakes: which two classes are different, and come first?",
    **_PAIR,
)
def zero_on_the_diagonal(counts):
    return _pair(counts, np.argmax(np.where(np.eye(len(counts), dtype=bool), 0, counts)))


@misconception(
    "C858", "All filters are scaled by the same two numbers.", hint="Does each filter reach black and white?", **_GRID
)
def scaled_together(filters, columns):
    low, high = filters.min(), filters.max()
    return _grid(
        filters, columns, shades=lambda one: (one - low) / (high - low) if high > low else np.full(one.shape, 0.5)
    )


@misconception(
    "C859", "Filters are divided by their largest weight only.", hint="Which shade has the smallest weight?", **_GRID
)
def divided_by_largest(filters, columns):
    return _grid(filters, columns, shades=lambda one: one / one.max() if one.max() else one)


@misconception("C860", "Black and white are exchanged.", hint="Which weight should be the brightest?", **_GRID)
def negative(filters, columns):
    return _grid(filters, columns, shades=lambda one: 1 - _shades(one))


@misconception(
    "C861", "The size of the weights is shown, without their signs.", hint="A filter of -1 and 1: two shades?", **_GRID
)
def absolute_weights(filters, columns):
    return _grid(filters, columns, shades=lambda one: _shades(np.abs(one)))


@misconception(
    "C862", "Filters of equal weights become black.", hint="What does the docstring say about them?", **_GRID
)
def flat_is_black(filters, columns):
    return _grid(filters, columns, shades=lambda one: _shades(one) if np.ptp(one) else np.zeros(one.shape))


@misconception("C863", "Filters of equal weights are divided by 0.", hint="What is 0 / 0?", **_GRID)
def flat_is_nan(filters, columns):
    return _grid(filters, columns, shades=lambda one: (one - one.min()) / np.ptp(one))


@misconception(
    "C864", "There is no gap between filters.", hint="How wide is a picture of two filters of width 3?", **_GRID
)
def no_gap(filters, columns):
    return _grid(filters, columns, gap=0)


@misconception("C865", "The gap comes behind the last filter, too.", hint="Does the picture have a frame?", **_GRID)
def gap_at_the_end(filters, columns):
    return np.pad(_grid(filters, columns), ((0, 1), (0, 1)), constant_values=1)


@misconception("C866", "There is a white frame around the picture.", hint="Does the picture have a frame?", **_GRID)
def frame(filters, columns):
    return np.pad(_grid(filters, columns), 1, constant_values=1)


@misconception("C867", "Gaps and empty places are black.", hint="Which shade has a place without a filter?", **_GRID)
def black_gaps(filters, columns):
    marked = _grid(filters, columns, shades=lambda one: _shades(one) + 2)
    return np.where(marked >= 2, marked - 2, 0.0)


@misconception("C868", "Places without a filter are black.", hint="Which shade has a place without a filter?", **_GRID)
def black_places(filters, columns):
    return _grid(filters, columns, blank=0.0)


@misconception(
    "C869", "The last row is left out if it is not full.", hint="Three filters in rows of two: how many rows?", **_GRID
)
def drops_last_row(filters, columns):
    return _grid(filters, columns, rows=len(filters) // columns)


@misconception("C870", "Filters stand column by column.", hint="Where does the second filter stand?", **_GRID)
def by_grid_columns(filters, columns):
    return _grid(filters, columns, column_first=True)


@misconception(
    "C871", "A row of the picture is added even if the rows are full.", hint="Four filters in rows of two?", **_GRID
)
def one_row_too_many(filters, columns):
    return _grid(filters, columns, rows=len(filters) // columns + 1)


@misconception("C872", "Filters stand on their side.", hint="Take a filter of 1 x 3: how wide is the picture?", **_GRID)
def turned(filters, columns):
    return _grid(filters.swapaxes(1, 2), columns)


@misconception("C873", "Pixels that leave the image come in again on the other side.", hint="What comes in?", **_SHIFT)
def wraps_around(layer, x, shift, *, margin=0):
    roll = lambda maps, by: np.roll(maps, by, axis=(2, 3))  # noqa: E731 - as short as the mistake
    return float(np.abs(_inner(_difference(layer, x, shift, roll), margin)).max())


@misconception("C874", "The shift goes the other way.", hint="A single 1, one row down: where is it then?", **_SHIFT)
def the_other_way(layer, x, shift, *, margin=0):
    return float(np.abs(_inner(_difference(layer, x, (-shift[0], -shift[1])), margin)).max())


@misconception("C875", "Down and right are exchanged.", hint="Which of the two numbers moves a pixel down?", **_SHIFT)
def down_for_right(layer, x, shift, *, margin=0):
    return float(np.abs(_inner(_difference(layer, x, shift[::-1]), margin)).max())


@misconception(
    "C876", "The mean of the differences is returned.", hint="Does one wrong pixel among a thousand count?", **_SHIFT
)
def mean_difference(layer, x, shift, *, margin=0):
    return float(np.abs(_inner(_difference(layer, x, shift), margin)).mean())


@misconception(
    "C877", "Negative differences are not seen.", hint="Is a difference of -3 smaller than one of 1?", **_SHIFT
)
def signed_maximum(layer, x, shift, *, margin=0):
    return float(_inner(_difference(layer, x, shift), margin).max())


@misconception("C878", "The margin is ignored.", hint="Which pixels does the last argument leave out?", **_SHIFT)
def ignores_margin(layer, x, shift, *, margin=0):
    return float(np.abs(_difference(layer, x, shift)).max())


@misconception(
    "C879", "The margin is left out at the top and the left alone.", hint="How many borders has a map?", **_SHIFT
)
def margin_on_two_sides(layer, x, shift, *, margin=0):
    return float(np.abs(_difference(layer, x, shift)[:, :, margin:, margin:]).max())


@misconception("B18", "With a margin of 0 nothing is left.", hint="What is `a[0:-0]`?", **_SHIFT)
def nothing_left(layer, x, shift, *, margin=0):
    return float(np.abs(_difference(layer, x, shift)[:, :, margin:-margin, margin:-margin]).max())


@misconception("C880", "The maps are not shifted.", hint="Which two things are compared?", **_SHIFT)
def maps_stay(layer, x, shift, *, margin=0):
    return float(np.abs(_inner(layer(_moved(x, shift)) - layer(x), margin)).max())


@misconception("C881", "Only the first image is looked at.", hint="Use two different images.", **_SHIFT)
def first_image(layer, x, shift, *, margin=0):
    return float(np.abs(_inner(_difference(layer, x, shift)[:1], margin)).max())


@misconception(
    "C882", "Shifts up and to the left are taken for none.", hint="What does a negative number mean?", **_SHIFT
)
def no_negative_shift(layer, x, shift, *, margin=0):
    return float(np.abs(_inner(_difference(layer, x, (max(shift[0], 0), max(shift[1], 0))), margin)).max())
