"""results.json: what staff and students read on Gradescope."""

import json
import math

import numpy as np
import pytest

from convgrade.checks.verdicts import CALM_SENTENCE
from convgrade.core.results import Leaderboard, Outcome, Standing, Visibility
from convgrade.reports.results_json import NEEDS_REGRADE, failure_results, results_of, validate, withheld_results
from convgrade.reports.schema import MAX_BYTES, InvalidResultsError, to_bytes


def written(report):
    """Return the only test of a report, as it is read back from the file."""
    (test,) = json.loads(to_bytes(results_of(report)))["tests"]
    return test


def test_the_whole_document(make):
    """Every field of Gradescope's format has its meaning from the report."""
    passed = make.result(number="1.1", claim="It is right.", notes=("a numpy scalar was returned",))
    failed = make.result(
        Outcome.FAILED, number="1.2", tags=("stride",), call="conv2d(x)", leaderboard=Leaderboard("Speed", 1.25, "asc")
    )
    report = make.report(
        make.exercise(passed, failed), ignored=("numpy.py is ignored.",), footer=("Isolation: closed.",)
    )

    document = json.loads(to_bytes(results_of(report)))

    assert document == {
        "execution_time": 1.5,
        "output": (
            "Convolution: 2 of 4 points.\n\n"
            "conv2d: 2 of 4 points (1 passed, 1 failed)\n\n"
            "Next: conv2d, check 1.2.\n\n"
            "About your files:\n- numpy.py is ignored.\n\n"
            "How it was graded:\n- Isolation: closed."
        ),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {
            "version": "0.1.0",
            "release": "4f1c",
            "edition": "1234567890ab",
            "made_with_edition": None,
            "assignment": "a2_convolution",
            "points": 4,
            "submission": "team7",
            "submission_hash": "ab" * 32,
            "finished": True,
            "needs_regrade": False,
            "seconds": 1.5,
        },
        "tests": [
            {
                "name": "conv2d: It is right.",
                "name_format": "text",
                "number": "1.1",
                "score": 2,
                "max_score": 2,
                "status": "passed",
                "output": "note: a numpy scalar was returned",
                "output_format": "text",
                "tags": [],
                "visibility": "visible",
                "extra_data": {
                    "check": "conv2d/test_public.py::test_1.1",
                    "outcome": "passed",
                    "public": True,
                    "seconds": 0.25,
                    "student_seconds": 0,
                },
            },
            {
                "name": "conv2d: Claim 1.2 holds.",
                "name_format": "text",
                "number": "1.2",
                "score": 0,
                "max_score": 2,
                "status": "failed",
                "output": make.WRONG,
                "output_format": "text",
                "tags": ["stride"],
                "visibility": "visible",
                "extra_data": {
                    "check": "conv2d/test_public.py::test_1.2",
                    "outcome": "failed",
                    "public": True,
                    "seconds": 0.25,
                    "student_seconds": 0,
                    "call": "conv2d(x)",
                },
            },
        ],
        "leaderboard": [{"name": "Speed", "value": 1.25, "order": "asc"}],
    }


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_a_valid_entry(make, outcome):
    """However a check ended, its entry is valid; only a pass is one."""
    test = written(make.one(outcome))

    assert test["status"] == ("passed" if outcome is Outcome.PASSED else "failed")
    assert test["score"] == (2 if outcome is Outcome.PASSED else 0)
    assert test["extra_data"]["outcome"] == str(outcome)


@pytest.mark.parametrize("visibility", Visibility)
def test_every_visibility_is_handed_on(make, visibility):
    """A check's visibility is Gradescope's to apply."""
    assert written(make.one(visibility=visibility))["visibility"] == str(visibility)


def test_points_in_part_are_a_fail_with_points(make):
    """A check that gives only some of its points does not look passed."""
    test = written(make.one(Outcome.PASSED, score=0.5))

    assert (test["status"], test["score"], test["max_score"]) == ("failed", 0.5, 2)


def test_sums_of_decimals_look_like_decimals(make):
    """Points are not spoilt by binary fractions."""
    assert written(make.one(Outcome.PASSED, score=0.1 + 0.2, points=0.3))["score"] == 0.3


def test_the_score_stands_in_the_tests_alone(make):
    """Without a total above them, regrading one test changes the sum; bonus points simply add up."""
    exercise = make.exercise(make.result(points=4.0), make.result(number="1.2", points=3.0, tags=("bonus",)), bonus=3.0)

    document = results_of(make.report(exercise))

    assert "score" not in document
    assert sum(test["score"] for test in document["tests"]) == 7
    assert document["output"].startswith("Convolution: 4 of 4 points + 3 bonus.")


