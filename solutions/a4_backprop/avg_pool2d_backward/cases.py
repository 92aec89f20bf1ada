"""The cases of avg_pool2d_backward that PyTorch answers, smallest first in each group."""

from convgrade import cnn
from convgrade.checks import Case


def _case(group, shape, kernel_size, *, seed=0, layout="C", **options):
    """Return a call with an upstream gradient of whole numbers; seed 0 counts 2, 3, 4, ..."""
    taps = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    slides = {name: options[name] for name in ("stride", "padding") if name in options}
    sizes = cnn.output_sizes(shape[2:], taps, {"stride": kernel_size, **slides})
    grad_output = cnn.arranged(cnn.upstream((*shape[:2], *sizes), seed), layout)
    return Case("avg_pool2d_backward", (grad_output, shape, kernel_size), options, group=group)


def _public_cases():
    """Return the calls of the public checks: each group keeps to one topic."""
    return [
        _case("side by side", (1, 1, 1, 1), 1),
        _case("side by side", (1, 1, 2, 2), 2),
        _case("side by side", (1, 1, 4, 4), 2),
        _case("side by side", (1, 1, 6, 6), 3, seed=1),
        _case("channels", (1, 2, 2, 2), 2),
        _case("channels", (2, 1, 2, 2), 2),
        _case("channels", (2, 3, 4, 4), 2, seed=2),
        _case("overlap", (1, 1, 3, 3), 2, stride=1),
        _case("overlap", (1, 1, 4, 4), 2, stride=1, seed=3),
        _case("overlap", (1, 1, 5, 5), 3, stride=2, seed=4),
        _case("padding", (1, 1, 1, 1), 2, padding=1),
        _case("padding", (1, 1, 2, 2), 2, padding=1),
        _case("padding", (1, 1, 2, 2), 3, padding=1),
        _case("padding", (1, 1, 4, 4), 4, padding=2, seed=5),
        _case("padding", (1, 1, 4, 4), 3, padding=1, seed=6),
        _case("not counted", (1, 1, 1, 1), 2, padding=1, count_include_pad=False),
        _case("not counted", (1, 1, 2, 2), 2, padding=1, count_include_pad=False),
        _case("not counted", (1, 1, 2, 2), 2, count_include_pad=False),
        _case("not counted", (1, 1, 4, 4), 3, padding=1, count_include_pad=False, seed=7),
        _case("not counted", (1, 1, 4, 4), 4, padding=2, count_include_pad=False, seed=8),
        _case("uncovered", (1, 1, 3, 3), 2),
        _case("uncovered", (1, 1, 5, 5), 2, seed=9),
        _case("uncovered", (1, 1, 5, 5), 2, stride=3, seed=10),
        _case("not square", (1, 1, 1, 2), 1),
        _case("not square", (1, 1, 2, 1), 1),
        _case("not square", (1, 1, 2, 6), 2, seed=11),
        _case("not square", (1, 1, 6, 2), 2, seed=12),
    ]


def cases():
    """Return the cases, smallest first in each group."""
    grid = [
        ((1, 1, 2, 2), (1, 2), {}),
        ((1, 1, 2, 2), (2, 1), {}),
        ((1, 1, 2, 3), 1, {"stride": (2, 1)}),
        ((1, 1, 2, 2), 2, {"padding": (0, 1)}),
        ((2, 3, 7, 5), (3, 2), {"stride": 1, "padding": 1}),
        ((2, 2, 6, 5), (2, 4), {"stride": 2, "padding": 1, "count_include_pad": False}),
        ((2, 3, 6, 7), 3, {"stride": 2}),
        ((2, 1, 5, 6), 2, {"stride": 3}),
        ((1, 2, 6, 7), (3, 2), {"stride": (3, 1), "padding": (0, 1), "count_include_pad": False}),
    ]
    return [
        *_public_cases(),
        *(
            _case("grid", shape, kernel_size, seed=seed, layout=layout, **options)
            for seed, (shape, kernel_size, options) in enumerate(grid, 31)
            for layout in ("C", "transposed")
        ),
    ]
