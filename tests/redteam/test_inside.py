"""What came of a container is told as it was, and nothing that is missing passes for good."""

import copy
import sys

import pytest

if sys.platform != "linux":
    pytest.skip("containers need Linux", allow_module_level=True)

from redteam.inside import HEADING, Found

from convgrade.authoring.running import Ended

ENDED = Ended(0, 300.0, 150.0, 400.0, "768 MiB of memory, 0.5 processors")
SETTING = {"title": "as this user", "level": "sealed", "attacks": 90, "beat_naive": 88, "controls": 15}
SETTING |= {"gained": {}, "not_promised": [], "lost": [], "left": 0}
GOOD = {"redteam": [SETTING], "kills": [{"wrong": []}] * 5, "fuzz": [{"target": "intake", "inputs": 70, "finding": ""}]}


def found(**changed):
    """Return what came of a container, with some documents in place of good ones; None for one that is missing."""
    documents = {name: one for name, one in {**copy.deepcopy(GOOD), **changed}.items() if one is not None}
    return Found("docker", ENDED, documents)


def test_all_is_well():
    """Where nothing was found there is a row of figures, and no problem."""
    row = dict(zip(HEADING, found().rows()[0], strict=True))

    assert (row["user"], row["controls full"], row["kills wrong"]) == ("as root", "15 of 15", "0 of 5")
    assert row["fuzz findings"] == "0 in 70"
    assert found().problems() == []


@pytest.mark.parametrize("name", ["redteam", "kills", "fuzz"])
def test_a_program_that_did_not_finish_is_a_problem(name):
    """A document that is missing is said in the table and below it."""
    one = found(**{name: None})

    assert "did not finish" in one.rows()[0]
    assert one.problems() == [f"docker: {name} did not finish"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"gained": {"patch/late": {"points": "2 points"}}}, "patch/late gained {'points': '2 points'}"),
        ({"lost": ["lambdas"]}, "the honest lambdas did not get all points"),
        ({"left": 1}, "1 attacks left a process, a file or a message"),
        ({"beat_naive": 0}, "no attack beats even the naive grader, so this proves nothing"),
    ],
)
def test_what_the_red_team_gains_is_a_problem(changed, said):
    """Points, losses of honest work, traces, and attacks that would prove nothing are each told."""
    assert found(redteam=[SETTING | changed]).problems() == [f"docker: as this user: {said}"]


def test_a_kill_and_an_input_with_something_wrong_are_problems():
    """What the other two programs found is told with where it was."""
    kills = [{"wrong": []}, {"wrong": ["earlier results are lost"]}]
    fuzz = [{"target": "intake", "inputs": 7, "finding": "ValueError"}]

    one = found(kills=kills, fuzz=fuzz)

    assert one.rows()[0][-2:] == ["1 of 2", "1 in 7"]
    assert one.problems() == ["docker: kill 2: earlier results are lost", "docker: fuzz, intake: ValueError"]


def test_each_user_has_a_row():
    """Kills and inputs are counted once, in the first row."""
    ordinary = SETTING | {"title": "as an ordinary user", "level": "guarded"}

    rows = found(redteam=[SETTING, ordinary]).rows()

    assert [row[1:3] for row in rows] == [["as root", "sealed"], ["as an ordinary user", "guarded"]]
    assert [row[-2:] for row in rows] == [["0 of 5", "0 in 70"], ["", ""]]
