"""What has no points in results.json: leaderboards, and checks that only tell something."""

import json

from convgrade.core.results import Leaderboard, Outcome
from convgrade.reports.results_json import results_of
from convgrade.reports.schema import to_bytes
from convgrade.reports.words import next_step


def test_a_check_without_points_that_was_not_run_is_no_failure(make):
    """What a machine cannot check, and has no points, is shown as not run and asks for nothing."""
    result = make.result(Outcome.NOT_RUN, points=0.0, message="not run: no GPU is here")
    report = make.report(make.exercise(make.result(), result))

    test = results_of(report)["tests"][1]

    assert (test["status"], test["output"], test["max_score"]) == ("passed", "not run: no GPU is here", 0)
    assert next_step(report, for_student=True) == next_step(make.one(), for_student=True)


def test_a_leaderboard_gives_no_points_and_names_nobody(make):
    """Points are the same with and without an entry; who it is stays Gradescope's to show, under a chosen pseudonym."""
    with_entry, without = (
        written_whole(make.one(Outcome.PASSED, leaderboard=entry)) for entry in (Leaderboard("Speed", 9.0), None)
    )

    assert [test["score"] for test in with_entry["tests"]] == [test["score"] for test in without["tests"]]
    assert "score" not in with_entry
    assert [sorted(entry) for entry in with_entry["leaderboard"]] == [["name", "order", "value"]]


def written_whole(report):
    """Return the results of a report as they are written."""
    return json.loads(to_bytes(results_of(report)))
