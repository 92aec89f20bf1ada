"""The handout: the instructor's ``assignment.md``, tables of exercises and topics, and how to work on them."""

from collections.abc import Iterable
from textwrap import dedent

from convgrade.core.course import load_topics
from convgrade.core.errors import ExerciseError
from convgrade.core.exercise import Assignment, Exercise
from convgrade.grading.notebooks import notebook_name
from convgrade.reports.amounts import duration, hardest, level, points_text

HANDOUT_FILE = "assignment.md"


def handout(assignment: Assignment) -> str:
    """Return the ``README.md`` of a student's folder.

    Parameters
    ----------
    assignment : Assignment
        In the private layout: its folder holds ``assignment.md``.

    Raises
    ------
    ExerciseError
        If ``assignment.md`` is missing or empty.
    """
    parts = [origin(assignment), instructors_text(assignment), table(assignment.exercises)]
    parts += [topics(assignment), _how_to_work(assignment)]
    return "\n\n".join(part for part in parts if part) + "\n"


def origin(assignment: Assignment) -> str:
    """Return a comment that says where the handout comes from."""
    source = f"{assignment.folder.parent.name}/{assignment.name}/{HANDOUT_FILE}"
    return f"<!-- Generated from {source} by `convgrade release --write`; the instructor edits it there. -->"


def instructors_text(assignment: Assignment) -> str:
    """Return ``assignment.md`` with a line below its title on how much there is to do.

    Raises
    ------
    ExerciseError
        If the file is missing or empty.
    """
    path = assignment.folder / HANDOUT_FILE
    text = path.read_text(encoding="utf-8").strip() if path.is_file() else ""
    if not text:
        raise ExerciseError(f"{path} is missing or empty: write there what students should know before they start")
    title, _, rest = text.partition("\n")
    return f"{title}\n\n{_in_a_line(assignment)}\n\n{rest.lstrip()}" if title.startswith("# ") else text


def _in_a_line(assignment: Assignment) -> str:
    """Return points, time, difficulty, and what to do before, in one line of Markdown."""
    parts = [f"{assignment.points:g} points" + (f" + {assignment.bonus:g} bonus" if assignment.bonus else "")]
    parts += [f"about {duration(assignment.minutes)}"] if assignment.minutes else []
    parts += [f"difficulty up to {level(hardest(assignment))}"]
    parts += [f"better done after {listed([f'`{name}`' for name in assignment.after])}"] if assignment.after else []
    return f"**{' · '.join(parts)}**"


def table(exercises: tuple[Exercise, ...]) -> str:
    """Return a table of exercises with their points, in Markdown."""
    heads = ("", "Exercise", "File", "Points", "Minutes", "Difficulty", "Lecture items")
    rows = [heads, ("---:", "---", "---", "---:", "---:", "---", "---"), *(_row(exercise) for exercise in exercises)]
    points = points_text(sum(exercise.points for exercise in exercises), sum(exercise.bonus for exercise in exercises))
    minutes = sum(exercise.minutes for exercise in exercises)
    rows.append(("", "**All**", "", f"**{points}**", f"**{minutes}**" if minutes else "", "", ""))
    return "\n".join(["## Exercises", "", *("| " + " | ".join(row) + " |" for row in rows)])


def _row(exercise: Exercise) -> tuple[str, ...]:
    return (
        str(exercise.order),
        exercise.title.replace("|", "\\|"),
        f"[`{exercise.file_name}`]({exercise.file_name})",
        points_text(exercise.points, exercise.bonus),
        str(exercise.minutes or ""),
        level(exercise.difficulty),
        _ranges(exercise.lecture),
    )


def _ranges(items: Iterable[int]) -> str:
    """Return ``"1-3, 7"`` for 1, 2, 3, 7."""
    runs: list[tuple[int, int]] = []
    for item in sorted(set(items)):
        if runs and item == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], item
        else:
            runs.append((item, item))
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def topics(assignment: Assignment) -> str:
    """Return a table of the lecture's items that an assignment practises, in Markdown; empty without a lecture."""
    rows = ["| Item | In the lecture | Numbers there | Exercises |", "|---:|---|---|---|"]
    for topic in load_topics(assignment.folder.parent):
        names = [f"`{exercise.name}`" for exercise in assignment.exercises if topic.number in exercise.lecture]
        if names:
            rows.append(f"| {topic.number} | {topic.title} | {topic.numbers} | {', '.join(names)} |")
    head = "## Where the exercises come from\n\nThe hints refer to the lecture by these numbers."
    return "\n".join([head, "", *rows]) if len(rows) > 2 else ""


def _how_to_work(assignment: Assignment) -> str:
    files = [f"`{exercise.file_name}`" for exercise in assignment.exercises]
    first = assignment.exercises[0]
    return dedent(f"""\
        ## How to start

        You need Python 3.11, 3.12 or 3.13. Open a terminal in this folder:

        ```
        python3 -m venv .venv
        source .venv/bin/activate        # on Windows: .venv\\Scripts\\activate
        python -m pip install -r requirements.txt
        ```

        ## How to work

        Each exercise is one file. Its docstring is the task; replace the line `raise NotImplementedError(...)` by your
        code. Then let the checks tell you what is right and what is not:

        ```
        {_command(f"check {first.name}")} # one exercise
        {_command("check")} # all of them
        {_command("watch")} # again whenever you save a file, until Ctrl-C
        {_command(f"hint {first.name}")} # a hint, then another one; never the answer
        pytest{" " * 34} # the same checks, as plain pytest
        ```

        A check that fails shows the smallest input found on which your code is wrong, what it returned and what it
        should return. The bar at the end shows how far you are with the assignment, and what comes next. These are the
        public checks. The grader runs them too, and more: other inputs, and corner cases that the docstring speaks of.

        The notebook `{notebook_name(assignment)}` holds the same: work in it if you prefer.

        ## What to hand in

        ```
        {_command("submit")} # makes {assignment.name}-submission.zip
        ```

        This refuses a file that does not even compile, says what is not written yet and which checks fail, and lets
        you hand in all the same. The zip holds what is graded (your versions of the files below, or the notebook where
        you worked in it) and `assignment.toml`, which says which edition of the assignment you had. You may also hand
        in the files by themselves, or the notebook alone, under their own names:

        {listed(files)}.

        Keep the names of the files, of the functions and of their parameters. Import nothing but NumPy, Python's
        standard library and your own files. An exercise that you leave out costs only its own points.
        """).rstrip()


def _command(words: str) -> str:
    """Return a command, filled up so that the remarks on several of them stand below each other."""
    return f"convgrade {words:<30}"


def listed(names: list[str]) -> str:
    """Return ``"a, b and c"``."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
