"""The backward functions of the course: near to PyTorch, and judged by the engine's own gradcheck."""

import importlib.util
from pathlib import Path

import pytest

from convgrade.checks.bank import alternatives_of, misconceptions_of
from convgrade.checks.collector import run_checks
from convgrade.checks.context import Context, load_module
from convgrade.checks.in_process import InProcessCaller
from convgrade.cnn import oracle
from convgrade.core.exercise import find_assignment
from convgrade.grading.diagnose import with_diagnosis

ROOT = Path(__file__).parents[1]
ASSIGNMENT = find_assignment(ROOT / "solutions", "a4_backprop")
PARTS = ("grad_x", "grad_weight", "grad_bias")


def program(name):
    """Load a program of tests/bench."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tests" / "bench" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BANK = program("gradcheck_bank")
DEVIATION = program("deviation")


def entries(function, kind):
    """Return the wrong or right versions of a function."""
    of = {"misconceptions": misconceptions_of, "alternatives": alternatives_of}[kind]
    return of(load_module(ASSIGNMENT.folder / function / f"{kind}.py"))


@pytest.mark.skipif(not oracle.available(), reason="PyTorch is not installed")
@pytest.mark.parametrize("function", DEVIATION.STRATEGIES)
def test_solutions_agree_with_pytorch(function):
    """On 200 random calls no number is further from PyTorch's than 1e-9."""
    assert DEVIATION.largest_deviation(function) <= DEVIATION.AGREEMENT


@pytest.mark.parametrize("function", BANK.LAYERS)
def test_gradcheck_rejects_every_wrong_version(function):
    """The engine's gradcheck finds something against each known mistake."""
    wrong = entries(function, "misconceptions")

    assert [entry.id for entry in wrong if BANK.why_rejected(function, entry.implementation) is None] == []


@pytest.mark.parametrize("function", BANK.LAYERS)
def test_gradcheck_accepts_every_right_version(function):
    """The engine's gradcheck has nothing against what is right."""
    right = entries(function, "alternatives")

    reasons = {entry.name: BANK.why_rejected(function, entry.implementation) for entry in right}
    assert len(reasons) >= 3
    assert {name: reason for name, reason in reasons.items() if reason} == {}


def graded(function, implementation):
    """Return the results of an exercise's checks, with diagnoses."""
    exercise = ASSIGNMENT.exercise(function)
    context = Context(ASSIGNMENT, lambda _: InProcessCaller({function: implementation}), b"a seed")
    results = run_checks(context, [exercise]).results(exercise)
    return with_diagnosis(exercise, results, context)


def of_part(results, part):
    """Return the results of the checks that look at one gradient alone."""
    return [result for result in results if result.check.claim.startswith(part)]


def mixed(function, **chosen):
    """Return a version that takes each gradient from one of the bank's, or from the solution."""
    versions = {entry.id: entry.implementation for entry in entries(function, "misconceptions")}
    right = getattr(load_module(ASSIGNMENT.folder / function / "solution.py"), function)

    def version(*args, **kwargs):
        found = [versions.get(chosen.get(part), right)(*args, **kwargs) for part in PARTS]
        return tuple(answer[index] for index, answer in enumerate(found))

    return version


def test_gradients_are_named_one_by_one():
    """Two mistakes in two gradients are named each for itself, and the third gradient gets all its points."""
    results = graded("conv2d_backward", mixed("conv2d_backward", grad_x="B19", grad_weight="B03"))

    named = {part: {r.looks_like for r in of_part(results, part) if r.looks_like} for part in PARTS}
    assert named == {"grad_x": {("B19",)}, "grad_weight": {("B03",)}, "grad_bias": set()}
    assert all(result.score == result.check.points for result in of_part(results, "grad_bias"))


def test_a_check_of_all_gradients_names_what_it_reports():
    """Where one check looks at several gradients, the mistake in the first wrong one is named."""
    results = graded("conv2d_backward", mixed("conv2d_backward", grad_weight="B03", grad_bias="B15"))

    nudges = next(result for result in results if result.check.claim.startswith("Nudge"))
    assert (nudges.looks_like, nudges.score) == (("B15",), 0.5)


@pytest.mark.parametrize("part", PARTS)
def test_a_wrong_gradient_costs_its_own_points_alone(part):
    """Whatever is wrong with one gradient, the checks of the others pass, and ten points are at stake."""
    chosen = {"grad_x": "B16", "grad_weight": "B05", "grad_bias": "B12"}[part]

    results = graded("conv2d_backward", mixed("conv2d_backward", **{part: chosen}))

    others = [result for other in PARTS if other != part for result in of_part(results, other)]
    assert all(result.score == result.check.points for result in others)
    assert sum(result.score for result in results) >= 20


@pytest.mark.parametrize("missing", PARTS)
def test_a_gradient_that_is_not_written_yet(missing):
    """None in the place of one gradient costs ten points at most."""
    right = load_module(ASSIGNMENT.folder / "conv2d_backward" / "solution.py").conv2d_backward

    def version(*args, **kwargs):
        answer = zip(PARTS, right(*args, **kwargs), strict=True)
        return tuple(None if part == missing else gradient for part, gradient in answer)

    assert 19.5 <= sum(result.score for result in graded("conv2d_backward", version)) <= 20.5


def test_each_gradient_is_worth_ten_points():
    """The checks of each gradient, with its share of those that look at all three, add up to ten."""
    results = graded("conv2d_backward", mixed("conv2d_backward"))

    shared = sum(result.check.points for result in results if not result.check.claim.startswith(PARTS))
    own = [sum(result.check.points for result in of_part(results, part)) for part in PARTS]
    assert [points + shared / 3 for points in own] == pytest.approx([10, 10, 10])
