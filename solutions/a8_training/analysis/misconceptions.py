"""Wrong versions of the functions of analysis: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import misconception


def _matrix(targets, predicted, classes):
    """Return the right matrix."""
    matrix = np.zeros((classes, classes), np.int64)
    for target, said in zip(targets, predicted, strict=True):
        matrix[target, said] += 1
    return matrix


@misconception("C960", "Rows and columns are exchanged.", hint="Which axis of the matrix is the truth?")
def transposed(targets, predicted, classes):
    return _matrix(predicted, targets, classes)


@misconception("C961", "A pair counts once, however often it comes.", hint="Two images with the same mistake.")
def once_only(targets, predicted, classes):
    return np.minimum(_matrix(targets, predicted, classes), 1)


@misconception("C962", "Only the mistakes are counted.", hint="What stands on the diagonal?")
def mistakes_only(targets, predicted, classes):
    matrix = _matrix(targets, predicted, classes)
    np.fill_diagonal(matrix, 0)
    return matrix


@misconception("C963", "Shares of a row are returned, not counts.", hint="Counts, or shares?")
def shares(targets, predicted, classes):
    matrix = _matrix(targets, predicted, classes)
    return matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)


@misconception(
    "C964",
    "There are only as many classes as the largest one that was met.",
    hint="A class that no image has: does it have a row?",
)
def classes_met(targets, predicted, classes):
    return _matrix(targets, predicted, int(max(targets.max(), predicted.max())) + 1)


@misconception(
    "C965", "The diagonal is looked at too.", hint="May the two classes be the same?", function="most_confused"
)
def with_diagonal(matrix):
    row, col = np.unravel_index(matrix.argmax(), matrix.shape)
    return int(row), int(col)


def _pair(matrix):
    """Return the right pair."""
    mistakes = matrix.astype(np.int64)
    np.fill_diagonal(mistakes, -1)
    row, col = np.unravel_index(mistakes.argmax(), mistakes.shape)
    return int(row), int(col)


@misconception(
    "C966", "The pair is named the other way round.", hint="Which class is the truth?", function="most_confused"
)
def other_way(matrix):
    return _pair(matrix)[::-1]


@misconception(
    "C967",
    "Both directions of a pair are added up.",
    hint="Is 4 taken for 9 the same as 9 for 4?",
    function="most_confused",
)
def both_directions(matrix):
    return _pair(np.triu(matrix + matrix.T, 1) - np.tril(np.ones_like(matrix)))


@misconception(
    "C968", "Of equal pairs the last one counts.", hint="Which of equal pairs is named?", function="most_confused"
)
def last_pair(matrix):
    row, col = _pair(matrix[::-1, ::-1])
    return len(matrix) - 1 - row, len(matrix) - 1 - col


@misconception(
    "C969", "The place in the flattened matrix is returned.", hint="How many numbers?", function="most_confused"
)
def flat_place(matrix):
    row, col = _pair(matrix)
    return row * len(matrix) + col


def _two(scores):
    """Return the two best classes of each image."""
    return np.argsort(-scores, axis=1, kind="stable")[:, :2]


@misconception("T01", "The two worst classes are taken.", hint="Print the scores of your two.", function="top_2_error")
def two_worst(scores, targets):
    return float(1 - (_two(-scores) == targets[:, None]).any(axis=1).mean())


@misconception(
    "T02", "The share of right images is returned.", hint="Perfect scores: what then?", function="top_2_error"
)
def share_of_right(scores, targets):
    return float((_two(scores) == targets[:, None]).any(axis=1).mean())


@misconception(
    "T02b", "Only the best class counts.", hint="How many classes may a network name?", function="top_2_error"
)
def best_only(scores, targets):
    return float((scores.argmax(axis=1) != targets).mean())


@misconception("C970", "The right class must be second.", hint="And if it is the first one?", function="top_2_error")
def second_only(scores, targets):
    return float((_two(scores)[:, 1] != targets).mean())


@misconception("T02c", "The number of wrong images is returned.", hint="A number, or a share?", function="top_2_error")
def number_wrong(scores, targets):
    return float(len(targets) - (_two(scores) == targets[:, None]).any(axis=1).sum())


@misconception(
    "T04",
    "All classes with a score like the second one's count.",
    hint="All scores equal: how many do you accept?",
    function="top_2_error",
)
def admits_ties(scores, targets):
    second = np.sort(scores, axis=1)[:, -2]
    return float((scores[np.arange(len(scores)), targets] < second).mean())


def _grid(kernels, columns, gap=1, *, scale=None, places=None, fill=0.0, flat=0.5):
    """Return the picture, with a thing changed."""
    count, height, width = kernels.shape
    rows = -(-count // columns)
    picture = np.full((rows * (height + gap) - gap, columns * (width + gap) - gap), fill)
    for number, kernel in enumerate(kernels):
        row, col = places(number, rows) if places else divmod(number, columns)
        low, high = scale(kernels) if scale else (kernel.min(), kernel.max())
        scaled = (kernel - low) / (high - low) if high > low else np.full(kernel.shape, flat)
        top, left = row * (height + gap), col * (width + gap)
        picture[top : top + height, left : left + width] = scaled
    return picture


@misconception(
    "C971",
    "All kernels are scaled together.",
    hint="Has every kernel a black and a white entry?",
    function="filter_grid",
)
def scaled_together(kernels, columns, *, gap=1):
    return _grid(kernels, columns, gap, scale=lambda kernels: (kernels.min(), kernels.max()))


@misconception("C972", "The kernels are not scaled.", hint="Is a weight of -1 a brightness?", function="filter_grid")
def not_scaled(kernels, columns, *, gap=1):
    return _grid(kernels, columns, gap, scale=lambda kernels: (0.0, 1.0))


@misconception(
    "C973", "A kernel of equal weights becomes 0.", hint="What does the docstring say?", function="filter_grid"
)
def flat_is_black(kernels, columns, *, gap=1):
    return _grid(kernels, columns, gap, flat=0.0)


@misconception(
    "C974",
    "A kernel of equal weights becomes NaN.",
    hint="What is 0 divided by 0?",
    function="filter_grid",
)
def flat_is_nan(kernels, columns, *, gap=1):
    return _grid(kernels, columns, gap, flat=np.nan)


@misconception("C975", "The gap is white.", hint="Which value have the pixels between kernels?", function="filter_grid")
def white_gap(kernels, columns, *, gap=1):
    return _grid(kernels, columns, gap, fill=1.0)


@misconception("C976", "The gap is always 1.", hint="What does the argument gap change?", function="filter_grid")
def constant_gap(kernels, columns, *, gap=1):
    return _grid(kernels, columns)


@misconception("C977", "There is no gap.", hint="What lies between two kernels?", function="filter_grid")
def no_gap(kernels, columns, *, gap=1):
    return _grid(kernels, columns, 0)


@misconception(
    "C978", "A frame is drawn around the picture.", hint="Where is there a gap, and where not?", function="filter_grid"
)
def framed(kernels, columns, *, gap=1):
    return np.pad(_grid(kernels, columns, gap), gap)


@misconception(
    "C979", "A last row with fewer kernels is left out.", hint="3 kernels in 2 columns.", function="filter_grid"
)
def whole_rows_only(kernels, columns, *, gap=1):
    count = max(len(kernels) // columns * columns, min(len(kernels), columns))
    return _grid(kernels[:count], columns, gap)


def _change(layer, x, rows, cols, margin, *, shift=None, distance=lambda gap: np.abs(gap).max()):
    """Return the change, with a thing done otherwise."""
    height, width = x.shape[2:]
    moved = np.zeros_like(x)
    moved[:, :, rows:, cols:] = x[:, :, : height - rows, : width - cols]
    before = layer(x)[:, :, margin : height - margin - rows, margin : width - margin - cols]
    down, right = shift or (rows, cols)
    after = layer(moved)[:, :, down + margin :, right + margin :][:, :, : before.shape[2], : before.shape[3]]
    return float(distance(after - before))


@misconception(
    "C980",
    "The outputs are compared at the same place.",
    hint="The image has moved: where has its output gone?",
    function="shift_change",
)
def same_place(layer, x, rows, cols, *, margin=1):
    return _change(layer, x, rows, cols, margin, shift=(0, 0))


@misconception(
    "C981", "The mean difference is returned.", hint="The largest one, or the mean?", function="shift_change"
)
def mean_change(layer, x, rows, cols, *, margin=1):
    return _change(layer, x, rows, cols, margin, distance=lambda gap: np.abs(gap).mean())


@misconception(
    "C982",
    "The largest difference is taken without looking at its sign.",
    hint="A difference of -10: how large is it?",
    function="shift_change",
)
def signed_change(layer, x, rows, cols, *, margin=1):
    return _change(layer, x, rows, cols, margin, distance=lambda gap: gap.max())


@misconception("C983", "Rows and columns are exchanged.", hint="Move down by one.", function="shift_change")
def exchanged_shift(layer, x, rows, cols, *, margin=1):
    return _change(layer, x, cols, rows, margin)


@misconception("C984", "The margin is always 1.", hint="What does the argument margin change?", function="shift_change")
def constant_margin(layer, x, rows, cols, *, margin=1):
    return _change(layer, x, rows, cols, 1)


@misconception("C985", "The border is compared as well.", hint="What does a window see there?", function="shift_change")
def no_margin(layer, x, rows, cols, *, margin=1):
    return _change(layer, x, rows, cols, 0)
