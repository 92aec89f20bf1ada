"""From pytest functions to one verdict a check."""

import importlib
import itertools

import numpy as np
import pytest

from convgrade.core.results import Outcome, Visibility


def raising(error):
    """Return an implementation that raises."""

    def double(x):
        raise error

    return double


def test_a_check_that_holds_passes(grade_with):
    """A passed check earns its weight."""
    (result,) = grade_with('''
        @weight(4)
        def test_two(student):
            """Twice 2 is 4."""
            assert_same(student.double(2), want=4, call="double(2)")
    ''')

    assert (result.outcome, result.score, result.check.claim) == (Outcome.PASSED, 4.0, "Twice 2 is 4.")


def test_metadata_comes_from_gradescope_utils(grade_with):
    """Weight, number, visibility, tags and hidden errors are read from the decorators."""
    (result,) = grade_with('''
        @weight(2)
        @number("7.1")
        @visibility("after_published")
        @tags("bonus", "edge")
        @hide_errors("look at the edge")
        def test_it(student):
            """It holds."""
    ''')

    check = result.check
    assert (check.points, check.number, check.visibility) == (2.0, "7.1", Visibility.AFTER_PUBLISHED)
    assert (check.tags, check.is_bonus, check.hide_errors) == (("bonus", "edge"), True, "look at the edge")


def test_numbers_follow_the_exercise(grade_with):
    """Without a number of its own a check gets the exercise's and its position."""
    results = grade_with('''
        def test_a(student):
            """A holds."""
        def test_b(student):
            """B holds."""
    ''')

    assert [result.check.number for result in results] == ["3.1", "3.2"]


def test_a_wrong_answer_fails_with_the_message(grade_with):
    """The message of assert_same arrives, and no points."""
    (result,) = grade_with(
        '''
        def test_two(student):
            """Twice 2 is 4."""
            assert_same(student.double(2), want=4, call="double(2)")
        ''',
        lambda x: 5,
    )

    assert (result.outcome, result.score) == (Outcome.FAILED, 0.0)
    assert result.message == "double(2)\n  out is 5, should be 4"


ONE_CALL = '''
    def test_two(student):
        """Twice 2 is 4."""
        student.double(2)
'''


def test_an_exception_of_the_student_is_raised(grade_with):
    """The exception's type, its text and the call are told."""
    (result,) = grade_with(ONE_CALL, raising(KeyError("k")))

    assert result.outcome is Outcome.RAISED
    assert result.message.startswith("double(2)\n  raised KeyError")


def test_an_exception_says_what_was_wanted(grade_with):
    """What the solution answers to the call that raised is told, an array by its shape and first numbers."""
    (number,) = grade_with(ONE_CALL, raising(KeyError("k")))
    (array,) = grade_with(ONE_CALL.replace("(2)", "(np.arange(12))"), raising(KeyError("k")))

    assert number.message.splitlines()[-1] == "  should return 4"
    assert array.message.endswith("\n  should return an array of shape (12,): 0, 2, 4, 6, 8, 10, 12, 14, 16, ...")


@pytest.mark.parametrize("call", ["student.double()", "student.double({})"])
def test_an_exception_without_a_right_answer(grade_with, call):
    """Nothing is told of a call without arguments, which may be a question, and of one that the solution refuses."""
    (result,) = grade_with(ONE_CALL.replace("student.double(2)", call), raising(KeyError("k")))

    assert "should" not in result.message


def test_the_stub_is_not_run(grade_with):
    """A function that is not written yet is told as such, not as an error."""
    (result,) = grade_with(ONE_CALL, raising(NotImplementedError("write double")))

    assert (result.outcome, result.message) == (Outcome.NOT_RUN, "not written yet")


def test_a_missing_function_fails_its_checks(grade_with):
    """The message names file and function."""
    (result,) = grade_with(ONE_CALL, None)

    assert result.outcome is Outcome.FAILED
    assert "double.py defines no function double" in result.message


