"""A mistake is named where a misconception answers as the student's code does, and not otherwise."""

import numpy as np
import pytest


def refuse_nothing(values):
    """Raise what the task promises."""
    if not len(values):
        raise ValueError("empty")


def test_a_mistake_is_named_where_it_shows(diagnosed):
    """The misconception that answers alike is named at every check that it explains, with its hint."""

    def no_plus(values, times, plus=0.0):
        refuse_nothing(values)
        return np.array([value * times for value in values])

    found = diagnosed(no_plus)

    assert found["plus"] == (("M2",), "This looks like a known mistake: Nothing is added.", "Try to add 1 to 0.")
    assert [name for name, (ids, _, _) in found.items() if ids] == ["plus"]


def test_two_mistakes_are_named_apart(diagnosed):
    """Where different checks fail for different reasons, each gets its own name."""

    def two(values, times, plus=0.0):
        refuse_nothing(values)
        if plus:
            return values * times + 2 * plus
        return values + times

    found = diagnosed(two)

    assert found["plus"][0] == ("M3",)
    assert found["times"][0] == ("M1",)


def test_a_name_needs_every_wrong_call(diagnosed):
    """Code that answers as a misconception on some calls only is not named."""
    checks = """
import numpy as np
from convgrade.checks import assert_same

def test_plus(student):
    '''A number may be added.'''
    for plus in (3.0, 4.0, 5.0):
        got = student.scale(np.array([1.0, 2.0]), 2.0, plus=plus)
    assert_same(got, want=np.array([7.0, 9.0]), call="scale")
"""
    found = diagnosed(lambda v, t, plus=0.0: v * t + (0 if plus == 3.0 else 5 * plus), checks=checks)

    assert found["plus"][0] == ()


def test_right_answers_count_against_a_name(diagnosed):
    """A misconception that would get a call wrong which the student got right is not named."""
    checks = """
import numpy as np
from convgrade.checks import assert_same

def test_plus(student):
    '''A number may be added.'''
    student.scale(np.array([1.0, 2.0, 3.0, 4.0]), 1.0, plus=1.0)
    for values in ([1.0, 2.0, 3.0, 4.0], [2.0, 2.0, 3.0, 4.0], [3.0, 2.0, 3.0, 4.0]):
        got = student.scale(np.array(values), 2.0, plus=3.0)
    assert_same(got, want=np.array(values) * 2 + 3, call="scale")
"""
    assert diagnosed(lambda v, t, plus=0.0: v * t, checks=checks)["plus"][0] == ("M2",)
    assert diagnosed(lambda v, t, plus=0.0: v * t + plus * (t == 1.0), checks=checks)["plus"][0] == ()


ONE_CALL = """
import numpy as np
from convgrade.checks import assert_same

def test_minus(student):
    '''A number may be taken away.'''
    values = np.array([1.0, 2.0])
    assert_same(student.scale(values, 2.0, plus=-1.0), want=values * 2 - 1, call="scale")
"""


def test_a_tie_is_said(diagnosed):
    """Where two misconceptions answer alike on all that can be tried, both are named."""
    ids, text, _ = diagnosed(lambda v, t, plus=0.0: v * t, checks=ONE_CALL)["minus"]

    assert ids == ("M2", "M6")
    assert (
        text == "This looks like one of these known mistakes:\n- Nothing is added.\n- Positive numbers alone are added."
    )


def test_a_tie_is_broken_by_further_inputs(diagnosed, recorded_call):
    """Recorded cases on which tied misconceptions differ are tried on the student's code."""
    cases = [recorded_call([1.0], 1.0), recorded_call([1.0], 1.0, plus=4.0), recorded_call([2.0], 1.0, plus=-4.0)]

    assert diagnosed(lambda v, t, plus=0.0: v * t, checks=ONE_CALL, cases=cases)["minus"][0] == ("M2",)
    assert diagnosed(lambda v, t, plus=0.0: v * t + max(plus, 0), checks=ONE_CALL, cases=cases)["minus"][0] == ("M6",)


def test_one_wrong_call_is_not_enough(diagnosed, recorded_call):
    """A name that rests on a single call is given up if the student's code is right where the misconception is not."""

    def special(values, times, plus=0.0):
        return values * times + (2 * plus if plus == -1.0 else plus)

    cases = [recorded_call([1.0], 1.0, plus=4.0), recorded_call([2.0], 1.0, plus=-4.0)]

    assert diagnosed(special, checks=ONE_CALL)["minus"][0] == ("M3",)
    assert diagnosed(special, checks=ONE_CALL, cases=cases)["minus"][0] == ()


