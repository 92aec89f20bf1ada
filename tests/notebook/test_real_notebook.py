"""A released notebook, run in a real kernel, filled in rightly and wrongly, and then handed in."""

import json
import re
import subprocess
import sys

from convgrade.core.exercise import load_assignment

SCORES = """\
import json
print(json.dumps({r.check.number: r.score for r in check().report.results}))"""


def output(notebook, cell_id):
    """Return what a cell shows: HTML and plain text, or what it printed."""
    (cell,) = (cell for cell in notebook["cells"] if cell["id"] == cell_id)
    (shown,) = cell["outputs"]
    if shown["output_type"] == "stream":
        return "".join(shown["text"])
    assert shown["output_type"] == "execute_result", shown
    return {kind: "".join(data) for kind, data in shown["data"].items()}


def graded(folder, course, out):
    """Hand a notebook in alone, and return its results and the exit code."""
    submission = out / "handed_in"
    submission.mkdir()
    (submission / f"{folder.name}.ipynb").write_bytes((folder / f"{folder.name}.ipynb").read_bytes())
    command = [sys.executable, "-m", "convgrade", "grade", submission, "-a", folder.name]
    done = subprocess.run(
        [*command, "--assignments", course, "--out", out], capture_output=True, text=True, timeout=120
    )
    return json.loads((out / "results.json").read_text("utf-8")), done.returncode, done.stdout


def test_a_solved_notebook_gets_all_points_at_home_and_handed_in(
    run_notebook, student_folder, small_course, solutions, tmp_path
):
    """Every cell that checks says full points, and the grader gives them to the file that was saved."""
    notebook = run_notebook(**{f"exercise_{name}": text for name, text in solutions.items()}, check=SCORES)

    for exercise in load_assignment(small_course / student_folder.name).exercises:
        shown = output(notebook, f"check-{exercise.name}")
        assert re.search(r"([\d.]+) of \1 points.* \(all \d+ checks passed\)", shown["text/html"])
        assert "Every check passed." in shown["text/plain"]
        assert f"the grader has more, for {exercise.points:g} in all" in shown["text/plain"]
    at_home = json.loads(output(notebook, "check"))
    results, code, printed = graded(student_folder, small_course, tmp_path)
    assert (code, sum(test["score"] for test in results["tests"])) == (0, 45.0)
    by_number = {test["number"]: test["score"] for test in results["tests"]}
    assert {number: by_number[number] for number in at_home} == at_home
    assert "- Taken from a2_convolution.ipynb: corr2d, conv2d." in printed
    assert "only Jupyter understands" not in printed
    assert "cannot be imported" not in printed


def test_a_mistake_is_shown_in_the_table_and_costs_the_same_handed_in(
    run_notebook, student_folder, small_course, solutions, tmp_path
):
    """The planes of the counterexample are tables with the wrong entries marked, and the mistake is named."""
    flipped = (
        solutions["corr2d"]
        + "\n\n_right = corr2d\n\n\ndef corr2d(image, kernel):\n    return _right(image, kernel[::-1, ::-1])\n"
    )
    notebook = run_notebook(exercise_corr2d=flipped, check=SCORES)

    shown = output(notebook, "check-corr2d")
    html = shown["text/html"]
    assert re.findall(r"<caption[^>]*>(.*?)</caption>", html)[:4] == ["image", "kernel", "got out", "want"]
    assert re.search(r'title="wrong">-300&nbsp;✗</td>', html)
    assert "This looks like a known mistake" in html
    assert "[-300]" in shown["text/plain"]
    assert "corr2d.py" not in html + shown["text/plain"]
    at_home = json.loads(output(notebook, "check"))
    results, code, _ = graded(student_folder, small_course, tmp_path)
    by_number = {test["number"]: test["score"] for test in results["tests"]}
    assert code == 1
    assert {number: by_number[number] for number in at_home} == at_home
    assert 0 < sum(at_home.values()) < 5


def test_what_cannot_be_checked_is_said_in_a_sentence(run_notebook):
    """No traceback for a slip of the student's."""
    notebook = run_notebook(
        exercise_conv2d="x = 1",
        check_corr2d='check("corr3d")',
        check_conv2d='check("conv2d")',
        check='check(folder="..")',
    )

    said = [output(notebook, cell) for cell in ("check-corr2d", "check-conv2d", "check")]
    assert said[0]["text/plain"] == "a2_convolution has no exercise 'corr3d'; did you mean 'corr2d'?"
    assert said[1]["text/plain"] == "conv2d is not defined here yet: run its cell, then check again."
    assert said[2]["text/plain"].endswith("is not an assignment: it has no assignment.toml.")
    assert [shown["text/html"][:3] for shown in said] == ["<p>"] * 3


def test_an_exception_is_shown_with_the_number_of_its_input(run_notebook):
    """What the code raised, and where, in Jupyter's own words."""
    notebook = run_notebook(exercise_corr2d="def corr2d(image, kernel):\n    return image / nothing")

    shown = output(notebook, "check-corr2d")
    assert "In [2], line 2, in corr2d" in shown["text/plain"]
    assert "In [2], line 2, in corr2d" in shown["text/html"]
