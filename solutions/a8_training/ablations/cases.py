"""The counts of parameters that PyTorch answers, smallest first in each group."""

from convgrade.checks import Case

_CONVOLUTIONS = ("flatten", "global_max", "strided")


def _counts(group, models, **options):
    """Return a call of model_params for each model."""
    return [Case("model_params", (model,), options, group=group) for model in models]


def cases():
    """Return all cases."""
    tiny = {"side": 4, "filters": (1, 2), "hidden": 3, "classes": 2}
    return [
        *_counts("linear", ["softmax", "mlp"], **tiny),
        *_counts("linear", ["softmax", "mlp"]),
        *_counts("convolutions", _CONVOLUTIONS, **tiny),
        *_counts("convolutions", _CONVOLUTIONS),
        *_counts("others", ["softmax", "mlp", *_CONVOLUTIONS], side=7, filters=(3, 5), hidden=4, classes=6),
        *_counts("others", ["softmax", "mlp", *_CONVOLUTIONS], side=28, filters=(8, 16), hidden=100),
    ]
