"""Mutants of solutions: which there are, which are caught, and which may be declared."""

import pytest

from convgrade.authoring.mutants import declared_of, mutants_of, survives, try_all, try_mutants
from convgrade.core.errors import ExerciseError, ExitCode
from convgrade.core.exercise import load_assignment

pytest.importorskip("cosmic_ray", reason="cosmic-ray is not installed")

SOLUTION = '''"""Grade."""


def grade(points):
    """Return whether points suffice."""
    ### BEGIN SOLUTION
    if points < 0:
        raise ValueError("points are never negative" + "!")
    return points >= 50
    ### END SOLUTION
'''
CHECKS = '''
from convgrade.checks import assert_same, rejects

def test_enough(student):
    """Sixty points suffice."""
    assert_same(student.grade(60), want=True, call="grade(60)")

def test_too_few(student):
    """Forty points do not."""
    assert_same(student.grade(40), want=False, call="grade(40)")

def test_negative(student):
    """Less than none is refused."""
    with rejects("ValueError", call="grade(-1)"):
        student.grade(-1)
'''
AT_THE_EDGE = '''
def test_edge(student):
    """Fifty points suffice, forty-nine and none do not."""
    assert_same(student.grade(50), want=True, call="grade(50)")
    assert_same(student.grade(49), want=False, call="grade(49)")
    assert_same(student.grade(0), want=False, call="grade(0)")
'''


@pytest.fixture
def course(tmp_path):
    """Return a course of one exercise whose checks leave the edge out."""
    folder = tmp_path / "m1" / "grade"
    folder.mkdir(parents=True)
    (folder.parent / "assignment.toml").write_text('title = "M"\n')
    (folder / "exercise.toml").write_text('title = "G"\norder = 1\nfunctions = ["grade"]\npoints = 3\n')
    (folder / "solution.py").write_text(SOLUTION)
    (folder / "test_public.py").write_text(CHECKS)
    return tmp_path


def parts(course):
    """Return the assignment and its exercise."""
    assignment = load_assignment(course / "m1")
    return assignment, assignment.exercises[0]


def test_mutants_lie_in_the_solution_and_change_one_line(course):
    """Docstrings, error messages and what students are given stay as they are."""
    mutants = mutants_of(parts(course)[1])

    assert {mutant.before.strip() for mutant in mutants} == {"if points < 0:", "return points >= 50"}
    assert "return points > 50" in {mutant.line.strip() for mutant in mutants}


def test_checks_that_leave_the_edge_out_let_mutants_live(course):
    """A change at the edge survives checks that do not look there."""
    outcome = try_mutants(*parts(course))

    assert "return points > 50" in {mutant.line.strip() for mutant in outcome.survivors}


def test_checks_at_the_edge_catch_them(course):
    """A check at the edge leaves only what is equivalent."""
    path = course / "m1" / "grade" / "test_public.py"
    path.write_text(CHECKS + AT_THE_EDGE)
    (course / "m1" / "grade" / "exercise.toml").write_text(
        'title = "G"\norder = 1\nfunctions = ["grade"]\npoints = 4\n'
    )

    said = []
    code = try_all(course, [], said.append)

    assert (code, said[-1].split(",")[-1]) == (ExitCode.ALL_POINTS, " 0 survive unexplained"), "\n".join(said)


def test_a_mutant_that_never_ends_is_caught(course, monkeypatch):
    """A loop without end is stopped and counts as caught."""
    monkeypatch.setattr("convgrade.authoring.mutants.SECONDS", 0.5)
    assignment, exercise = parts(course)
    mutant = mutants_of(exercise)[0]
    endless = type(mutant)(mutant.exercise, 1, "", "", "def grade(points):\n    while True:\n        pass\n")

    assert not survives(assignment, exercise, endless)


def test_a_declared_mutant_needs_a_reason(course):
    """A declaration without a reason is refused with the file's name."""
    path = course / "m1" / "grade" / "equivalent_mutants.toml"
    path.write_text("[[mutant]]\nline = 'return points > 50'\n")

    with pytest.raises(ExerciseError, match=r"equivalent_mutants\.toml: each \[\[mutant\]\] needs a line and a reason"):
        declared_of(parts(course)[1])


def test_a_stale_declaration_is_told(course):
    """A declaration of something that no longer survives makes the command fail."""
    path = course / "m1" / "grade" / "equivalent_mutants.toml"
    path.write_text("[[mutant]]\nline = 'return nothing'\nreason = 'none'\n")

    outcome = try_mutants(*parts(course))

    assert outcome.stale == ("return nothing",)
