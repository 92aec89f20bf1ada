"""Names of parameters, from a file that is neither run nor parsed."""

import pytest

from convgrade.checks.parameters import in_source, of_function


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("def f(x, weight, bias=None, *, stride=1):\n    pass\n", ["x", "weight", "bias"]),
        ("def f(\n    x: np.ndarray,\n    size: tuple[int, int] = (1, 2),\n    last=3,\n):\n", ["x", "size", "last"]),
        ("def f(x):\n    pass\n\ndef f(y): pass\n", ["y"]),
        ("def f(*args): pass", []),
        ("def f(x, \x1b): pass", ["x"]),
        ("def f(x, y", []),
        ("def g(x): pass\n  def f(x): pass\n", []),
        ("", []),
    ],
)
def test_names_from_source(text, names):
    """The names up to the first that is no plain one, of the last definition."""
    assert in_source(text, "f") == names


def test_names_of_a_function():
    """Arguments that must be named are named in the call already."""
    assert of_function(lambda x, /, y, *, z: None) == ["x", "y"]
