"""The whole way with the real nbgrader: generate, autograde, feedback, export, formgrader."""

import csv
import html
import json
import os
import random
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from in_nbgrader.handed_in import EXERCISES, NAME, ROOT
from in_nbgrader.running import environment, nbgrader

import convgrade
from convgrade.authoring.leaks import find_leaks, private_texts
from convgrade.core.exercise import find_assignment

STUDENTS = {
    "right": 45,
    "stub": 0,
    "forgets_bias": 41,
    "syntax_error": 10,
    "loops_forever": 10,
    "partial": 38.5,
    "cells_deleted": 35,
    "cells_duplicated": 45,
    "retyped": 45,
    "patches_kernel": 2.75,
}
SCORES = """\
select student.id, base_cell.name, grade.auto_score, grade.needs_manual_grade
from grade join base_cell on grade.cell_id = base_cell.id
join submitted_notebook on grade.notebook_id = submitted_notebook.id
join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
join student on submitted_assignment.student_id = student.id"""


@pytest.fixture(scope="module")
def said(graded_course):
    """Return how each step ended, and what it printed."""
    return json.loads((graded_course / "said.json").read_text())


def gradebook(course):
    """Return the points of every graded cell, by student and cell, and which somebody must look at."""
    with sqlite3.connect(course / "gradebook.db") as connection:
        rows = connection.execute(SCORES).fetchall()
    connection.close()
    return {(student, cell): score for student, cell, score, _ in rows}, [row for row in rows if row[3]]


def notebook(course, student, step="autograded"):
    """Return a student's notebook after a step."""
    return json.loads((course / step / student / NAME / f"{NAME}.ipynb").read_text("utf-8"))


def squeezed(path):
    """Return the text on a page or in a notebook, without white space and tags."""
    text = path.read_text("utf-8")
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        shown = [data for cell in cells for output in cell.get("outputs", ()) for data in output["data"].values()]
        text = "\n".join("".join(lines) for lines in [*(cell["source"] for cell in cells), *shown])
    return "".join(html.unescape(re.sub(r"</?\w[^>]*>", "", text)).split())


def test_every_step_succeeds(said):
    """None of nbgrader's commands ends with an error, and no submission is left out."""
    assert {step: code for step, (code, _) in said.items()} == dict.fromkeys(said, 0), said


def test_the_exported_points_are_those_of_the_exercises(graded_course):
    """grades.csv has all points for right code, partial credit where code is right in part, and nothing for tricks."""
    with (graded_course / "grades.csv").open() as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}

    assert {student: float(row["score"]) for student, row in rows.items()} == STUDENTS
    assert {float(row["max_score"]) for row in rows.values()} == {40}


@pytest.mark.parametrize("student", STUDENTS)
def test_points_are_those_of_convgrade_grade(student, graded_course, tmp_path):
    """Each graded cell has the points that the command gives the same folder, and nobody needs to look at it."""
    command = [sys.executable, "-m", "convgrade", "grade", str(graded_course / "submitted" / student / NAME)]
    command += ["-a", NAME, "--assignments", str(graded_course / "solutions"), "--out", str(tmp_path)]

    subprocess.run(command, capture_output=True, timeout=120)

    points = dict.fromkeys(EXERCISES, 0.0)
    for test in json.loads((tmp_path / "results.json").read_text())["tests"]:
        points[test["name"].partition(":")[0]] += test["score"]
    cells, to_look_at = gradebook(graded_course)
    assert {name: cells[student, f"check-{name}"] for name in EXERCISES} == points
    assert to_look_at == []


@pytest.mark.parametrize("student", STUDENTS)
def test_every_graded_cell_is_there_once_with_its_report(student, graded_course):
    """Whatever became of the cells, the graded notebook has each of the release once, as it was released."""
    cells = [cell for cell in notebook(graded_course, student)["cells"] if "nbgrader" in cell["metadata"]]
    counts = Counter(cell["metadata"]["nbgrader"]["grade_id"] for cell in cells)
    graded = {cell["id"]: cell for cell in cells if cell["metadata"]["nbgrader"]["grade"]}

    assert set(counts.values()) == {1}
    assert {name: "".join(cell["source"]) for name, cell in graded.items()} == {
        f"check-{name}": f'check("{name}")' for name in EXERCISES
    }
    for cell in graded.values():
        (output,) = cell["outputs"]
        assert set(output["data"]) == {"text/html", "text/plain"}