def test_an_effect_is_named(diagnosed):
    """Right values do not hide that an argument was changed."""

    def in_place(values, times, plus=0.0):
        refuse_nothing(values)
        values *= times
        values += plus
        return values.copy()

    assert diagnosed(in_place)["unchanged"][0] == ("M4",)


def test_a_missing_refusal_is_named(diagnosed):
    """Code that returns where an exception is promised is compared as well."""
    assert diagnosed(lambda v, t, plus=0.0: t * v + plus)["refuses"][0] == ("M5",)


def test_an_exception_is_named(diagnosed):
    """Code that raises the same exception on the same calls as a misconception looks like it."""

    def broken(values, times, plus=0.0):
        return valeus * times  # noqa: F821 - the mistake

    assert diagnosed(broken)["times"][0] == ("M7",)


def test_code_that_depends_on_earlier_calls(diagnosed):
    """Answers that change from call to call are called so."""
    calls = []

    def unstable(values, times, plus=0.0):
        refuse_nothing(values)
        calls.append(0)
        return values * times + plus + len(calls)

    ids, text, hint = diagnosed(unstable)["times"]

    assert ids == ()
    assert text == "The same call gives different answers each time it is made."
    assert hint.endswith("?")


CACHED_BY_LENGTH = """
    cache = {}
    def scale(values, times, plus=0.0):
        if len(values) not in cache:
            cache[len(values)] = values * times + plus
        return cache[len(values)].copy()
"""
ADDS_UP = """
    total = np.zeros(4)
    def scale(values, times, plus=0.0):
        global total
        total = total + values * times + plus
        return total.copy()
"""


@pytest.mark.parametrize("text", [CACHED_BY_LENGTH, ADDS_UP])
def test_state_that_outlives_a_call(diagnosed, text):
    """Where a wrong call is answered right by itself, it is said that earlier calls matter, and what to look for."""
    ids, words, hint = diagnosed(text)["times"]

    assert ids == ()
    assert words == "Made on its own, this call is answered right: the answer depends on the calls that came before."
    assert "global variable" in hint


def test_an_unknown_mistake_is_described(diagnosed):
    """Where nothing fits, the pattern of the wrong values is told."""
    text = diagnosed(lambda v, t, plus=0.0: 3 * (v * t + plus))["plus"][1]

    assert text == "This looks like the right answer times 3."


def test_when_it_goes_wrong_is_described(diagnosed):
    """Where nothing fits, what the wrong calls have in common is told at each of them."""
    checks = """
import numpy as np
from convgrade.checks import assert_same

def test_plus(student):
    '''A number may be added.'''
    for values in ([1.0, 2.0], [5.0, 2.0], [3.0, 9.0]):
        values = np.array(values)
        student.scale(values, 2.0)
        got = student.scale(values, 2.0, plus=3.0)
    assert_same(got, want=values * 2 + 3, call="scale")
"""
    text = diagnosed(lambda v, t, plus=0.0: v * t + plus * v[::-1] ** 2, checks=checks)["plus"][1]

    assert text == "On the calls tried, it goes wrong only where plus is not 0.0."


def test_a_stub_gets_no_diagnosis(diagnosed):
    """Code that is not written yet looks like nothing."""

    def stub(values, times, plus=0.0):
        raise NotImplementedError

    assert {text for _, text, _ in diagnosed(stub).values()} == {""}


def test_right_code_gets_no_diagnosis(diagnosed):
    """Nothing is said of checks that pass."""

    def right(values, times, plus=0.0):
        refuse_nothing(values)
        return times * values + plus

    assert {text for _, text, _ in diagnosed(right).values()} == {""}


def test_a_broken_bank_costs_no_grades(diagnosed, capsys):
    """A mistake in the bank is reported to the instructor, and the results stay."""
    found = diagnosed(lambda v, t, plus=0.0: v, bank="import nothing_of_this_name\n")

    assert {text for _, text, _ in found.values()} == {""}
    assert "nothing_of_this_name" in capsys.readouterr().err


def test_what_a_misconception_prints_is_not_shown(diagnosed, capsys):
    """The bank may print; the grader's own output stays clean."""
    bank = """
from convgrade.checks import misconception

@misconception("M1", "It prints.", hint="Look.")
def prints(values, times, plus=0.0):
    print("printed by the bank")
    return values
"""
    assert diagnosed(lambda v, t, plus=0.0: v, bank=bank)["times"][0] == ("M1",)
    assert "printed by the bank" not in capsys.readouterr().out
