"""Wrong versions of the functions of ablations: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import misconception


def _count(model, side=14, filters=(16, 32), hidden=64, classes=10, *, bias=1, left=None, depth=None):
    """Return the right count, or one with a thing changed."""
    first, second = filters
    pixels, kept = side * side, (side // 2) ** 2 if left is None else left
    convolutions = first * (9 + bias) + second * (9 * (first if depth is None else depth) + bias)
    counts = {
        "softmax": classes * (pixels + bias),
        "mlp": hidden * (pixels + bias) + classes * (hidden + bias),
        "flatten": convolutions + classes * (kept * second + bias),
        "global_max": convolutions + classes * (second + bias),
        "strided": convolutions + classes * (second + bias),
    }
    if model not in counts:
        raise ValueError(model)
    return counts[model]


@misconception("N01", "Biases are not counted.", hint="What lets a unit fire on a black image?")
def no_biases(model, **options):
    return _count(model, **options, bias=0)


@misconception(
    "N05", "The second convolution's filters have one channel.", hint="How many maps does the second layer look at?"
)
def one_channel(model, **options):
    return _count(model, **options, depth=1)


@misconception(
    "C920",
    "The linear layer after flattening is counted as if nothing had been pooled.",
    hint="Which size have the maps?",
)
def not_pooled(model, *, side=14, **options):
    return _count(model, side=side, **options, left=side * side)


@misconception(
    "C921",
    "The linear layer after flattening is counted as if there were two poolings.",
    hint="How often does the docstring pool before it flattens?",
)
def pooled_twice(model, *, side=14, **options):
    return _count(model, side=side, **options, left=(side // 4) ** 2)


@misconception(
    "C922",
    "The maximum of a map is taken to leave all its pixels.",
    hint="How many numbers are left of a map by its maximum?",
)
def nothing_reduced(model, **options):
    return _count("flatten" if model == "global_max" else model, **options)


@misconception(
    "C923", "Strides are taken to quarter the parameters.", hint="How many weights has a filter, whatever its stride?"
)
def strides_divide(model, **options):
    return _count(model, **options) // (4 if model == "strided" else 1)


@misconception("C924", "The multi-layer perceptron has no second layer.", hint="From what are the classes computed?")
def one_layer(model, *, side=14, hidden=64, **options):
    return hidden * (side * side + 1) if model == "mlp" else _count(model, side=side, hidden=hidden, **options)


@misconception("A17", "Images always have 14 x 14 pixels.", hint="What does the argument side change?")
def always_14(model, *, side=14, **options):
    return _count(model, **options)


@misconception("C925", "There are always 10 classes.", hint="What does the argument classes change?")
def always_10(model, *, classes=10, **options):
    return _count(model, **options)


@misconception("C926", "An unknown model has 0 parameters.", hint="What does the docstring say about it?")
def zero_for_unknown(model, **options):
    return _count(model, **options) if model in ("softmax", "mlp", "flatten", "global_max", "strided") else 0


def _rows(run, models, seeds, *, mean=np.mean, ddof=1, error=None, first=-1.0):
    """Return the table, with a thing changed; ``first`` is -1 where the best model comes first."""
    rows = []
    for model in models:
        found = np.array([run(model, seed) for seed in seeds])
        value = float(mean(found))
        spread = float(found.std(ddof=ddof)) if len(found) > ddof else 0.0
        wrong = 1 - value if error is None else error(value)
        rows.append({"model": model, "mean": value, "std": spread, "error": wrong})
    return sorted(rows, key=lambda row: first * row["mean"])


@misconception(
    "C930",
    "The sum of squares is divided by the number of seeds.",
    hint="Two seeds: by what does the docstring divide?",
    function="ablation_table",
)
def divided_by_count(run, models, seeds):
    return _rows(run, models, seeds, ddof=0)


@misconception(
    "C931",
    "The best seed of each model is reported.",
    hint="Would you reach that accuracy again with another seed?",
    function="ablation_table",
)
def best_seed(run, models, seeds):
    return _rows(run, models, seeds, mean=np.max)


@misconception(
    "C932", "The median takes the place of the mean.", hint="Three seeds: add up by hand.", function="ablation_table"
)
def median(run, models, seeds):
    return _rows(run, models, seeds, mean=np.median)


@misconception(
    "C933",
    "The worst model comes first.",
    hint="In which order does the docstring want them?",
    function="ablation_table",
)
def worst_first(run, models, seeds):
    return _rows(run, models, seeds, first=1.0)


@misconception(
    "C934",
    "The rows are in the order of the call.",
    hint="In which order does the docstring want them?",
    function="ablation_table",
)
def not_sorted(run, models, seeds):
    return _rows(run, models, seeds, first=0.0)


@misconception(
    "C935",
    "Equal models come in the order of their names.",
    hint="What does the docstring say of equal ones?",
    function="ablation_table",
)
def by_name(run, models, seeds):
    return _rows(run, sorted(models), seeds)


@misconception(
    "T02", "Errors are percentages.", hint="Is an error a share, or a percentage?", function="ablation_table"
)
def percentages(run, models, seeds):
    return _rows(run, models, seeds, error=lambda mean: 100 * (1 - mean))


@misconception(
    "C936", "The error is the accuracy.", hint="A model that is always right: which error?", function="ablation_table"
)
def accuracy_as_error(run, models, seeds):
    return _rows(run, models, seeds, error=lambda mean: mean)


@misconception(
    "C937",
    "The seeds are counted from 0, whatever the call names.",
    hint="What does the argument seeds change?",
    function="ablation_table",
)
def seeds_from_zero(run, models, seeds):
    return _rows(run, models, range(len(seeds)))


@misconception(
    "C938",
    "Every model is trained with the first seed alone.",
    hint="How many runs has each model?",
    function="ablation_table",
)
def first_seed_only(run, models, seeds):
    return _rows(run, models, seeds[:1])


@misconception(
    "C939",
    "With one seed the standard deviation is NaN.",
    hint="What does the docstring say about a single seed?",
    function="ablation_table",
)
def nan_for_one_seed(run, models, seeds):
    rows = _rows(run, models, seeds)
    return rows if len(seeds) > 1 else [{**row, "std": float("nan")} for row in rows]


@misconception(
    "C940",
    "Everything is trained twice, once for the mean and once for the standard deviation.",
    hint="How often is run called for one model and one seed?",
    function="ablation_table",
)
def trains_twice(run, models, seeds):
    for model in models:
        for seed in seeds:
            run(model, seed)
    return _rows(run, models, seeds)


@misconception(
    "C941", "A dict of rows is returned.", hint="Compare the type with the docstring.", function="ablation_table"
)
def dict_of_rows(run, models, seeds):
    return {row["model"]: row for row in _rows(run, models, seeds)}


def _compared(gaps, *, error=None, factor=2.0):
    """Return difference, standard error and verdict."""
    difference = float(gaps.mean())
    error = float(gaps.std(ddof=1) / np.sqrt(len(gaps))) if error is None else float(error)
    return difference, error, bool(abs(difference) > factor * error)


def _gaps(first, second):
    """Return the differences, seed by seed."""
    if len(first) != len(second) or len(first) < 2:
        raise ValueError("not pairs")
    return np.subtract(first, second)


@misconception(
    "C942",
    "The models are compared as if they had been trained with different seeds.",
    hint="Both have a bad seed in common: does that make the difference less certain?",
    function="compare_models",
)
def unpaired(first, second):
    gaps = _gaps(first, second)
    return _compared(gaps, error=np.sqrt((np.var(first, ddof=1) + np.var(second, ddof=1)) / len(gaps)))


@misconception(
    "C943",
    "The standard deviation is returned, not the standard error.",
    hint="Does the difference become more certain with more seeds?",
    function="compare_models",
)
def not_divided(first, second):
    gaps = _gaps(first, second)
    return _compared(gaps, error=gaps.std(ddof=1))


@misconception(
    "C944",
    "The standard deviation is divided by the number of seeds, not by its square root.",
    hint="Four times as many seeds: how much smaller is the standard error?",
    function="compare_models",
)
def divided_by_number(first, second):
    gaps = _gaps(first, second)
    return _compared(gaps, error=gaps.std(ddof=1) / len(gaps))


@misconception(
    "C945",
    "The sum of squares is divided by the number of seeds.",
    hint="Two seeds: by what does the docstring divide?",
    function="compare_models",
)
def biased(first, second):
    gaps = _gaps(first, second)
    return _compared(gaps, error=gaps.std() / np.sqrt(len(gaps)))


@misconception(
    "C946", "The second minus the first is taken.", hint="Which of them is better?", function="compare_models"
)
def other_sign(first, second):
    return _compared(-_gaps(first, second))


@misconception(
    "C947",
    "Once the standard error is enough.",
    hint="How many standard errors does the docstring want?",
    function="compare_models",
)
def one_error(first, second):
    return _compared(_gaps(first, second), factor=1.0)


@misconception(
    "C948",
    "A difference is clear only where the first model is better.",
    hint="A first model that is much worse: is that not clear?",
    function="compare_models",
)
def better_only(first, second):
    difference, error, _ = _compared(_gaps(first, second))
    return difference, error, difference > 2 * error


@misconception(
    "C949",
    "No difference at all counts as a clear one.",
    hint="Is 0 more than twice 0?",
    function="compare_models",
)
def zero_is_clear(first, second):
    difference, error, _ = _compared(_gaps(first, second))
    return difference, error, abs(difference) >= 2 * error


@misconception(
    "C950",
    "Lists of different lengths are cut to the shorter one.",
    hint="What does the docstring say about different lengths?",
    function="compare_models",
)
def cut_to_shorter(first, second):
    count = min(len(first), len(second))
    return _compared(_gaps(first[:count], second[:count]))


@misconception(
    "C951",
    "A single pair gives a standard error of NaN.",
    hint="What does the docstring say about fewer than two entries?",
    function="compare_models",
)
def single_pair(first, second):
    if len(first) == len(second) == 1:
        return float(first[0] - second[0]), float("nan"), False
    return _compared(_gaps(first, second))
