"""The cases of conv_output_size that PyTorch answers, smallest first."""

from convgrade.checks import Case

_TABLE = [  # size, kernel_size, stride, padding, dilation
    (1, 1, 1, 0, 1),
    (1, 3, 1, 1, 1),
    (2, 2, 1, 0, 1),
    (4, 2, 2, 0, 1),
    (5, 1, 3, 0, 1),
    (5, 2, 2, 0, 1),
    (6, 3, 2, 0, 1),
    (7, 3, 1, 0, 1),
    (7, 3, 1, 1, 1),
    (7, 3, 1, 0, 2),
    (8, 3, 2, 0, 1),
    (9, 4, 3, 2, 1),
    (32, 3, 1, 0, 1),
    (32, 3, 2, 1, 1),
    (32, 3, 2, 2, 3),
    (224, 11, 4, 2, 1),
]


def cases():
    """Return the cases, smallest first."""
    return [
        Case(
            "conv_output_size",
            (size, kernel_size),
            {"stride": stride, "padding": padding, "dilation": dilation},
            group="pytorch",
        )
        for size, kernel_size, stride, padding, dilation in _TABLE
    ]