def test_a_report_without_checks_has_a_score(make):
    """Gradescope needs a score from somewhere: without tests it is zero."""
    document = results_of(make.report(make.exercise()))

    validate(document)
    assert document["score"] == 0


def test_a_missing_bonus_costs_nothing(make):
    """A bonus check that fails leaves all the exercise's points."""
    exercise = make.exercise(make.result(), make.result(Outcome.FAILED, number="1.2", tags=("bonus",)))

    output = results_of(make.report(exercise))["output"]

    assert output.startswith("Convolution: 2 of 2 points.")
    assert "What is left is bonus: conv2d, check 1.2." in output


def test_hide_errors_replaces_the_message(make):
    """What a check with hidden errors compares appears nowhere in the file."""
    for outcome in (Outcome.FAILED, Outcome.RAISED, Outcome.TIMED_OUT, Outcome.CRASHED):
        secret = make.result(
            outcome,
            hide_errors="Think about the borders.",
            message="SECRET",
            call="SECRET(1)",
            notes=("SECRET",),
            extra={"case": "SECRET"},
        )

        text = to_bytes(results_of(make.report(make.exercise(secret)))).decode()

        assert "SECRET" not in text
        assert json.loads(text)["tests"][0]["output"] == "Think about the borders."


def test_hide_errors_says_why_a_check_was_not_run(make):
    """A check that did not run has nothing to hide, so the student reads the reason."""
    assert (
        written(make.one(Outcome.NOT_RUN, hide_errors="No.", message="not written yet"))["output"] == "not written yet"
    )


@pytest.mark.parametrize("visibility", [Visibility.HIDDEN, Visibility.AFTER_DUE_DATE, Visibility.AFTER_PUBLISHED])
def test_what_is_not_visible_now_does_not_show_above_the_tests(make, visibility):
    """Whether hidden checks passed cannot be read from anything outside their own entries."""
    texts = []
    for outcome in (Outcome.PASSED, Outcome.FAILED):
        secret = make.result(
            outcome,
            number="9.9",
            hidden=True,
            visibility=visibility,
            message="SECRET",
            claim="SECRET claim.",
            points=5.0,
            call="SECRET()",
        )
        report = make.report(make.exercise(make.result(), secret, printed="SECRET input"))
        document = results_of(report)
        assert document["tests"][1]["visibility"] == str(visibility)
        texts.append(json.dumps({key: value for key, value in document.items() if key != "tests"}))

    assert texts[0] == texts[1]
    assert "SECRET" not in texts[0]
    assert "2 of 2 points in the checks that are shown here" in texts[0]
    assert "1 more check counts, not shown here or not yet." in texts[0]


def test_an_exercise_without_visible_checks_is_not_listed(make):
    """An exercise that students cannot see leaves no empty line."""
    hidden = make.exercise(make.result(visibility=Visibility.HIDDEN), name="secret")

    output = results_of(make.report(make.exercise(make.result()), hidden))["output"]

    assert "secret" not in output
    assert "Every check that is shown here passed." in output


def test_a_total_is_seen_where_every_check_is(make):
    """By default every check is visible, hidden ones too, as Gradescope hides the total where one of them is not."""
    report = make.report(make.exercise(make.result(), make.result(hidden=True, number="1.2")))

    document = results_of(report)

    assert {document["visibility"], *(test["visibility"] for test in document["tests"])} == {"visible"}
    assert document["output"].startswith("Convolution: 4 of 4 points.")


def test_a_rule_on_late_work_makes_another_total(make):
    """The tests keep their points; the total is what counts, and the line below the points explains it."""
    standing = Standing(0.5, ("1 d late: 75 % of 2 points, 1.5 off.",))

    document = json.loads(to_bytes(results_of(make.report(make.exercise(make.result()), standing=standing))))

    assert (document["score"], document["tests"][0]["score"]) == (0.5, 2)
    assert document["output"].startswith(
        "Convolution: 2 of 2 points.\n1 d late: 75 % of 2 points, 1.5 off.\nWhat counts: 0.5 points.\n"
    )


def test_what_counts_is_not_told_where_checks_are_hidden(make):
    """Neither above the tests nor elsewhere that students see can the points of hidden checks be worked out."""
    report = make.report(
        make.exercise(make.result(visibility=Visibility.AFTER_PUBLISHED)), standing=Standing(0.5, ("1 d late.",))
    )

    document = results_of(report)

    assert document["score"] == 0.5
    assert "1 d late." in document["output"]
    assert "What counts" not in document["output"]


