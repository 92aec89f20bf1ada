# Generated from solutions/a8_training/ablations/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of ablations: counts by PyTorch, small tables, two models side by side."""

from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import Case, assert_same, recorded
from convgrade.cnn import experiment


@weight(1)
@recorded("linear")
def test_linear_models(student, case):
    """The models without a convolution have as many parameters as PyTorch counts."""
    assert_same(student.model_params(*case.args, **case.kwargs), want=case.pytorch, call=case, name="count")


@weight(2)
@recorded("convolutions")
def test_convolutional_models(student, case):
    """The models with convolutions have as many parameters as PyTorch counts."""
    assert_same(student.model_params(*case.args, **case.kwargs), want=case.pytorch, call=case, name="count")


@weight(1.5)
def test_one_seed(student):
    """With one seed a row has its accuracy and its error; the best model comes first."""
    for accuracies in ({"a": [0.5]}, {"a": [0.5], "b": [0.75]}, {"a": [0.75], "b": [0.5], "c": [0.875]}):
        case = Case("ablation_table", (experiment(accuracies), list(accuracies), [0]))
        best_first = sorted(accuracies, key=lambda model: -accuracies[model][0])
        want = [
            {"model": model, "mean": accuracies[model][0], "std": 0.0, "error": 1 - accuracies[model][0]}
            for model in best_first
        ]
        assert_same(student.ablation_table(*case.args), want=want, call=case, name="rows")


@weight(1.5)
def test_two_seeds(student):
    """With two seeds a row has their mean, and how far they are apart."""
    case = Case("ablation_table", (experiment({"a": [0.5, 0.75]}), ["a"], [0, 1]))
    want = [{"model": "a", "mean": 0.625, "std": 0.125 * 2**0.5, "error": 0.375}]
    assert_same(student.ablation_table(*case.args), want=want, call=case, name="rows")


@weight(1.5)
def test_seed_by_seed(student):
    """Two models are compared seed by seed: what both have in common does not count."""
    for first, second, want in (
        ([0.75, 0.75], [0.5, 0.5], (0.25, 0.0, True)),
        ([0.5, 1.0], [0.25, 0.75], (0.25, 0.0, True)),
        ([0.5, 1.0], [0.5, 0.5], (0.25, 0.25, False)),
        ([0.5, 0.5], [0.5, 1.0], (-0.25, 0.25, False)),
    ):
        case = Case("compare_models", (first, second))
        got = student.compare_models(first, second)
        assert_same(got, want=want, call=case, name="(difference, standard_error, is_clear)")
