"""The cases of conv_params that PyTorch answers, smallest first."""

from convgrade.checks import Case

_TABLE = [  # in_channels, out_channels, kernel_size, bias, groups
    (1, 1, 1, False, 1),
    (1, 1, 1, True, 1),
    (1, 2, 1, True, 1),
    (2, 1, 1, True, 1),
    (1, 1, 3, True, 1),
    (1, 1, (1, 3), True, 1),
    (2, 3, (3, 2), True, 1),
    (2, 2, 3, True, 2),
    (2, 4, 3, False, 2),
    (3, 1, 3, True, 1),
    (3, 5, 3, True, 1),
    (5, 10, 3, True, 1),
    (6, 4, (2, 5), True, 2),
    (12, 8, 3, True, 4),
    (3, 64, 7, False, 1),
    (3, 96, 11, True, 1),
    (96, 256, 5, True, 2),
]


def cases():
    """Return the cases, smallest first."""
    return [
        Case("conv_params", (in_channels, out_channels, kernel_size), {"bias": bias, "groups": groups}, group="pytorch")
        for in_channels, out_channels, kernel_size, bias, groups in _TABLE
    ]