@pytest.mark.parametrize(
    "mistake",
    [
        "undefined_name",
        "student.triple(2)",
        "1 / 0",
        "np.zeros(2)[5]",
        "raise ValueError('of ours')",
        "assert_same(2, want=Answers(), call='double(2)')",
    ],
)
def test_a_mistake_of_a_check_is_a_grader_error(grade_with, mistake):
    """A check that breaks is left unscored, with a calm sentence for the student and a traceback for us."""
    (result,) = grade_with(f'''
        def test_it(student):
            """It holds."""
            {mistake}
    ''')

    assert (result.outcome, result.score, result.needs_regrade) == (Outcome.GRADER_ERROR, 0.0, True)
    assert "mistake on our side" in result.message
    assert "test_it" in result.grader_traceback


def test_an_assertion_of_the_engine_or_reference_does_not_fail_the_student(grade_with):
    """A plain assert counts as the check's word only in the check file itself."""
    (result,) = grade_with('''
        def test_it(student):
            """It holds."""
            np.testing.assert_array_equal([1], [2])
    ''')

    assert result.outcome is Outcome.GRADER_ERROR


def test_a_plain_assert_fails_the_check(grade_with):
    """A plain assert in the check file is a claim."""
    (result,) = grade_with('''
        def test_it(student):
            """It holds."""
            assert student.double(2) == 5, "twice two is not five"
    ''')

    assert result.outcome is Outcome.FAILED
    assert result.message.splitlines()[0] == "twice two is not five"


def test_a_check_file_that_cannot_be_loaded_is_a_grader_error(grade_with):
    """All points of a broken check file are left unscored."""
    (result,) = grade_with("import no_such_module")

    assert (result.outcome, result.check.points, result.score) == (Outcome.GRADER_ERROR, 4.0, 0.0)
    assert "no_such_module" in result.grader_traceback


def test_a_parametrised_check_is_one_result(grade_with):
    """The first parameter on which it fails decides."""
    (result,) = grade_with(
        '''
        @weight(3)
        @pytest.mark.parametrize("value", [1, 2, 3, 4])
        def test_it(student, value):
            """Doubling is right."""
            assert_same(student.double(value), want=2 * value, call=f"double({value})")
        ''',
        lambda x: 2 * x if x < 3 else 0,
    )

    assert (result.outcome, result.score, result.check.points) == (Outcome.FAILED, 0.0, 3.0)
    assert result.message.startswith("double(3)")


def test_partial_credit_is_given(grade_with):
    """set_score gives a part of the points, also with a failed assertion that explains."""
    results = grade_with('''
        @partial_credit(4)
        def test_part(student, set_score=None):
            """Some hold."""
            set_score(2.5)

        @partial_credit(4)
        def test_explained(student, set_score):
            """Some more hold."""
            set_score(1)
            assert False, "the rest is wrong"
    ''')

    assert [(r.outcome, r.score) for r in results] == [(Outcome.PASSED, 2.5), (Outcome.FAILED, 1.0)]


@pytest.mark.parametrize("score", ["5", "-1", "True", "'4'", "float('nan')"])
def test_an_impossible_score_is_a_grader_error(grade_with, score):
    """A check cannot give more than its points, less than none, or no number."""
    (result,) = grade_with(f'''
        @partial_credit(4)
        def test_it(student, set_score=None):
            """It holds."""
            set_score({score})
    ''')

    assert (result.outcome, result.score) == (Outcome.GRADER_ERROR, 0.0)


def test_a_leaderboard_value_arrives(grade_with):
    """The value, the column and the order are those of the decorator."""
    (result,) = grade_with('''
        @leaderboard("ratio", "asc")
        def test_it(student, set_leaderboard_value=None):
            """It is fast."""
            set_leaderboard_value(1.5)
    ''')

    assert (result.leaderboard.name, result.leaderboard.value, result.leaderboard.order) == ("ratio", 1.5, "asc")


def test_a_check_is_not_run_without_its_prerequisite(grade_with):
    """It says on which claim it builds, and costs no second message."""
    first, second = grade_with(
        '''
        def test_one(student):
            """Twice 1 is 2."""
            assert_same(student.double(1), want=2, call="double(1)")
        def test_all(student):
            """Doubling is right."""
            assert_same(student.double(3), want=6, call="double(3)")
        ''',
        lambda x: 0,
        toml='[prerequisites]\ntest_all = ["test_one"]',
    )

    assert first.outcome is Outcome.FAILED
    assert (second.outcome, second.score) == (Outcome.NOT_RUN, 0.0)
    assert "Twice 1 is 2." in second.message


