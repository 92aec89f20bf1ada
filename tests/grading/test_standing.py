"""Rules on late work, on how often is graded and on the best submission: from the metadata, never from the clock."""

import json

import pytest

from convgrade.core.policies import Late, Policies, Rate
from convgrade.core.results import Check, CheckResult, ExerciseResult, Outcome, Report, Standing, Visibility
from convgrade.grading.standing import with_standing, withheld

DUE = "2018-07-31T23:00:00.000000-07:00"
A_DAY = Rate(2, 24)
TEN_PERCENT = Late(10)
NOT_GRADED = (
    "Not graded: 2 submissions were graded within a day already. The next one counts from 2018-07-31 09:00 (UTC-07:00)."
)


@pytest.fixture
def write(tmp_path):
    """Write a submission_metadata.json in Gradescope's form, some of it changed; a None is left out."""

    def write(created_at="2018-07-31T22:00:00.365935-07:00", due=DUE, earlier=(), users=({},), **more):
        author = {"email": "student@example.com", "id": 1234, "name": "Student User"}
        known = {
            "id": 123456,
            "created_at": created_at,
            "assignment": {"due_date": due, "group_size": 4, "id": 25828, "late_due_date": None, "total_points": "20"},
            "submission_method": "upload",
            "users": [author | user for user in users],
            "previous_submissions": [
                {"submission_time": at, "score": score, "autograder_error": False, "results": {}}
                for at, score in earlier
            ],
        } | more
        path = tmp_path / "submission_metadata.json"
        path.write_text(json.dumps(known))
        return path

    return write


def report(score=80.0, points=85.0, visibility=Visibility.VISIBLE):
    """Return a report of one check that gave some of the points."""
    check = Check("conv2d/test_public.py::test_all", "conv2d", "It is right.", points, "1.1", visibility)
    result = CheckResult(check, Outcome.PASSED, score)
    return Report(
        assignment="a2",
        title="Convolution",
        submission="team7",
        exercises=(ExerciseResult("conv2d", "A layer", points, 0.0, (result,)),),
        version="0.1.0",
        release="4f1c",
        submission_hash="ab",
    )


def late(path, policy=TEN_PERCENT, **more):
    """Return what a rule on late work makes of 80 of 85 points."""
    return with_standing(report(**more), Policies(late=policy), path).standing


@pytest.mark.parametrize("created_at", ["2018-07-31T23:00:00-07:00", "2018-07-01T00:00:00-07:00"])
def test_work_in_time_costs_nothing(write, created_at):
    """Until the deadline, and at it, the sum of the checks counts and nothing is said."""
    assert late(write(created_at)) == Standing()


def test_late_work_is_explained(write):
    """The line has the delay, the percentage, the points it is of, and what is off."""
    standing = late(write("2018-08-01T01:10:00-07:00"))

    assert standing == Standing(71.5, ("2 h 10 min late: 10 % of 85 points, 8.5 off.",))


@pytest.mark.parametrize(
    ("created_at", "policy", "sentence"),
    [
        ("2018-08-01T23:00:00-07:00", Late(10), "1 d late: 10 % of 85 points, 8.5 off."),
        ("2018-08-01T23:00:01-07:00", Late(10), "1 d 1 min late: 20 % of 85 points, 17 off."),
        ("2018-08-01T01:10:00-07:00", Late(5, "hour"), "2 h 10 min late: 15 % of 85 points, 12.75 off."),
        ("2018-08-09T23:00:00-07:00", Late(10, cap_percent=25), "9 d late: 25 % of 85 points, 21.25 off."),
        ("2018-07-31T23:20:00-07:00", Late(10, grace_minutes=15), "20 min late: 10 % of 85 points, 8.5 off."),
    ],
    ids=["a day", "a second day", "hours", "a cap", "after the grace"],
)
def test_each_day_or_hour_that_has_begun_costs(write, created_at, policy, sentence):
    """A second into the next day is the next day; a cap ends it."""
    assert late(write(created_at), policy).sentences == (sentence,)


def test_the_grace_costs_nothing(write):
    """Within the grace a line says why nothing is off."""
    standing = late(write("2018-07-31T23:12:00-07:00"), Late(10, grace_minutes=15))

    assert standing == Standing(None, ("12 min late: nothing off within 15 minutes.",))


