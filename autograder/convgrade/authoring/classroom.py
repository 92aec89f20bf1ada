"""A template repository for GitHub Classroom: what students get, and a workflow that checks each push.

A student owns the repository and may edit all of it, the workflow too.  So the workflow checks with a copy of
the release's own files, names what was edited, and gives feedback; the grade comes from `convgrade grade`, run by
the course on a clone, which takes nothing from it but the exercises' files.
"""

from pathlib import Path
from textwrap import dedent

from convgrade.authoring.gradescope import with_manifest
from convgrade.authoring.student import student_files
from convgrade.authoring.wheel import WHEEL_NAME, students_wheel_bytes
from convgrade.core.archive import zip_bytes
from convgrade.core.exercise import Assignment
from convgrade.core.release import RELEASE_ZIP, WORKFLOW

_TEMPLATE = Path(__file__).with_name("classroom.yml")
_CPU_WHEELS = "https://download.pytorch.org/whl/cpu"
_IGNORED = (".venv/", "__pycache__/", ".pytest_cache/", ".hypothesis/", ".ipynb_checkpoints/", "*-submission.zip")
_STATE = (".convgrade/*", "!.convgrade/settings.json")  # the id from which a student's own numbers follow goes along


def classroom_files(assignment: Assignment) -> dict[str, bytes]:
    """Return the files of a template repository, by path.

    Parameters
    ----------
    assignment : Assignment
        In the private layout.

    Returns
    -------
    dict of str to bytes
        What students get, the workflow, the same once more as a zip from which the workflow takes its checks,
        and the manifest.

    Raises
    ------
    ExerciseError, InputError
        As in `student_files` and `students_wheel_bytes`.
    """
    files = {**student_files(assignment), WHEEL_NAME: students_wheel_bytes()}
    files["README.md"] += _how_to_push(assignment).encode()
    files[".gitignore"] = "".join(f"{line}\n" for line in (*_IGNORED, *_STATE)).encode()
    files[WORKFLOW] = _workflow(assignment).encode()
    own = with_manifest(files, assignment)
    files[RELEASE_ZIP] = zip_bytes({f"{assignment.name}/{name}": content for name, content in own.items()})
    return with_manifest(files, assignment)


def _workflow(assignment: Assignment) -> str:
    packages = sorted({package for exercise in assignment.exercises for package in exercise.packages})
    step = ""
    if packages:
        step = "      - name: Install what the exercises need\n        run: |\n"
        step += f'          cd "$RUNNER_TEMP"\n          python -m pip install --quiet {" ".join(packages)}'
        step += f" --extra-index-url {_CPU_WHEELS}\n" if "torch" in packages else "\n"
    text = _TEMPLATE.read_text(encoding="utf-8").replace("ASSIGNMENT", assignment.name)
    return text.replace("      # packages\n", step)


def _how_to_push(assignment: Assignment) -> str:
    return "\n" + dedent(f"""\
        ## Handing in on GitHub

        This is a repository of yours on GitHub: hand in by committing your files and `git push`, as often as you like;
        there is no need for `convgrade submit`. After each push GitHub runs the public checks: open the tab *Actions*
        and the latest run to read what `convgrade check` shows you at home. It checks with copies of its own, so what
        is changed in `tests/`, `.github/` or `assignment.toml` is not used. Your grade comes from the course, which
        runs all checks on your files ({", ".join(f"`{exercise.file_name}`" for exercise in assignment.exercises)}) as
        you pushed them last.
        """)
