"""Stubs: the solution goes, everything else stays, and a wrong marker never publishes it."""

import pytest

from convgrade.authoring.stubs import regions, strip_solution
from convgrade.core.errors import ExerciseError

NAME = "/somewhere/solutions/b1_numbers/double/solution.py"
FIRST_LINE = (
    "# Generated from solutions/b1_numbers/double/solution.py by `convgrade release --write`; your code goes below.\n"
)


def stub(text):
    """Return a stub without its first line."""
    whole = strip_solution(text, NAME)
    assert whole.startswith(FIRST_LINE)
    return whole.removeprefix(FIRST_LINE)


def test_a_solution_in_a_function_becomes_a_raise():
    """The region is replaced at its own indentation, and the rest of the function stays."""
    text = 'def f(x):\n    """Task."""\n    ### BEGIN SOLUTION\n    y = x\n    return y\n    ### END SOLUTION\n'

    assert stub(text) == (
        'def f(x):\n    """Task."""\n    raise NotImplementedError("write f, then run: convgrade check double")\n'
    )


def test_a_stub_runs_and_says_what_to_do():
    """Calling a function of a stub raises NotImplementedError with the next step."""
    names = {}
    exec(stub("def f(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION\n"), names)

    with pytest.raises(NotImplementedError, match="write f, then run: convgrade check double"):
        names["f"](1)


def test_every_region_names_its_own_function():
    """Several functions, and a method, get a raise each."""
    text = (
        "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n\n\n"
        "class C:\n    def g(self):\n        ### BEGIN SOLUTION\n        return 2\n        ### END SOLUTION\n"
    )

    assert stub(text).count("    raise NotImplementedError") == 2
    assert '        raise NotImplementedError("write g,' in stub(text)


def test_what_is_given_in_a_function_stays():
    """Lines before and after a region are published."""
    text = "def f(x):\n    y = x + 1\n    ### BEGIN SOLUTION\n    y *= 2\n    ### END SOLUTION\n    return y\n"

    assert "    y = x + 1\n    raise NotImplementedError(" in stub(text)
    assert stub(text).endswith("    return y\n")


def test_private_helpers_go_without_a_trace():
    """A region at the left margin leaves the two blank lines that Python style asks for."""
    text = (
        '"""Doc."""\n\nimport math\n\n\n### BEGIN SOLUTION\ndef _h(x):\n    return x\n\n\n### END SOLUTION\n\n\n\n'
        "def f(x):\n    ### BEGIN SOLUTION\n    return _h(x)\n    ### END SOLUTION\n"
    )

    assert stub(text).startswith('"""Doc."""\n\nimport math\n\n\ndef f(x):\n    raise')


def test_a_helper_at_the_end_leaves_no_blank_lines():
    """The stub ends with one newline."""
    text = (
        "def f(x):\n    ### BEGIN SOLUTION\n    return _h(x)\n    ### END SOLUTION\n\n\n"
        "### BEGIN SOLUTION\ndef _h(x):\n    return x\n### END SOLUTION\n"
    )

    assert stub(text).endswith('convgrade check double")\n')


def test_blank_lines_in_a_docstring_stay(course):
    """Only the gap that a helper leaves is tidied."""
    path = course / "b1_numbers" / "double" / "solution.py"

    text = strip_solution(path.read_text(), str(path))

    assert "Two blank lines follow in this docstring.\n\n\n\n    They stay." in text
    assert "_helper" not in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 1\n### END SOLUTION\n", [":2:", "without '### BEGIN SOLUTION'", "the lines above it would be published"]),
        ("### BEGIN SOLUTION\nx = 1\n", [":1:", "without '### END SOLUTION'", "where the solution ends"]),
        (
            "### BEGIN SOLUTION\nx = 1\n### BEGIN SOLUTION\ny = 1\n### END SOLUTION\n### END SOLUTION\n",
            [":3:", "inside the solution of line 1"],
        ),
        ("x = 1\n", [":1:", "all of it would be published"]),
        ("### BEGIN SOLUTION\n\n# to do\n### END SOLUTION\n", [":1:", "nothing to take out", "line 4"]),
        ("x = 1\n###BEGIN SOLUTION\ny = 1\n", [":2:", "not quite a marker", "'### BEGIN SOLUTION'"]),
        ("### BEGIN SOLUTION\nx = 1\n# end solution\n", [":3:", "not quite a marker", "'### END SOLUTION'"]),
        ("### BEGIN SOLUTION: the loop\nx = 1\n### END SOLUTION\n", [":1:", "alone on its line"]),
        ("def f():\n    ### BEGIN SOLUTION\n    return 1\n### END SOLUTION\n", [":4:", "must be indented", "line 2"]),
        ("def f():\n    x = 1\n### BEGIN SOLUTION\n    return x\n### END SOLUTION\n    x = 2\n", [":3:", "indent it"]),
        ("class C:\n    ### BEGIN SOLUTION\n    x = 1\n    ### END SOLUTION\n", [":2:", "stands in no function"]),
        ("def f(:\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n", [":1:", "is not Python"]),
        (
            "try:\n    x = 1\n### BEGIN SOLUTION\nexcept ValueError:\n    x = 2\n### END SOLUTION\n",
            ["what is left of it without the solution", "is not Python"],
        ),
    ],
)
def test_a_wrong_marker_is_an_error_with_its_line(text, words):
    """Every mistake with the markers names file, line and remedy."""
    with pytest.raises(ExerciseError) as caught:
        strip_solution(text, NAME)

    assert str(caught.value).startswith(NAME)
    assert all(word in str(caught.value) for word in words)


def test_regions_are_found_by_their_lines():
    """A region knows the numbers of its marker lines."""
    (region,) = regions("x = 1\n### BEGIN SOLUTION\ny = 1\n### END SOLUTION\n", NAME)

    assert (region.begin, region.end) == (2, 4)
