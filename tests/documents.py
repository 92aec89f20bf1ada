"""Text that README and docs show, made by running the real commands.

``make docs`` writes it; ``make check-generated`` proves that it is in step.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from convgrade.checks.bank import misconceptions_of
from convgrade.checks.collector import run_checks
from convgrade.checks.context import Context, load_module
from convgrade.checks.in_process import InProcessCaller
from convgrade.core.course import load_course
from convgrade.core.exercise import find_assignment
from convgrade.core.results import Outcome
from convgrade.grading.diagnose import with_diagnosis
from convgrade.reports.amounts import hardest, level, points_text
from convgrade.reports.words import message

ROOT = Path(__file__).parents[1]
SUBMISSIONS = ROOT / "tests" / "submissions"
FAILURES = {
    "forgets_bias": "The bias is forgotten",
    "flips_kernel": "The kernel is flipped",
    "wrong_for_stride_2": "One row is wrong when the stride is 2",
    "syntax_error": "A bracket too many",
    "loops_forever": "A loop that never ends",
}

MISTAKES = [  # the most frequent backward mistakes, by exercise and misconception
    ("max_pool2d_backward", "M14", "Max pooling: all equal pixels get the gradient"),
    ("max_pool2d_backward", "M17", "Max pooling: `=` where windows overlap"),
    ("conv2d_backward", "B18", "The border is cut off with `[p:-p]`"),
    ("conv2d_backward", "A13", "The gradient is an array like the image, of integers"),
    ("conv2d_backward", "S10", "The image is taken to be square"),
    ("conv2d_backward", "B03", "`=` for `+=`: only the last image counts"),
    ("conv1d_backward", "B19", "The kernel lies the wrong way round"),
    ("conv1d_backward", "B05", "The bar is missing, as on the lecture's slide"),
    ("tie_gradients", "L03", "A mean where a sum belongs"),
    ("numerical_gradient", "E07", "A difference to one side only"),
]


def convgrade(*arguments, cwd=ROOT):
    """Run the command at 80 columns and return what it prints."""
    command = [sys.executable, "-m", "convgrade", *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env=environment, encoding="utf-8")
    return "\n".join(line.rstrip() for line in done.stdout.splitlines())


def excerpt():
    """Return what a student sees whose conv2d forgets the bias."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "a2_convolution"
        shutil.copytree(ROOT / "assignments" / "a2_convolution", folder)
        for path in (SUBMISSIONS / "forgets_bias" / "submission").glob("*.py"):
            shutil.copy(path, folder)
        return convgrade("check", "conv2d", cwd=folder)


def first_failure(case):
    """Return name and output of the first failed check of conv2d, as Gradescope shows them."""
    with tempfile.TemporaryDirectory() as out:
        convgrade("grade", SUBMISSIONS / case / "submission", "-a", "a2_convolution", "--out", out)
        tests = json.loads((Path(out) / "results.json").read_text(encoding="utf-8"))["tests"]
    test = next(t for t in tests if t["name"].startswith("conv2d: ") and t["status"] == "failed")
    return f"{test['number']}  {test['name']}\n\n{test['output']}"


def failures():
    """Return docs/failures.md."""
    parts = [
        "# What students read: five typical failures",
        (
            "Each is the first failed check of a golden submission in `tests/submissions/`, as Gradescope shows it. "
            "Made by `make docs`."
        ),
    ]
    for case, title in FAILURES.items():
        parts += [f"## {title}", f"```\n{first_failure(case)}\n```"]
    return "\n\n".join(parts) + "\n"


def first_complaint(exercise_name, mistake):
    """Return the first failed check of a wrong version in the bank, as Gradescope shows it."""
    assignment = find_assignment(ROOT / "solutions", "a4_backprop")
    exercise = assignment.exercise(exercise_name)
    bank = misconceptions_of(load_module(exercise.folder / "misconceptions.py"))
    wrong = {exercise_name: next(entry.implementation for entry in bank if entry.id == mistake)}
    context = Context(assignment, lambda _: InProcessCaller(wrong), b"the same every time")
    results = with_diagnosis(exercise, run_checks(context, [exercise]).results(exercise), context)
    first = next(result for result in results if result.outcome not in (Outcome.PASSED, Outcome.NOT_RUN))
    text = message(first, for_student=True, limit=4000)
    return f"{first.check.number}  {exercise_name}: {first.check.claim}\n\n{text}"


def gradients():
    """Return docs/gradients.md."""
    parts = [
        "# What students read: the ten most frequent mistakes in backward passes",
        (
            "Each is the first failed check of a wrong version in the bank of `solutions/a4_backprop`, as Gradescope "
            "shows it: a call that can be followed by hand, what it is that went wrong, and a question. Which mistakes "
            "are frequent was counted in the public course code of 118 people. Made by `make docs`."
        ),
    ]
    for exercise, mistake, title in MISTAKES:
        parts += [f"## {title}", f"```\n{first_complaint(exercise, mistake)}\n```"]
    return "\n\n".join(parts) + "\n"


