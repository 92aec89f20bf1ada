"""At home a mistake is named by digests of answers, without any code."""

import json
from types import SimpleNamespace

import numpy as np
import pytest

from convgrade.checks.bank import Misconception
from convgrade.checks.trials import Answer, Trial
from convgrade.core.results import Check, CheckResult, Outcome
from convgrade.grading.digests import Digests, digest, make_digests
from convgrade.grading.suspects import Asked, Pair, Suspect
from convgrade.grading.witness import DEPENDS_ON_THE_PAST, UNSTABLE, Witness

CALLS = [np.array([1.0, 2.0]), np.array([-3.0, 4.0]), np.array([0.0, 5.0])]


def suspect(name, function):
    """Return a suspect for ``f``."""
    return Suspect(Misconception(name, f"It is {name}.", f"Why {name}?", None, function), Asked({"f": function}))


SUSPECTS = [
    suspect("negated", lambda x: -2 * x),
    suspect("clipped", lambda x: np.maximum(2 * x, 0)),
    suspect("forgetful", lambda x: x),
    suspect("also forgetful", lambda x: 1.0 * x),
]


def trials(function, calls=CALLS):
    """Return what a function answers to some calls."""
    return [Trial("f", (x,), {}, Answer(function(x))) for x in calls]


@pytest.fixture
def digests():
    """The digests of the suspects' answers, as they come back from a file."""

    def back(digests, tmp_path):
        (tmp_path / "d.json").write_text(digests.text(), encoding="utf-8")
        return Digests.read(tmp_path / "d.json")

    return lambda path: back(make_digests(Asked({"f": lambda x: 2 * x}), SUSPECTS, trials(lambda x: 0)), path)


class Double:
    """Stands for a student's code that is asked again."""

    def __init__(self, *, unstable=False, forgets=False, asked=()):
        self._unstable, self._forgets, self._asked = unstable, forgets, asked

    def is_unstable(self, _):
        """Return what was set."""
        return self._unstable

    def depends_on_the_past(self, trial, is_right):
        """Return whether a new process gives the right answer."""
        return self._forgets and is_right(Answer(2 * trial.args[0]))

    def confirms(self, shows, verdict, _parts=(None,)):
        """Return whether further calls are answered as a mistake would."""
        return all(verdict(trial) for trial in self._asked if shows(trial))


def told(digests, witness, **checks):
    """Return what is said at each check, given its calls; a check fails if its last answer is wrong."""
    results = [
        CheckResult(
            Check(name, "f", "It holds.", 1.0, "1"),
            Outcome.FAILED if not np.array_equal(some[-1].answer.value, 2 * some[-1].args[0]) else Outcome.PASSED,
            0.0,
        )
        for name, some in checks.items()
    ]
    return digests.diagnoses(results, SimpleNamespace(log_of=checks.get), witness)


def diagnosed(digests, **checks):
    """Return what is named at each check."""
    return {name: found.ids for name, found in told(digests, Double(), **checks).items()}


def test_a_mistake_is_named(digests, tmp_path):
    """The mistake whose digests are those of the student's answers is named."""
    assert diagnosed(digests(tmp_path), a=trials(lambda x: -x - x)) == {"a": ("negated",)}


def test_mistakes_that_cannot_be_told_apart(digests, tmp_path):
    """Two mistakes with the same answers are both named."""
    assert diagnosed(digests(tmp_path), a=trials(lambda x: x)) == {"a": ("forgetful", "also forgetful")}


def test_another_mistake_is_not_named(digests, tmp_path):
    """Answers that no mistake gives have no name."""
    assert diagnosed(digests(tmp_path), a=trials(lambda x: 7 * x)) == {}


def test_right_answers_acquit(digests, tmp_path):
    """A mistake that would show at a call which the student got right is not named."""
    clipped = trials(lambda x: np.maximum(2 * x, 0), CALLS[1:2])
    negated = trials(lambda x: -2 * x, CALLS[2:])

    assert diagnosed(digests(tmp_path), a=clipped) == {"a": ("clipped",)}
    assert diagnosed(digests(tmp_path), a=negated, b=trials(lambda x: 2 * x, CALLS[:1])) == {}


def test_two_mistakes_in_two_checks(digests, tmp_path):
    """Every check gets the name of its own mistake."""
    clipped, negated = trials(lambda x: np.maximum(2 * x, 0), CALLS[1:2]), trials(lambda x: -2 * x, CALLS[2:])

    assert diagnosed(digests(tmp_path), a=clipped, b=negated) == {"a": ("clipped",), "b": ("negated",)}


def test_answers_that_change_are_not_named(digests, tmp_path):
    """Code that answers the same call in different ways looks like a mistake by chance alone: no name is told."""
    found = told(digests(tmp_path), Double(unstable=True), a=trials(lambda x: -2 * x), b=trials(lambda x: 2 * x))

    assert found == {"a": UNSTABLE}


def test_answers_that_depend_on_earlier_calls(digests, tmp_path):
    """A call that no mistake explains, and that is right in a new process, depends on earlier calls."""
    digests, witness = digests(tmp_path), Double(forgets=True)

    assert told(digests, witness, a=trials(lambda x: 7 * x)) == {"a": DEPENDS_ON_THE_PAST}
    assert told(digests, witness, a=trials(lambda x: -2 * x))["a"].ids == ("negated",)


