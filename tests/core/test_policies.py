"""Rules in assignment.toml: what arrives, and what each mistake is told."""

import pytest

from convgrade.core.errors import ExerciseError
from convgrade.core.exercise import load_assignment
from convgrade.core.policies import Late, Policies, Rate

EXERCISE = 'title = "Double"\norder = 1\nfunctions = ["double"]\npoints = 4\n'
ALL = """
[late]
percent = 10
per = "hour"
grace_minutes = 15
cap_percent = 50
[rate]
submissions = 5
hours = 24
[previous_best]
keep = true
"""


@pytest.fixture
def rules(tmp_path):
    """Return the rules of an assignment whose assignment.toml ends with a text."""
    folder = tmp_path / "b1_numbers" / "double"
    folder.mkdir(parents=True)
    (folder / "exercise.toml").write_text(EXERCISE)
    for name in ("solution.py", "test_public.py"):
        (folder / name).write_text("")

    def load(text):
        (folder.parent / "assignment.toml").write_text(f'title = "Numbers"\n{text}')
        return load_assignment(folder.parent).policies

    return load


def test_every_key_arrives(rules):
    """The three tables are read, each with all of its keys."""
    assert rules(ALL) == Policies(Late(10, "hour", 15, 50), Rate(5, 24), keep_best=True)


def test_there_are_no_rules_by_default(rules):
    """Without tables nothing is taken off, everything is graded, and the last submission counts."""
    assert rules("") == Policies()
    assert rules("").names == ()


def test_late_work_needs_a_percentage_alone(rules):
    """By default it is taken off for each day, without grace, up to all points."""
    assert rules("[late]\npercent = 10\n") == Policies(Late(10, "day", 0, 100))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("percent = 10", "percent = 0", ["[late]", "'percent' must be more than 0 and at most 100, not 0", "remove"]),
        ("percent = 10", "percent = nan", ["'percent' must be more than 0"]),
        ("percent = 10", "", ["[late]", "'percent' is missing; it must be a number"]),
        ('per = "hour"', 'per = "week"', ["'per' must be 'hour' or 'day', not 'week'"]),
        ("grace_minutes = 15", "grace_minutes = -1", ["'grace_minutes' must be more than 0"]),
        ("grace_minutes = 15", "grace_hours = 1", ["[late]", "'grace_hours' is not a key here"]),
        ("cap_percent = 50", "cap_percent = 5", ["'cap_percent' is 5, less than the 10 percent of one hour; raise it"]),
        ("submissions = 5", "submissions = 0", ["[rate]", "'submissions' must be at least 1, not 0"]),
        ("submissions = 5", "submissions = 1.5", ["'submissions' must be a whole number, not 1.5"]),
        ("hours = 24", "hours = inf", ["[rate]", "'hours' must be more than 0 and at most 8760, not inf"]),
        ("hours = 24", "days = 1", ["'hours' is missing"]),
        ("keep = true", "keep = 1", ["[previous_best]", "'keep' must be true or false, not 1"]),
        ("[rate]", "[[rate]]", ["'rate' must be a table"]),
    ],
)
def test_a_mistake_is_named(rules, old, new, words):
    """A value that cannot be is told with its file, its table, its key and what is wanted."""
    with pytest.raises(ExerciseError) as caught:
        rules(ALL.replace(old, new, 1))

    assert all(word in str(caught.value) for word in ["assignment.toml", *words])