def figures():
    """Return the table of selfcheck's figures, per assignment, in Markdown."""
    proofs = json.loads(convgrade("selfcheck", "--json"))["exercises"]
    rows = ["| Assignment | Exercises | Points | Wrong versions caught | named | Right versions full | Checks |"]
    rows.append("|---|---:|---:|---:|---:|---:|---:|")
    for assignment in sorted({proof["exercise"].split("/")[0] for proof in proofs}):
        rows.append(_row(assignment, [p for p in proofs if p["exercise"].startswith(f"{assignment}/")]))
    rows.append(_row("**all**", proofs))
    return "\n".join(rows)


def _row(name, proofs):
    wrong = {key: sum(p["misconceptions"][key] for p in proofs) for key in ("total", "caught", "named")}
    right = {key: sum(p["alternatives"][key] for p in proofs) for key in ("total", "full")}
    cells = [
        name,
        len(proofs),
        f"{sum(p['points'] for p in proofs):g}",
        f"{wrong['caught']} of {wrong['total']}",
        wrong["named"],
        f"{right['full']} of {right['total']}",
        sum(len(p["checks"]) for p in proofs),
    ]
    return f"| {' | '.join(map(str, cells))} |"


def assignments():
    """Return the README's table of assignments, in Markdown."""
    course = load_course(ROOT / "solutions")
    rows = ["| Assignment | What there is to do | After | Exercises | Points | Minutes | Level |"]
    rows.append("|---|---|---|---:|---:|---:|---|")
    for one in course.assignments:
        link, after = f"[{one.name}](assignments/{one.name}/README.md)", ", ".join(map(course.short, one.after))
        amounts = f"{len(one.exercises)} | {points_text(one.points, one.bonus)} | {one.minutes} | {level(hardest(one))}"
        rows.append(f"| {link} | {one.about} | {after} | {amounts} |")
    exercises = sum(len(one.exercises) for one in course.assignments)
    points = points_text(sum(one.points for one in course.assignments), sum(one.bonus for one in course.assignments))
    minutes = sum(one.minutes for one in course.assignments)
    rows.append(f"| **all** | | | {exercises} | {points} | {minutes} | |")
    return "\n".join(rows)


def course_map():
    """Return docs/course_map.md: the lecture's items, each with the exercises on it."""
    course = load_course(ROOT / "solutions")
    parts = [
        "# From the lecture to the exercises",
        (
            "The items of the lecture in its order, and the exercises on each with their points (`+` are bonus "
            "points). Made by `make docs` from `solutions/lecture.toml` and the exercises' own lists; `convgrade list "
            "--lecture` prints it in the terminal."
        ),
    ]
    rows = ["| Item | In the lecture | Numbers there | Exercises |", "|---:|---|---|---|"]
    for topic in course.topics:
        links = [_link(a, e) for a, exercises in course.practising(topic) for e in exercises]
        rows.append(f"| {topic.number} | {topic.title} | {topic.numbers} | {', '.join(links) or '**none**'} |")
    return "\n\n".join([*parts, "\n".join(rows)]) + "\n"


def _link(assignment, exercise):
    where = f"../assignments/{assignment.name}/{exercise.file_name}"
    bonus = f" + {exercise.bonus:g}" if exercise.bonus else ""
    points = f"{exercise.points:g}{bonus}" if exercise.points else bonus.strip()
    return f"[{exercise.name}]({where}) ({points})"


def between(text, start, end):
    """Return the places just after ``start`` and just before the next ``end``."""
    begin = text.index(start) + len(start)
    return begin, text.index(end, begin)


def with_block(text, start, end, block):
    """Return a text with what stands between two marks replaced."""
    begin, stop = between(text, start, end)
    return text[:begin] + block + text[stop:]


EXCERPT = ("<!-- excerpt -->\n```\n", "\n```")
TABLE = ("<!-- selfcheck -->\n", "\n<!-- end -->")
COURSE = ("<!-- assignments -->\n", "\n<!-- end -->")


def documents():
    """Return what README.md and the generated files of docs/ should hold."""
    readme = ROOT / "README.md"
    text = with_block(readme.read_text(encoding="utf-8"), *EXCERPT, excerpt())
    text = with_block(with_block(text, *COURSE, assignments()), *TABLE, figures())
    docs = {"failures.md": failures(), "gradients.md": gradients(), "course_map.md": course_map()}
    return {readme: text, **{ROOT / "docs" / name: content for name, content in docs.items()}}


def main():
    """Write them, or with ``--check`` fail if they are not in step."""
    wanted = documents()
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text("utf-8") != text]
    if "--check" in sys.argv:
        names = ", ".join(str(path.relative_to(ROOT)) for path in stale)
        sys.exit(f"{names}: not what the commands print; run `make docs` and commit the result" if stale else 0)
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8")


if __name__ == "__main__":
    main()