def test_points_do_not_fall_below_zero(write):
    """What is off is of all points, and no more than there are."""
    assert late(write("2018-08-04T23:00:00-07:00"), score=20.0).score == 0.0


@pytest.mark.parametrize(
    "created_at", ["2018-08-01T08:10:00+02:00", "2018-08-01T06:10:00Z", "2018-08-01T11:40:00+05:30"]
)
def test_time_zones_do_not_matter(write, created_at):
    """The same moment in another time zone is as late."""
    assert late(write(created_at)).sentences == ("10 min late: 10 % of 85 points, 8.5 off.",)


def test_a_change_to_winter_time_is_no_hour(write):
    """A deadline before, and a submission after, the clocks change: the offsets count, not what clocks show."""
    path = write("2018-11-04T02:30:00-08:00", due="2018-11-04T01:45:00-07:00")

    assert late(path, Late(10, "hour")).sentences == ("1 h 45 min late: 20 % of 85 points, 17 off.",)


def test_an_extension_moves_the_deadline(write):
    """A user's own deadline counts; in a group the latest one."""
    extended = [{"assignment": {"due_date": "2018-08-01T23:00:00-07:00"}}, {}]

    assert late(write("2018-08-01T22:00:00-07:00", users=extended)) == Standing()
    assert late(write("2018-08-02T00:00:00-07:00", users=extended)).sentences[0].startswith("1 h late")


DAMAGED = [
    ({"created_at": None}, "submission_metadata.json has no created_at"),
    ({"created_at": "yesterday"}, "created_at in submission_metadata.json is 'yesterday', which is no time"),
    ({"created_at": "2018-07-31T22:00:00"}, "which has no time zone"),
    ({"created_at": 5}, "is 5, which is no time"),
    ({"due": None}, "submission_metadata.json has no due_date"),
    ({"users": [{"assignment": {"due_date": "soon"}}]}, "due_date of a user"),
    ({"assignment": []}, "has no due_date"),
    ({"assignment": "x"}, "assignment in submission_metadata.json is damaged"),
]


@pytest.mark.parametrize(("change", "words"), DAMAGED)
def test_damaged_metadata_cost_nothing_and_are_told(write, change, words):
    """Where the delay cannot be known nothing is taken off, and staff read why."""
    graded = with_standing(report(), Policies(late=Late(10)), write(**change))

    assert graded.standing == Standing()
    (note,) = graded.footer
    assert note.startswith("For the course staff: [late] of assignment.toml could not be applied: ")
    assert words in note


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_metadata_that_cannot_be_read_are_told_once(tmp_path, content):
    """A missing or broken file is one note for all rules, and the submission is graded."""
    path = tmp_path / "submission_metadata.json"
    if content is not None:
        path.write_bytes(content)
    policies = Policies(Late(10), A_DAY, keep_best=True)

    graded = with_standing(report(), policies, path)

    assert withheld(policies, path) is None
    assert graded.standing == Standing()
    assert [note.partition(" of assignment.toml")[0] for note in graded.footer] == [
        "For the course staff: [late], [rate], [previous_best]"
    ]


def test_without_rules_metadata_do_not_matter():
    """An assignment that declares none has no notes, with or without metadata."""
    assert with_standing(report(), Policies(), None) == report()


def at(hour, day=30):
    """Return a time in July."""
    return f"2018-07-{day}T{hour:02d}:00:00-07:00"


def test_a_submission_that_counts_says_which_one_it_is(write):
    """Students see how many are left before they meet the limit."""
    path = write(at(20), earlier=[(at(9), 10.0)])

    assert withheld(Policies(rate=A_DAY), path) is None
    assert with_standing(report(), Policies(rate=A_DAY), path).standing.sentences == (
        "Submission 2 of the 2 that are graded within a day.",
    )


def test_one_too_many_is_withheld_and_keeps_the_score(write):
    """The sentence says when the next one counts, in the student's own time zone; the last score stays."""
    path = write(at(20), earlier=[(at(18), 42.5), (at(9), 10.0)])

    assert withheld(Policies(rate=A_DAY), path) == Standing(
        42.5,
        (
            NOT_GRADED,
            "Your score stays what it was.",
        ),
    )