def test_feedback_shows_counterexample_and_diagnosis(graded_course):
    """The student reads the call, what came out, what should have, and what the mistake looks like."""
    page = html.unescape((graded_course / "feedback" / "forgets_bias" / NAME / f"{NAME}.html").read_text("utf-8"))

    assert "12 of 12 values are wrong: out[0, 0, 0, 0] is 0, should be 10" in page
    assert "This looks like a known mistake: The bias is left out." in page
    assert "conv2d · A convolution layer: 26.5 of 30 points + 4.5 bonus (35 passed, 6 failed)" in page


def test_what_became_of_cells_is_told(graded_course):
    """Copies, deleted cells and the error of a cell that cannot be compiled are named in words."""
    told = {student: json.dumps(notebook(graded_course, student)["cells"]) for student in STUDENTS}

    assert "Code cells 2 and 7 define corr2d; 7, the last one made for it, counts." in told["cells_duplicated"]
    assert "The cell made for corr2d is missing, and no other cell defines corr2d." in told["cells_deleted"]
    assert "SyntaxError" in told["syntax_error"]
    assert "was stopped" in told["loops_forever"]


def test_no_private_text_is_released(graded_course):
    """Neither solution lines nor hidden checks, claims, answers, misconceptions or alternatives are in release/."""
    release = graded_course / "release" / NAME
    files = {str(path.relative_to(release)): path.read_bytes() for path in release.rglob("*") if path.is_file()}
    text = {name: content for name, content in files.items() if not name.endswith(".whl")}

    assert f"{NAME}.ipynb" in text
    assert list(find_leaks(find_assignment(graded_course / "solutions", NAME), text)) == []


def test_graded_notebooks_and_feedback_hold_no_check(graded_course):
    """The code of hidden checks and of the banks is in no notebook and on no page."""
    assignment = find_assignment(graded_course / "solutions", NAME)
    private = [one for one in private_texts(assignment) if one.parts]  # word by word: students write much that is alike
    hidden = [one for one in private if one.what == "a hidden check" or "body" in one.what]
    pages = [path for step in ("autograded", "feedback") for path in (graded_course / step).rglob(f"{NAME}.*")]

    assert len(hidden) > 50
    assert len(pages) == 2 * len(STUDENTS)
    for text in map(squeezed, pages):
        assert "defconv2d(" in text
        assert [one for one in hidden if all(part in text for part in one.parts)] == []
    assert not any(path.name in ("test_hidden.py", "solution.py") for path in graded_course.glob("[arf]*/**/*.py"))


def test_nothing_that_a_student_wrote_runs_in_a_browser(graded_course):
    """A page of feedback, and what formgrader shows, holds no script of the student's."""
    for path in [*graded_course.glob("autograded/**/*.ipynb"), *graded_course.glob("feedback/**/*.html")]:
        assert not re.search(r"<script[^>]*>\s*(mine|alert)", path.read_text("utf-8")), path


def test_a_mistake_of_the_grader_fails_the_submission_with_a_sentence(own_course):
    """A broken hidden check gives nobody zero points: nbgrader says that this submission was not graded, and why."""
    (own_course / "manifests" / f"{NAME}.json").unlink()
    (own_course / "solutions" / NAME / "corr2d" / "test_hidden.py").write_text("import nothing_of_this_name\n")
    before = gradebook(own_course)

    code, printed = nbgrader(own_course, "autograde", NAME, "--student", "right", "--force")

    assert code == 1
    assert "was not graded: a2_convolution: not graded, because of a mistake of the grader" in printed
    assert "nothing_of_this_name" in printed
    assert not (own_course / "autograded" / "right" / NAME).exists()
    assert gradebook(own_course) == before


def get(port, path, data=None):
    """Return what the server answers, with the token."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data, {"Authorization": "token secret"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read().decode()


@pytest.fixture
def server(own_course):
    """Run a Jupyter server with nbgrader's extensions over a course; yield its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", f"--ServerApp.port={port}"]
    command += ["--ServerApp.ip=127.0.0.1", "--IdentityProvider.token=secret", f"--ServerApp.root_dir={own_course}"]
    log = (own_course.parent / "server.log").open("w")
    with log, subprocess.Popen(command, cwd=own_course, env=environment(own_course), stdout=log, stderr=log) as process:
        try:
            _wait_for(port, process)
            yield port
        finally:
            process.terminate()


def _wait_for(port, process):
    """Wait until the server answers; end if it has ended."""
    for _ in range(600):
        assert process.poll() is None, "the server ended"
        try:
            get(port, "/api/status")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server does not answer")