FRESH = '''
    @given(x=st.integers(0, 1000))
    def test_any(student, x):
        """Doubling is right for every number."""
        assert_same(student.double(x), want=2 * x, call=f"double({x})")
'''


def test_a_counterexample_is_shrunk(grade_with):
    """Of all wrong answers the smallest input is shown."""
    (result,) = grade_with(FRESH, lambda x: 2 * x if x < 17 else 0)

    assert result.message.startswith("double(17)")


def test_the_same_seed_gives_the_same_cases(grade_with):
    """A regrade sees the same fresh cases; another seed others."""
    seen = []

    def record(x):
        seen.append(x)
        return 2 * x

    runs = []
    for seed in (b"one", b"one", b"two"):
        seen.clear()
        grade_with(FRESH, record, seed=seed)
        runs.append(tuple(seen))

    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


def test_the_cases_do_not_depend_on_what_else_is_loaded(grade_with, tmp_path, monkeypatch):
    """Constants of other modules are not mixed into the fresh cases."""
    seen = []
    checks = FRESH.replace("st.integers(0, 1000)", "st.integers()").replace(
        "@given", "@settings(max_examples=200)\n    @given"
    )

    def record(x):
        seen.append(x)
        return 2 * x

    grade_with(checks, record)
    first = list(seen)
    seen.clear()
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "full_of_constants.py").write_text("\n".join(f"a{i} = {10**9 + i}" for i in range(50)))
    importlib.import_module("full_of_constants")
    grade_with(checks, record)

    assert seen == first


def test_an_answer_that_changes_from_call_to_call_fails(grade_with):
    """Code that answers differently each time fails; it is no grader error."""
    flips = itertools.count()

    (result,) = grade_with(FRESH, lambda x: 2 * x + (next(flips) % 3 == 2))

    assert (result.outcome, result.score) == (Outcome.FAILED, 0.0)


def test_a_slow_failing_check_is_not_shrunk_for_ever(grade_with):
    """Shrinking ends after its time, with a counterexample that really fails."""
    calls = []

    def slow(x):
        import time

        calls.append(x)
        time.sleep(0.05)
        return -1

    (result,) = grade_with(
        '''
        @given(x=st.lists(st.integers(0, 10**6), min_size=1, max_size=50))
        def test_any(student, x):
            """Doubling is right for every list."""
            assert_same(student.double(x), want=2, call="double")
        ''',
        slow,
    )

    assert result.outcome is Outcome.FAILED
    assert len(calls) < 120


def test_values_cross_the_protocol_in_process_too(grade_with):
    """A masked array is named, not compared."""
    (result,) = grade_with(
        '''
        def test_it(student):
            """An array comes back."""
            assert_same(student.double(np.ones(2)), want=np.full(2, 2.0), call="double([1, 1])")
        ''',
        lambda x: np.ma.masked_array(2 * x, [False, True]),
    )

    assert "out is a numpy.ma.MaskedArray" in result.message


def test_changed_arguments_are_noticed(grade_with):
    """assert_unchanged names the argument that a call changed."""

    def double(x):
        x *= 2
        return x.copy()

    (result,) = grade_with(
        '''
        def test_it(student):
            """The argument is left alone."""
            student.double(np.ones(2))
            assert_unchanged(student, call="double([1, 1])")
        ''',
        double,
    )

    assert "changed its argument x" in result.message


SEEDED = """
    def test_one(student, fresh_seed):
        "A check may draw for itself."
        assert_same(0, want=fresh_seed, call="seed")

    def test_two(student, fresh_seed):
        "Another check draws something else."
        assert_same(0, want=fresh_seed, call="seed")
"""


def test_a_check_may_draw_for_itself(grade_with):
    """The same submission gives the same number, each check another one, and another submission others."""
    once, again, other = ([r.message for r in grade_with(SEEDED, seed=seed)] for seed in (b"1", b"1", b"2"))

    assert once == again
    assert len({*once, *other}) == 4
