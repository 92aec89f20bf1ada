"""Hidden checks of ablations: other sizes, any table, equal models, whether a difference is clear, refusals."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_same, recorded, rejects
from convgrade.cnn import experiment

_EIGHTHS = st.lists(st.integers(0, 8).map(lambda eighths: eighths / 8), min_size=4, max_size=4)
_COMPARED = "(difference, standard_error, is_clear)"


@weight(2)
@recorded("others")
def test_other_sizes(student, case):
    """Counts are right for images, filters, units and classes of any number."""
    assert_same(student.model_params(*case.args, **case.kwargs), want=case.pytorch, call=case, name="count")


@weight(0.5)
def test_unknown_model(student):
    """A model that there is not ends in a ValueError."""
    case = Case("model_params", ("transformer",))
    with rejects("ValueError", call=case):
        student.model_params(*case.args)


@weight(1.5)
@given(accuracies=st.lists(_EIGHTHS, min_size=1, max_size=3), seeds=st.integers(1, 4))
def test_any_table(student, reference, accuracies, seeds):
    """The table is right for any number of models and seeds."""
    known = {"abc"[n]: one[:seeds] for n, one in enumerate(accuracies)}
    case = Case("ablation_table", (experiment(known), list(known), list(range(seeds))))
    want = reference.ablation_table(*case.args)
    assert_same(student.ablation_table(*case.args), want=want, call=case, name="rows")


@weight(0.5)
def test_equal_models(student, reference):
    """Of models with the same mean, the one that is named first comes first."""
    case = Case("ablation_table", (experiment({"a": [0.5], "b": [0.5], "c": [0.5]}), ["b", "c", "a"], [0]))
    want = reference.ablation_table(*case.args)
    assert_same(student.ablation_table(*case.args), want=want, call=case, name="rows")


@weight(0.5)
def test_other_seeds(student, reference):
    """Every model is run with the seeds that the call names."""
    case = Case("ablation_table", (experiment({"a": [0.25, 0.5], "b": [0.75, 1.0]}, (3, 8)), ["a", "b"], [3, 8]))
    want = reference.ablation_table(*case.args)
    assert_same(student.ablation_table(*case.args), want=want, call=case, name="rows")


@weight(0.5)
def test_runs_once(student):
    """A model is not trained twice with the same seed: that would cost minutes."""
    accuracies = {"a": [0.5, 0.75], "b": [0.25, 0.5]}
    for _ in range(2):
        run = experiment(accuracies, once=True)
        case = Case("ablation_table", (run, ["a", "b"], [0, 1]))
        student.ablation_table(*case.args)


@weight(1)
@given(pairs=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=2, max_size=5))
def test_any_pairs(student, reference, pairs):
    """Difference, standard error and verdict are right for any accuracies."""
    first, second = (np.array(one) / 8 for one in zip(*pairs, strict=True))
    case = Case("compare_models", (first.tolist(), second.tolist()))
    want = reference.compare_models(*case.args)
    assert_same(student.compare_models(*case.args), want=want, call=case, name=_COMPARED)


@weight(0.5)
def test_worse_model(student, reference):
    """A first model that is clearly worse is a clear difference too, by two standard errors; none at all is none."""
    barely = ([0.5, 0.5, 0.5, 0.5], [0.625, 0.625, 0.75, 0.5])
    for first, second in (([0.25, 0.25], [0.75, 0.75]), ([0.5, 0.5], [0.5, 0.5]), barely):
        case = Case("compare_models", (first, second))
        want = reference.compare_models(first, second)
        assert_same(student.compare_models(first, second), want=want, call=case, name=_COMPARED)


@weight(0.5)
def test_nothing_to_compare(student):
    """Lists of different lengths, or a single pair, end in a ValueError."""
    for first, second in (([0.5], [0.75]), ([0.5, 0.75, 1.0], [0.5, 0.25]), ([0.5, 0.75], [0.5]), ([], [])):
        case = Case("compare_models", (first, second))
        with rejects("ValueError", call=case):
            student.compare_models(first, second)
