"""The preprocessors that nbgrader runs in a course folder of convgrade's; see `configure`.

nbgrader would run the student's notebook in a kernel, with the checks in it.  Here no kernel is started:
the submission is graded as `convgrade grade` does it, and each cell that carries an exercise's points
gets them, with the report as its output.
"""

import json
from pathlib import Path
from typing import Any

from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor, SaveAutoGrades
from nbgrader.utils import is_solution
from traitlets import CaselessStrEnum, Unicode

from convgrade.core.errors import ConvgradeError
from convgrade.core.results import ExerciseResult, Report
from convgrade.grading.cells import CHECK_CELL, EXERCISE_CELL, EXERCISE_TAG, LAST_CELL, code_cells
from convgrade.grading.notebooks import chosen_cells
from convgrade.grading.sources import FileRefused
from convgrade.in_nbgrader.grading import assignment_in, graded
from convgrade.in_nbgrader.rebuilding import Known, rebuilt
from convgrade.in_nbgrader.showing import exercise_output, summary_output
from convgrade.worker.levels import Level

_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
_Resources = dict[str, Any]


class KeepStubs(ClearSolutions):
    """Takes solutions out of cells, but leaves an exercise's stub as it is: nbgrader would blank the task."""

    def preprocess_cell(self, cell: Any, resources: _Resources, cell_index: int) -> tuple[Any, _Resources]:
        """Return a cell as students get it."""
        is_ours = any(str(tag).startswith(EXERCISE_TAG) for tag in cell.metadata.get("tags", []))
        if is_ours and self.begin_solution_delimeter not in cell.source:
            return cell, resources
        kept: tuple[Any, _Resources] = super().preprocess_cell(cell, resources, cell_index)
        return kept


class Rebuild(NbGraderPreprocessor):
    """Puts a submitted notebook in order by the gradebook: deleted, copied and retyped cells are no error."""

    def preprocess(self, nb: Any, resources: _Resources) -> tuple[Any, _Resources]:
        """Return the notebook as nbgrader can grade it; what is graded is the submitted file itself."""
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            known = _known_cells(gradebook.find_notebook(names["notebook"], names["assignment"]))
        counting = _counting_cells(nb, _course(self) / "solutions", names)
        harmless = SanitizeHTML().sanitize_html_tags  # type: ignore[no-untyped-call]
        nb["cells"] = [_node(cell) for cell in rebuilt(nb["cells"], known, counting, harmless)]
        nb["metadata"] = _node({"kernelspec": _KERNEL, "language_info": {"name": "python"}})
        nb["nbformat_minor"] = 5
        return nb, resources


class Grade(SaveAutoGrades):
    """Grades a submission in workers, shows the report in its cells, and gives the gradebook the points."""

    require_isolation = CaselessStrEnum(
        [str(level) for level in Level],
        default_value=str(Level.PROCESS),
        help="The least isolation level; below it nothing is graded. `convgrade doctor` tells what this machine gives.",
    ).tag(config=True)
    solutions = Unicode("solutions", help="Where the assignments with their solutions are.").tag(config=True)

    def preprocess(self, nb: Any, resources: _Resources) -> tuple[Any, _Resources]:
        """Grade, show and save."""
        self._by_cell: dict[str, ExerciseResult] = {}
        if resources["nbgrader"]["notebook"] == resources["nbgrader"]["assignment"]:
            report = self._report(resources["nbgrader"])
            self._by_cell = {CHECK_CELL + exercise.exercise: exercise for exercise in report.exercises}
            for cell in nb.cells:
                self._show(cell, report)
        saved: tuple[Any, _Resources] = super().preprocess(nb, resources)
        return saved

    def _report(self, names: dict[str, str]) -> Report:
        course = _course(self)
        coursedir = self.parent.parent.coursedir
        submission = coursedir.format_path(coursedir.submitted_directory, names["student"], names["assignment"])
        try:
            assignment = assignment_in(course / self.solutions, names["assignment"])
            private = [assignment.folder.parent, course / "gradebook.db", Path(submission)]
            return graded(Path(submission), assignment, names["student"], private, Level(self.require_isolation))
        except ConvgradeError as error:
            self.log.error("%s was not graded: %s", submission, error)  # noqa: TRY400 - nbgrader prints the traceback
            raise

    def _show(self, cell: Any, report: Report) -> None:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name in self._by_cell:
            cell.outputs = [_node(exercise_output(report, self._by_cell[name]))]
        elif name == LAST_CELL:
            cell.outputs = [_node(summary_output(report))]

    def _add_score(self, cell: Any, resources: _Resources) -> None:
        """Save a cell's points; code that is not convgrade's was not run, so somebody has to look at it."""
        name = cell.metadata.nbgrader["grade_id"]
        if name not in self._by_cell and not (cell.cell_type == "code" and not is_solution(cell)):
            super()._add_score(cell, resources)
            return
        grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
        grade.auto_score = self._by_cell[name].score if name in self._by_cell else None
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        self.gradebook.db.commit()


def _course(preprocessor: Any) -> Path:
    """Return the course folder: nbgrader's exporter knows the converter, which knows it."""
    return Path(preprocessor.parent.parent.coursedir.root)


def _node(value: Any) -> Any:
    """Return a value as nbformat keeps it."""
    if isinstance(value, dict):
        return NotebookNode({key: _node(item) for key, item in value.items()})  # type: ignore[no-untyped-call]
    return [_node(item) for item in value] if isinstance(value, list) else value


def _known_cells(notebook: Any) -> list[Known]:
    """Return the cells of the release that nbgrader keeps track of, in order."""
    most = {cell.name: float(cell.max_score) for cell in (*notebook.grade_cells, *notebook.task_cells)}
    solutions = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    return [
        Known(
            name=cell.name,
            kind=cell.cell_type,
            source=cell.source,
            checksum=cell.checksum,
            locked=cell.locked,
            solution=cell.name in solutions,
            task=cell.name in tasks,
            points=most.get(cell.name),
        )
        for cell in notebook.source_cells
    ]


def _counting_cells(nb: Any, solutions: Path, names: dict[str, str]) -> dict[str, int]:
    """Return the place of the cell that counts for each exercise: that of its first function."""
    if names["notebook"] != names["assignment"]:
        return {}
    try:
        cells = code_cells(f"{names['notebook']}.ipynb", json.dumps(nb).encode())
    except FileRefused:
        return {}  # grading says why
    chosen = {e.name: chosen_cells(e, cells) for e in assignment_in(solutions, names["assignment"]).exercises}
    return {EXERCISE_CELL + name: next(iter(some.values())).place for name, some in chosen.items() if some}
