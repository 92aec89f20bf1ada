"""Wrong versions of top_k_error: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import misconception


def _refuse(k):
    """Refuse a k below 1."""
    if k < 1:
        raise ValueError("k must be at least 1")


def _ranked(scores):
    """Return the classes of each image, best first, equal ones by their number."""
    return np.argsort(-scores, axis=1, kind="stable")


def _wrong(scores, targets, k):
    """Return which images are wrong."""
    _refuse(k)
    return ~(_ranked(scores)[:, :k] == targets[:, None]).any(axis=1)


def _error(scores, targets, k):
    """Return the right answer."""
    return float(_wrong(scores, targets, k).mean())


@misconception("T01", "The k worst classes are taken, not the k best.", hint="Print the scores of your five.")
def ascending(scores, targets, k=5):
    _refuse(k)
    worst = np.argsort(scores, axis=1, kind="stable")[:, :k]
    return float(1 - (worst == targets[:, None]).any(axis=1).mean())


@misconception(
    "T04b",
    "Of equal scores, the class with the higher number comes first.",
    hint="Two classes with the same score: which of them does the docstring put first?",
)
def higher_number_first(scores, targets, k=5):
    _refuse(k)
    best = np.argsort(scores, axis=1, kind="stable")[:, ::-1][:, :k]
    return float(1 - (best == targets[:, None]).any(axis=1).mean())


@misconception("T02", "The accuracy is returned, not the error.", hint="Perfect scores: what should it return?")
def accuracy(scores, targets, k=5):
    return 1 - _error(scores, targets, k)


@misconception(
    "T02b", "The error is returned in percent.", hint="Between which two numbers does the docstring put the error?"
)
def percent(scores, targets, k=5):
    return 100 * _error(scores, targets, k)


@misconception("T02c", "The wrong images are counted, and not divided by all.", hint="A share, or a number of images?")
def counted(scores, targets, k=5):
    return float(_wrong(scores, targets, k).sum())


@misconception("T02d", "Only the best class counts, whatever k is.", hint="What does k change in your function?")
def always_top_1(scores, targets, k=5):
    _refuse(k)
    return _error(scores, targets, 1)


@misconception("T02e", "Five classes count, whatever k is.", hint="What does k change in your function?")
def always_top_5(scores, targets, k=5):
    _refuse(k)
    return _error(scores, targets, 5)


@misconception(
    "T03",
    "The mean of the errors of equal parts is taken (of 32 images), although the last part is smaller.",
    hint="How much does an image of the last part count? Weigh the last part.",
)
def mean_of_parts(scores, targets, k=5):
    _refuse(k)
    starts = range(0, len(scores), 32)
    return float(np.mean([_error(scores[i : i + 32], targets[i : i + 32], k) for i in starts]))


@misconception(
    "T03b",
    "Images beyond the last full part (of 32 images) are left out.",
    hint="How many images does your loop look at, and how many are there?",
)
def full_parts_only(scores, targets, k=5):
    kept = len(scores) // 32 * 32 or len(scores)
    return _error(scores[:kept], targets[:kept], k)


@misconception(
    "T04",
    "Every class counts whose score is at least the k-th best: with ties that is more than k.",
    hint="All scores equal: how many classes do you accept?",
)
def ties_admitted(scores, targets, k=5):
    _refuse(k)
    last = np.sort(scores, axis=1)[:, -min(k, scores.shape[1])]
    return float((scores[np.arange(len(scores)), targets] < last).mean())


@misconception(
    "T04c",
    "Where scores are equal, the right class comes last.",
    hint="Two equal scores, the right class is 0, k is 1: what does the docstring say?",
)
def ties_against(scores, targets, k=5):
    _refuse(k)
    right = scores[np.arange(len(scores)), targets][:, None]
    return float(((scores >= right).sum(axis=1) > k).mean())


@misconception("C530", "Only k - 1 classes count.", hint="How many classes are there in your slice?")
def one_too_few(scores, targets, k=5):
    _refuse(k)
    return float(1 - (_ranked(scores)[:, : k - 1] == targets[:, None]).any(axis=1).mean())


@misconception("C531", "k + 1 classes count.", hint="How many classes are there in your slice?")
def one_too_many(scores, targets, k=5):
    _refuse(k)
    return _error(scores, targets, k + 1)


@misconception(
    "C532",
    "Only the class in place k counts, not those before it.",
    hint="Is an image right whose class is in place 1?",
)
def place_k_only(scores, targets, k=5):
    _refuse(k)
    place = min(k, scores.shape[1]) - 1
    return float((_ranked(scores)[:, place] != targets).mean())


@misconception(
    "C533",
    "The best scores are compared with the class, not the best classes.",
    hint="After sorting, do you hold scores or the numbers of classes?",
)
def scores_for_classes(scores, targets, k=5):
    _refuse(k)
    best = -np.sort(-scores, axis=1)[:, :k]
    return float(1 - (best == targets[:, None]).any(axis=1).mean())


@misconception(
    "C534",
    "The classes are ranked over the images, not over the classes.",
    hint="Which axis of the scores holds the classes of one image?",
)
def ranks_images(scores, targets, k=5):
    _refuse(k)
    ranked = np.argsort(-scores, axis=0, kind="stable")[:, :k]
    return float(1 - (ranked == targets[:, None]).any(axis=1).mean())


@misconception("C535", "The classes are counted from 1.", hint="Which number has the first class?")
def classes_from_one(scores, targets, k=5):
    return _error(scores, targets - 1, k)


@misconception("C536", "Scores are ranked by their absolute value.", hint="Which is better: -9 or 2?")
def absolute_values(scores, targets, k=5):
    return _error(np.abs(scores), targets, k)


@misconception(
    "C537",
    "An image is right if any target of the batch is among its best classes.",
    hint="Use two images with different classes: which target belongs to which row?",
)
def any_target(scores, targets, k=5):
    _refuse(k)
    return float(1 - np.isin(_ranked(scores)[:, :k], targets).any(axis=1).mean())


@misconception(
    "C538",
    "The hits are divided by all places, not by the images.",
    hint="Perfect scores and k = 2: what should it return?",
)
def divided_by_places(scores, targets, k=5):
    _refuse(k)
    return float(1 - (_ranked(scores)[:, :k] == targets[:, None]).mean())


@misconception(
    "C539",
    "A k that is larger than the number of classes is refused.",
    hint="What does the docstring say about a k of K or more?",
)
def refuses_large_k(scores, targets, k=5):
    if k > scores.shape[1]:
        raise ValueError("k is larger than the number of classes")
    return _error(scores, targets, k)


@misconception(
    "C540",
    "A k that is as large as the number of classes ends in an error (np.argpartition).",
    hint="What does the docstring say about a k of K or more?",
)
def argpartition(scores, targets, k=5):
    _refuse(k)
    np.argpartition(-scores, k, axis=1)
    return _error(scores, targets, k)


@misconception("C541", "A k below 1 is not refused.", hint="Which exception does the docstring promise, and when?")
def never_refuses(scores, targets, k=5):
    return float(1 - (_ranked(scores)[:, : max(k, 0)] == targets[:, None]).any(axis=1).mean())


@misconception("A26", "A k below 1 ends in an AssertionError.", hint="Which exception does the docstring promise?")
def asserts_k(scores, targets, k=5):
    assert k >= 1
    return _error(scores, targets, k)


@misconception("A10", "Only the first image is looked at.", hint="Use two different images.")
def first_image_only(scores, targets, k=5):
    return _error(scores[:1], targets[:1], k)


@misconception("A12", "The scores are sorted in place.", hint="Compare the scores before and after the call.")
def sorts_in_place(scores, targets, k=5):
    error = _error(scores, targets, k)
    scores.sort(axis=1)
    return error


@misconception(
    "A12b",
    "The best scores are crossed out in the scores themselves.",
    hint="Compare the scores before and after the call.",
)
def crosses_out(scores, targets, k=5):
    error = _error(scores, targets, k)
    scores[np.arange(len(scores)), scores.argmax(axis=1)] = -1e9
    return error


@misconception(
    "A18",
    "For each image it is told whether it is wrong; there is no mean.",
    hint="How many numbers does the docstring promise?",
)
def one_for_each(scores, targets, k=5):
    return _wrong(scores, targets, k).astype(np.float64)


@misconception(
    "C07",
    "The error is printed, and nothing is returned.",
    hint="What does a function without a return statement give back?",
)
def printed(scores, targets, k=5):
    print(_error(scores, targets, k), end="")  # noqa: T201 - the mistake


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(scores, targets, k=5):
    return float((predictions != targets).mean())  # noqa: F821 - the missing name is the mistake


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(scores, targets, k=5):
    return np.float(_error(scores, targets, k))  # noqa: NPY001 - the mistake