def test_withheld_results_keep_a_score(make):
    """Where no more is graded for now, the file holds the earlier score, the reason, and no tests."""
    standing = Standing(42.5, ("Not graded.", "Your score stays what it was."))

    document = json.loads(to_bytes(withheld_results(standing, assignment="a2_convolution", release="4f1c")))

    assert (document["score"], document["tests"]) == (42.5, [])
    assert document["output"] == "Not graded.\nYour score stays what it was."
    assert document["extra_data"]["withheld"] is True


def test_what_the_code_printed_is_not_in_the_file(make):
    """Code may print the inputs of hidden checks: its output is not for students."""
    report = make.report(make.exercise(make.result(), printed="SECRET input"))

    assert "SECRET" not in to_bytes(results_of(report)).decode()


def test_a_grader_error_is_told_calmly(make):
    """A mistake of a check gives no points, no traceback, and one sentence."""
    broken = make.result(
        Outcome.GRADER_ERROR,
        score=2.0,
        message="SECRET",
        call="SECRET",
        notes=("SECRET",),
        grader_traceback="Traceback SECRET",
        extra={"x": "SECRET"},
        hide_errors="SECRET",
    )

    document = results_of(make.report(make.exercise(make.result(), broken)))

    test = document["tests"][1]
    assert "SECRET" not in to_bytes(document).decode()
    assert (test["score"], test["status"], test["tags"]) == (0, "failed", [NEEDS_REGRADE])
    assert test["output"] == CALM_SENTENCE
    assert document["extra_data"]["needs_regrade"] is True
    assert "One check could not be graded because of a mistake on our side, not yours" in document["output"]


def test_an_exercise_without_checks_is_our_mistake(make):
    """Where no check could be collected, students read that it is not their mistake."""
    document = results_of(make.report(make.exercise(make.result()), make.exercise(name="pool2d")))

    assert document["extra_data"]["needs_regrade"] is True
    assert "pool2d: 0 of 0 points (no check could be run)" in document["output"]
    assert "pool2d could not be graded because of a mistake on our side" in document["output"]


def test_student_text_shows_as_text(make):
    """Control characters are spelled out; markup and HTML stay, as every format is plain text."""
    hostile = "\x1b[31mred\x1b[0m \u202eabc\u202c \x00 [red]x[/red] <script>alert(1)</script> *md* $tex$"
    result = make.result(Outcome.RAISED, message=hostile, call=hostile, notes=(hostile,), extra={"said": hostile})
    report = make.report(make.exercise(result), submission=hostile, ignored=(hostile,), footer=(hostile,))

    document = json.loads(to_bytes(results_of(report)))

    shown = r"\x1b[31mred\x1b[0m \u202eabc\u202c \x00 [red]x[/red] <script>alert(1)</script> *md* $tex$"
    (test,) = document["tests"]
    assert test["output"] == f"{shown}\nnote: {shown}"
    assert [test["extra_data"]["call"], test["extra_data"]["said"]] == [shown, shown]
    assert f"- {shown}" in document["output"]
    assert document["extra_data"]["submission"] == shown
    formats = [document[key] for key in ("output_format", "test_output_format", "test_name_format")]
    assert {*formats, test["output_format"], test["name_format"]} == {"text"}


def test_texts_that_break_lines_or_are_empty_are_mended(make):
    """Names are one line and never empty."""
    test = written(make.one(claim="two\nlines", number="", tags=("a\nb", "", "a\nb")))

    assert (test["name"], test["number"], test["tags"]) == ("conv2d: two lines", "-", ["a b", "-"])


def test_a_long_message_is_cut_at_8_kib(make):
    """One check's output is at most 8 KiB and says how much is missing."""
    output = written(make.one(Outcome.RAISED, message="é" * 100_000))["output"]

    assert len(output.encode()) <= 8192
    assert output.endswith("[... cut; the whole text has 100000 characters]")


def test_the_file_stays_below_a_megabyte(make):
    """Where many checks say much, each is cut further, and none is lost."""
    results = [make.result(Outcome.FAILED, number=f"1.{n}", message="\x1b" * 9_000) for n in range(400)]

    document = results_of(make.report(make.exercise(*results)))

    assert len(to_bytes(document)) < MAX_BYTES
    assert len(document["tests"]) == 400
    assert all("[... cut" in test["output"] for test in document["tests"])