def test_formgrader_opens_shows_a_report_and_grades_again(server, own_course):
    """The real server lists the assignment, shows a graded notebook with its report, and grades when asked to."""
    assert "<title>nbgrader formgrade</title>" in get(server, "/formgrader")
    (assignment,) = json.loads(get(server, "/formgrader/api/assignments"))
    assert (assignment["name"], assignment["num_submissions"], assignment["max_code_score"]) == (NAME, 10, 40)
    listed = json.loads(get(server, f"/formgrader/api/submitted_notebooks/{NAME}/{NAME}"))
    partial = next(one for one in listed if one["student"] == "partial")
    assert (partial["score"], partial["needs_manual_grade"]) == (38.5, False)
    page = html.unescape(get(server, f"/formgrader/submissions/{partial['id']}/"))
    assert "conv2d · A convolution layer" in page

    with sqlite3.connect(own_course / "gradebook.db") as connection:
        connection.execute("update grade set auto_score = 0")
    connection.close()
    answer = json.loads(get(server, f"/formgrader/api/submission/{NAME}/partial/autograde", b""))

    assert answer["success"], answer
    assert gradebook(own_course)[0]["partial", "check-conv2d"] == 28.5


@pytest.fixture
def course_of_another_user():
    """Return a folder that an ordinary user owns, the user, and a Python that the user can start; made by root."""
    python = Path(f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}")
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can become an ordinary user; all other tests here run as one already")
    if not python.is_file() or not all(
        path.stat().st_mode & 0o5 == 0o5 for path in (*Path(np.__file__).parents, *ROOT.parents)
    ):
        pytest.skip(f"an ordinary user cannot start {python} with the packages that are installed here")
    with tempfile.TemporaryDirectory(prefix="with-nbgrader-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "nbgrader", random.SystemRandom().randrange(200_000, 2**30), str(python)


def test_an_ordinary_user_gets_the_same_points(graded_course, course_of_another_user):
    """Grading needs no privileges."""
    course, user, python = course_of_another_user
    shutil.copytree(graded_course, course)
    for path in (course.parent, course, *course.rglob("*")):
        os.chown(path, user, user)
    before = gradebook(course)
    packages = [str(Path(module.__file__).parents[1]) for module in (convgrade, np)]
    places = {"PYTHONPATH": os.pathsep.join(packages)}
    command = [python, "-m", "nbgrader", "autograde", NAME, "--student", "partial", "--force"]

    done = subprocess.run(
        command,
        cwd=course,
        env=environment(course) | places,
        user=user,
        group=user,
        extra_groups=[],
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert gradebook(course) == before
    assert "own user (the grader is not root" in json.dumps(notebook(course, "partial")["cells"][-1])


def own_cell(kind, source, name, **facts):
    """Return a cell as instructors make them with nbgrader's own tools."""
    meta = {"schema_version": 3, "task": False, "locked": False, "solution": False, "grade": False, "grade_id": name}
    cell = {"cell_type": kind, "id": name, "metadata": {"nbgrader": meta | facts}, "source": source}
    return cell if kind == "markdown" else {**cell, "outputs": [], "execution_count": None}


def test_a_notebook_of_the_instructors_own_is_graded_by_hand(own_course):
    """Answers in words wait for a person as ever; code that is not ours was not run, so it waits too."""
    for path in ("gradebook.db", "autograded", "submitted", "release"):
        shutil.rmtree(own_course / path) if (own_course / path).is_dir() else (own_course / path).unlink()
    cells = [
        own_cell("markdown", "Because.", "why", grade=True, solution=True, points=2),
        own_cell("code", "### BEGIN SOLUTION\nanswer = 42\n### END SOLUTION", "answer", solution=True),
        own_cell("code", "assert answer == 42", "is-42", grade=True, locked=True, points=3),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    essay = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (own_course / "source" / NAME / "essay.ipynb").write_text(json.dumps(essay))
    generated = nbgrader(own_course, "generate_assignment", NAME)
    handed_in = shutil.copytree(own_course / "release" / NAME, own_course / "submitted" / "ann" / NAME)
    released = json.loads((handed_in / "essay.ipynb").read_text())
    released["cells"][0]["source"] = "I think so."
    (handed_in / "essay.ipynb").write_text(json.dumps(released))

    graded = nbgrader(own_course, "autograde", NAME)

    assert (generated[0], graded[0]) == (0, 0), generated[1] + graded[1]
    assert "42" not in "".join(released["cells"][1]["source"])
    scores, waiting = gradebook(own_course)
    assert {cell: score for (_, cell), score in scores.items()} == {
        "check-corr2d": 0.0,
        "check-conv2d": 0.0,
        "why": None,
        "is-42": None,
    }
    assert {row[1] for row in waiting} == {"why", "is-42"}
