"""The schema of results.json refuses every shape that Gradescope or a reader would stumble over."""

import copy
import json
from importlib.resources import files

import pytest

from convgrade.core.results import Leaderboard, Outcome
from convgrade.reports.results_json import failure_results, results_of
from convgrade.reports.schema import InvalidResultsError, to_bytes, validate


@pytest.fixture
def document(make):
    """Return a valid document with two tests and a leaderboard."""
    second = make.result(Outcome.FAILED, number="1.2", leaderboard=Leaderboard("Speed", 1.5, "asc"))
    return results_of(make.report(make.exercise(make.result(), second)))


def changed(document, place, value):
    """Return a copy with another value at a place, or without it if the value is `...`."""
    document = copy.deepcopy(document)
    inner = document
    for key in place[:-1]:
        inner = inner[key]
    if value is ...:
        del inner[place[-1]]
    else:
        inner[place[-1]] = value
    return document


def test_the_schema_is_one_that_is_read_as_written():
    """The schema is draft-07, and no rule stands beside a ``$ref``, where draft-07 would not read it."""
    text = files("convgrade.reports").joinpath("results.schema.json").read_text(encoding="utf-8")
    objects = []

    schema = json.loads(text, object_hook=lambda found: objects.append(found) or found)

    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert [found for found in objects if "$ref" in found and len(found) > 1] == []


def test_valid_documents_pass(document):
    """What is made from reports and failures fits."""
    validate(document)
    validate(failure_results("no"))
    validate(changed(document, ["tests", 0, "score"], 1.5))


TOP = ["execution_time", "output", "output_format", "visibility", "stdout_visibility", "extra_data", "tests"]
TEST = [
    "name",
    "name_format",
    "number",
    "score",
    "max_score",
    "status",
    "output",
    "output_format",
    "tags",
    "visibility",
]


@pytest.mark.parametrize(
    "place",
    [
        *([key] for key in [*TOP, "test_output_format", "test_name_format"]),
        *(["tests", 0, key] for key in [*TEST, "visibility", "extra_data"]),
        *(["leaderboard", 0, key] for key in ("name", "value", "order")),
    ],
    ids=str,
)
def test_nothing_may_be_missing(document, place):
    """Every field is required: nothing is left to a default of the platform."""
    with pytest.raises(InvalidResultsError):
        validate(changed(document, place, ...))


@pytest.mark.parametrize(
    "place", [["more"], ["tests", 0, "more"], ["leaderboard", 0, "more"], ["tests", 0, "Score"]], ids=str
)
def test_nothing_unknown_may_be_there(document, place):
    """A misspelt field is found here, not on the platform."""
    with pytest.raises(InvalidResultsError):
        validate(changed(document, place, 1))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (["score"], "44"),
        (["score"], None),
        (["score"], True),
        (["score"], -1),
        (["execution_time"], "1.50"),
        (["execution_time"], -1),
        (["output"], None),
        (["output"], ["a"]),
        (["output"], "\x1b[31m"),
        (["output"], "a\rb"),
        (["output"], "\u202e"),
        (["output"], "\x9b"),
        (["output"], "x" * 70_000),
        (["output_format"], "html"),
        (["output_format"], "simple_format"),
        (["test_output_format"], "md"),
        (["test_name_format"], "html"),
        (["visibility"], "Visible"),
        (["visibility"], None),
        (["stdout_visibility"], "visible"),
        (["extra_data"], []),
        (["tests"], {}),
        (["tests"], []),
        (["tests", 0], "passed"),
        (["tests", 0, "name"], ""),
        (["tests", 0, "name"], "two\nlines"),
        (["tests", 0, "name"], "x" * 2000),
        (["tests", 0, "name_format"], "md"),
        (["tests", 0, "number"], 1.1),
        (["tests", 0, "score"], "2"),
        (["tests", 0, "score"], None),
        (["tests", 0, "score"], False),
        (["tests", 0, "score"], -0.5),
        (["tests", 0, "score"], 1e9),
        (["tests", 0, "max_score"], None),
        (["tests", 0, "status"], "ok"),
        (["tests", 0, "status"], "timed out"),
        (["tests", 0, "output"], 3),
        (["tests", 0, "output"], "a\x00b"),
        (["tests", 0, "output"], "x" * 20_000),
        (["tests", 0, "output_format"], "ansi"),
        (["tests", 0, "tags"], "bonus"),
        (["tests", 0, "tags"], [1]),
        (["tests", 0, "tags"], ["a", "a"]),
        (["tests", 0, "visibility"], "after_publication"),
        (["tests", 0, "extra_data"], "none"),
        (["leaderboard"], []),
        (["leaderboard"], {}),
        (["leaderboard", 0, "name"], ""),
        (["leaderboard", 0, "value"], None),
        (["leaderboard", 0, "value"], True),
        (["leaderboard", 0, "order"], "ascending"),
    ],
)
def test_wrong_values_are_refused(document, place, value):
    """A value of a wrong type, beyond its range or with characters that do not show does not pass."""
    with pytest.raises(InvalidResultsError):
        validate(changed(document, place, value))


@pytest.mark.parametrize("wrong", [None, [], "", 0, {}, {"score": 1}])
def test_other_things_are_no_results(wrong):
    """Something else entirely is refused with the same error."""
    with pytest.raises(InvalidResultsError):
        validate(wrong)


def test_the_error_names_the_place(document):
    """Whoever has to mend the grader reads which value of which test is wrong."""
    with pytest.raises(InvalidResultsError, match=r"tests\[1\]\.score must be number"):
        validate(changed(document, ["tests", 1, "score"], "2"))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, b"x", object(), "\ud800"])
def test_what_json_cannot_say_is_refused(document, value):
    """Values that would make the file unreadable are found before it is written."""
    with pytest.raises(InvalidResultsError):
        to_bytes(changed(document, ["extra_data", "x"], value))


def test_a_document_of_a_megabyte_is_refused(document):
    """The limit of the platform is kept."""
    with pytest.raises(InvalidResultsError, match="bytes"):
        to_bytes(changed(document, ["extra_data", "x"], "x" * 1_000_000))