def test_the_text_above_the_tests_is_cut(make):
    """The summary has a limit of its own."""
    output = results_of(make.report(make.exercise(make.result()), ignored=("x" * 1000,) * 100))["output"]

    assert len(output) <= 16384
    assert output.startswith("Convolution: 2 of 2 points.")


def test_extra_data_holds_only_what_json_can_say(make):
    """Values of other types are named, numbers that are none are written as text, large ones dropped."""
    extra = {
        "list": [1, 2.5, None, True, "x"],
        "nested": {"a": {"b": {"c": {"d": {"e": 1}}}}},
        "nan": math.nan,
        "array": np.zeros(3),
        "scalar": np.int64(3),
        "huge": 10**5000,
    }

    data = written(make.one(Outcome.FAILED, extra=extra))["extra_data"]

    assert {key: data[key] for key in extra} == {
        "list": [1, 2.5, None, True, "x"],
        "nested": {"a": {"b": {"c": {"d": "(dict)"}}}},
        "nan": "nan",
        "array": "(ndarray)",
        "scalar": "(int64)",
        "huge": "(int)",
    }


def test_extra_data_cannot_replace_ours_or_grow(make):
    """A check's own data neither changes the outcome that staff read nor swells the file."""
    assert written(make.one(Outcome.FAILED, extra={"outcome": "passed"}))["extra_data"]["outcome"] == "failed"
    assert "much" not in written(make.one(Outcome.FAILED, extra={"much": ["x" * 900] * 50}))["extra_data"]


@pytest.mark.parametrize(("value", "shown"), [(3, 3), ("*****", "*****"), (math.inf, "inf"), ("a\x1b", r"a\x1b")])
def test_leaderboard_values_are_numbers_or_texts(make, value, shown):
    """A leaderboard takes numbers and texts; what is no number becomes text."""
    report = make.one(leaderboard=Leaderboard("Accuracy", value))

    document = json.loads(to_bytes(results_of(report)))

    assert document["leaderboard"] == [{"name": "Accuracy", "value": shown, "order": "desc"}]


@pytest.mark.parametrize("score", [math.nan, math.inf, -1.0])
def test_a_score_that_is_none_is_not_written(make, score):
    """A grader that lost count is found out before anything is written."""
    with pytest.raises(InvalidResultsError):
        to_bytes(results_of(make.one(Outcome.PASSED, score=score)))


def test_nothing_written_yet_is_said_once(make):
    """A stub is one line in the summary, with where to start."""
    stub = [make.result(Outcome.NOT_RUN, number=f"1.{n}", message="not written yet") for n in range(3)]

    output = results_of(make.report(make.exercise(*stub)))["output"]

    assert "conv2d: 0 of 6 points (not written yet)" in output
    assert "Nothing is written yet: start with conv2d.py." in output


def test_a_failure_document_is_valid_and_says_why():
    """Where grading found nothing out, the file holds a score of zero and the reason, as text."""
    document = json.loads(to_bytes(failure_results("team7.zip is \x1b[31mdamaged", release="4f1c", seconds=2.0)))

    assert (document["score"], document["tests"], document["execution_time"]) == (0, [], 2)
    assert document["output"] == r"team7.zip is \x1b[31mdamaged"
    assert document["extra_data"]["finished"] is False


def test_the_same_report_gives_the_same_bytes(make):
    """Results are reproducible."""
    assert to_bytes(results_of(make.one(Outcome.FAILED))) == to_bytes(results_of(make.one(Outcome.FAILED)))


def test_a_diagnosis_is_part_of_the_output(make):
    """Students read what their mistake looks like, and staff can count the ids."""
    report = make.one(Outcome.FAILED, diagnosis="This looks like a slip.", hint="What is 2 + 2?", looks_like=("S1",))

    [test] = results_of(report)["tests"]

    assert test["output"].endswith("\n\nThis looks like a slip.\nHint: What is 2 + 2?")
    assert test["extra_data"]["looks_like"] == ["S1"]


def test_hidden_errors_hide_the_diagnosis(make):
    """Where a check hides what went wrong, its diagnosis would tell it."""
    report = make.one(
        Outcome.FAILED, hide_errors="Wrong.", diagnosis="This looks like a slip.", hint="Hm?", looks_like=("S1",)
    )

    [test] = results_of(report)["tests"]

    assert test["output"] == "Wrong."
    assert "looks_like" not in test["extra_data"]