@pytest.mark.parametrize(("function", "named"), [(lambda x: -2 * x, True), (lambda x: 2 * x, False), (abs, False)])
def test_a_name_must_be_confirmed(digests, tmp_path, function, named):
    """A mistake is named only if further calls at which it shows are answered as it does."""
    witness = Double(asked=trials(function, CALLS[1:]))
    found = told(digests(tmp_path), witness, a=trials(lambda x: -2 * x, CALLS[:1]))

    assert bool(found) is named


def test_unknown_calls_say_nothing(digests, tmp_path):
    """Calls that are not among the digests are no evidence."""
    assert diagnosed(digests(tmp_path), a=trials(lambda x: -2 * x, [np.array([9.0])])) == {}


def test_what_changes_from_call_to_call_has_no_digest():
    """A mistake without steady answers is left out, so that the file is always the same."""
    count = []
    unsteady = suspect("unsteady", lambda x: count.append(0) or x + len(count))

    made = make_digests(Asked({"f": lambda x: 2 * x}), [unsteady], trials(lambda x: 0))

    assert all(call.wrong == {} for call in made.calls.values())


@pytest.mark.parametrize("text", ["", "{", "[]", '{"calls": 3, "mistakes": []}', '{"calls": {}, "mistakes": [3]}'])
def test_a_damaged_file_says_nothing(tmp_path, text):
    """A file that a student changed costs the diagnosis alone."""
    (tmp_path / "d.json").write_text(text)

    assert Digests.read(tmp_path / "d.json") == Digests([], {})


def test_no_answer_stands_in_the_file(digests, tmp_path):
    """The file holds words and digests."""
    digests(tmp_path)
    content = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))

    assert set(content) == {"mistakes", "calls"}
    assert all(set(call) == {"right", "wrong"} for call in content["calls"].values())
    assert all(len(name) == 12 for call in content["calls"].values() for name in [call["right"], *call["wrong"]])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.array([3.0]), np.array([3])),
        (np.array([0.0]), np.array([-0.0])),
        (np.array([0.1 + 0.2]), np.array([0.3])),
        (np.float64(2.0), 2.0),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ([1, 2], (1, 2)),
    ],
)
def test_equal_answers_have_equal_digests(one, other):
    """Neither rounding nor the order of keys makes a difference."""
    assert digest(Answer(one)) == digest(Answer(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [(np.array([[3.0]]), np.array([3.0])), (3, 3.0), (True, 1), ([1], {1: 1}), (np.array([1.0]), np.array([1.0001]))],
)
def test_other_answers_have_other_digests(one, other):
    """Shapes, types and values count."""
    assert digest(Answer(one)) != digest(Answer(other))
    assert digest(Answer(raised=("ValueError",))) != digest(Answer(raised=("IndexError",)))


class AsksMore(Double):
    """Stands for a student's code that is asked at further calls."""

    def __init__(self, function, calls):
        super().__init__()
        self._trials = trials(function, calls)

    def inputs_at(self, _parts):
        """Return the further calls."""
        return self._trials

    def ask(self, trial):
        """Return the call, which has its answer."""
        return trial

    bears_out = Witness.bears_out


def pair(function, first, second):
    """Return two suspects at once."""
    return Pair(SUSPECTS[first].entry, Asked({"f": function}), (SUSPECTS[first], SUSPECTS[second]))


def clipped_to_negated(x):
    """Clip what is negated: two mistakes, in this order."""
    return np.maximum(-2 * x, 0)


MANY = [np.array([float(a), float(b)]) for a, b in ((1, -2), (-3, 4), (2, -5), (-6, 7), (8, -9))]


@pytest.mark.parametrize(
    ("function", "more", "named"),
    [
        (clipped_to_negated, MANY[1:], True),
        (clipped_to_negated, MANY[1:2], False),
        (lambda x: clipped_to_negated(x) if x[0] == 1 else 9 * x, MANY[1:], False),
    ],
)
def test_two_mistakes_at_once(tmp_path, function, more, named):
    """A pair is named where no single mistake fits, if at least two further calls bear it out."""
    pairs = [pair(clipped_to_negated, 0, 1), pair(lambda x: -np.maximum(2 * x, 0), 0, 1)]
    digests = make_digests(Asked({"f": lambda x: 2 * x}), SUSPECTS, trials(lambda x: 0, MANY), pairs)
    (tmp_path / "d.json").write_text(digests.text(), encoding="utf-8")

    found = told(Digests.read(tmp_path / "d.json"), AsksMore(function, more), a=trials(function, MANY[:1]))

    assert [diagnosis.ids for diagnosis in found.values()] == ([("negated", "clipped")] if named else [])


def test_pairs_that_say_nothing_new_take_no_room():
    """A pair that answers as one of its mistakes alone, or as the same two the other way round, is not kept."""
    pairs = [pair(SUSPECTS[0].asked.functions["f"], 0, 1), pair(abs, 0, 1), pair(lambda x: abs(1.0 * x), 0, 1)]
    digests = make_digests(Asked({"f": lambda x: 2 * x}), SUSPECTS, trials(lambda x: 0, MANY), pairs)

    assert digests.pairs == [(0, 1)]