def test_when_the_time_has_come_the_next_one_counts(write):
    """Exactly a day after the first one there is room again."""
    earlier = [(at(9), 10.0), (at(18), 42.5)]

    assert withheld(Policies(rate=A_DAY), write(at(8, day=31), earlier=earlier)) is not None
    assert withheld(Policies(rate=A_DAY), write(at(9, day=31), earlier=earlier)) is None


def test_what_was_withheld_does_not_count(write):
    """Who tries again and again is not kept out for longer."""
    earlier = [(at(9), 10.0), (at(10), 20.0), *((at(hour), 20.0) for hour in range(11, 23))]

    assert withheld(Policies(rate=A_DAY), write(at(10, day=31), earlier=earlier)) is None


def test_a_failure_of_the_grader_does_not_count(write):
    """A submission that the grader failed on takes no place, and its score is nobody's."""
    failed = {"submission_time": at(18), "score": 0.0, "autograder_error": True}
    graded = {"submission_time": at(9), "score": 10.0}

    assert withheld(Policies(rate=A_DAY), write(at(20), previous_submissions=[failed, graded])) is None


def test_later_submissions_change_nothing(write):
    """A regrade finds the submissions that came after this one, too: they are not looked at."""
    path = write(at(10), earlier=[(at(9), 10.0), (at(11), 85.0), (at(12), 85.0)])
    policies = Policies(rate=A_DAY, keep_best=True)

    assert withheld(policies, path) is None
    assert with_standing(report(), policies, path).standing.score is None


def test_the_best_submission_counts(write):
    """An earlier submission with more points counts, and is named."""
    path = write(at(20), earlier=[(at(9), "83.5"), (at(18), 10.0)])

    standing = with_standing(report(), Policies(keep_best=True), path).standing

    assert standing == Standing(
        83.5, ("Your submission of 2018-07-30 09:00 (UTC-07:00) counts, with 83.5 points: it was better.",)
    )


def test_the_best_submission_may_be_this_one(write):
    """Then the sum of the checks counts."""
    path = write(at(20), earlier=[(at(9), 10.0)])

    standing = with_standing(report(), Policies(keep_best=True), path).standing

    assert standing == Standing(None, ("Of all your submissions this one counts.",))


def test_late_work_is_compared_with_its_penalty(write):
    """A late submission counts only if it is better than an earlier one after what is taken off."""
    path = write("2018-08-01T01:10:00-07:00", earlier=[(at(9), 75.0)])

    standing = with_standing(report(), Policies(late=Late(10), keep_best=True), path).standing

    assert standing.score == 75.0
    assert standing.sentences[0] == "2 h 10 min late: 10 % of 85 points, 8.5 off."


@pytest.mark.parametrize("score", [10.0, 80.0])
def test_hidden_points_are_not_told(write, score):
    """Where students do not see all checks, no sentence depends on the points."""
    path = write("2018-08-01T01:10:00-07:00", earlier=[(at(9), 50.0)])
    hidden = report(score, visibility=Visibility.AFTER_PUBLISHED)

    standing = with_standing(hidden, Policies(late=Late(10), keep_best=True), path).standing

    assert standing.sentences == (
        "2 h 10 min late: 10 % of 85 points, 8.5 off.",
        "The best of this and your earlier submissions counts.",
    )


def test_points_below_zero_are_none(write):
    """Staff may have taken off more than there was; results hold no such score."""
    path = write(at(20), earlier=[(at(18), -3), (at(9), 10.0)])

    assert withheld(Policies(rate=A_DAY), path).score == 0.0


@pytest.mark.parametrize("score", ["many", float("nan"), float("inf"), 1e9, [1]])
def test_a_damaged_score_of_an_earlier_submission_is_told(write, score):
    """It is not guessed: this submission's points count."""
    graded = with_standing(report(), Policies(keep_best=True), write(at(20), earlier=[(at(9), score)]))

    assert graded.standing == Standing()
    assert "[previous_best] of assignment.toml could not be applied: a score of previous" in graded.footer[0]
