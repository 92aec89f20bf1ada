"""Check in a notebook what it has defined: the public checks, run in a worker as ``convgrade check`` does."""

import sys
from html import escape
from pathlib import Path

from convgrade.core.errors import ConvgradeError, InputError
from convgrade.core.exercise import Assignment, load_assignment
from convgrade.core.hashing import content_hash
from convgrade.core.identity import remember_identity, remembered_identity
from convgrade.core.results import Report
from convgrade.grading.grade import Options, grade
from convgrade.grading.intake import Submission
from convgrade.grading.notebooks import modules, notebook_name
from convgrade.grading.sources import FileRefused
from convgrade.grading.texts import python_source
from convgrade.notebook.inputs import last_definitions, standing_cells
from convgrade.reports.hints import remember_questions
from convgrade.reports.rich_html import report_html
from convgrade.reports.terminal import report_text
from convgrade.worker.client import start_workers


class Checked:
    """What checking found out: a table in a notebook, plain text elsewhere.

    Parameters
    ----------
    report : Report
        The verdicts.
    total : float
        The points of these exercises with the grader's own checks.
    """

    def __init__(self, report: Report, total: float) -> None:
        self.report = report
        self._total = total

    def __repr__(self) -> str:
        """Return the report as text, as ``convgrade check`` prints it."""
        return _in_a_notebook("\n".join([report_text(self.report), *self._more]), self.report)

    def _repr_html_(self) -> str:
        """Return the report as a table; Jupyter asks for it."""
        return report_html(self.report, lambda text: _in_a_notebook(text, self.report), self._more)

    @property
    def _more(self) -> list[str]:
        """Say that the grader has more checks, where it has."""
        public = self.report.points
        if public >= self._total:
            return []
        return [f"These are the public checks, for {public:g} points; the grader has more, for {self._total:g} in all."]


class Refused:
    """Why nothing was checked, in a sentence."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def __repr__(self) -> str:
        """Return the sentence."""
        return self._reason

    def _repr_html_(self) -> str:
        """Return the sentence as HTML; Jupyter asks for it."""
        return f"<p>{escape(self._reason)}</p>"


def check(*exercises: str, folder: str | Path = ".", student: str | None = None) -> Checked | Refused:
    """Run the public checks of some exercises on what this notebook has defined.

    The functions are those of the cells as they were last run, together with what other cells define:
    imports, helpers, constants.  Cells that only try something out are left alone.

    Parameters
    ----------
    *exercises : str
        Their names; all exercises of the assignment by default.
    folder : str or Path, optional
        The assignment's folder; the notebook's own by default.
    student : str, optional
        Your address or user name, from which your own numbers follow; kept in the folder.

    Returns
    -------
    Checked or Refused
        What was found out, or why nothing was checked; Jupyter shows either.
    """
    try:
        inputs = _inputs_of_the_notebook()
        assignment = load_assignment(Path(folder))
        if student is not None:
            remember_identity(assignment.folder, student)
        return _check(assignment, exercises, inputs)
    except ConvgradeError as error:
        return Refused(f"{error}" if f"{error}".endswith("?") else f"{error}.")


def _inputs_of_the_notebook() -> list[str]:
    """Return what the notebook has run so far, as it stands in its cells."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None:
        raise InputError("this is no notebook; in a terminal, run `convgrade check`")
    return [str(text) for text in shell.history_manager.input_hist_raw]


def _check(assignment: Assignment, names: tuple[str, ...], inputs: list[str]) -> Checked | Refused:
    exercises = [assignment.exercise(name) for name in names] or list(assignment.exercises)
    sources = _sources(assignment, inputs)
    missing = [exercise.name for exercise in exercises if exercise.file_name not in sources]
    if len(missing) == len(exercises):
        what, cells = (missing[0], "its cell") if len(missing) == 1 else ("Nothing that is asked for", "a cell")
        return Refused(f"{what} is not defined here yet: run {cells}, then check again.")
    submission = Submission(notebook_name(assignment), sources, (), {}, content_hash(sources))
    with start_workers() as workers:
        only = tuple(exercise.name for exercise in exercises)
        options = Options(only=only, student=remembered_identity(assignment.folder))
        report = grade(submission, assignment, options, workers)
    remember_questions(assignment.folder, report)
    return Checked(report, sum(exercise.points for exercise in exercises))


def _sources(assignment: Assignment, inputs: list[str]) -> dict[str, bytes]:
    """Return the files that a worker gets: the cells, a module for each exercise that they define, helper files."""
    cells = standing_cells(inputs)
    choices = {exercise.name: last_definitions(exercise, cells) for exercise in assignment.exercises}
    given = [exercise for exercise in assignment.exercises if choices[exercise.name]]
    return modules("this notebook", cells, given, choices) | _helpers(assignment)


def _helpers(assignment: Assignment) -> dict[str, bytes]:
    """Return the helper files of a folder that may be handed in beside a notebook, and the modules it was given."""
    names = [helper for exercise in assignment.exercises for helper in exercise.helpers]
    paths = {name: assignment.folder / name for name in (*names, *assignment.modules)}
    helpers = {}
    for name, path in paths.items():
        if path.is_file():
            try:
                helpers[name] = python_source(path.read_bytes())
            except FileRefused as refusal:
                raise InputError(f"{path} {refusal}") from None
    return helpers


def _in_a_notebook(text: str, report: Report) -> str:
    """Return a report's words as they fit a notebook, which has cells and no files."""
    for exercise in report.exercises:
        name = exercise.exercise
        text = text.replace(f"not handed in: there is no {name}.py", f"not defined here yet: run the cell of {name}")
        text = text.replace(f"{name}.py", name)
    return text.replace("not handed in", "not defined here yet").replace("With --all:", "In the table:")
