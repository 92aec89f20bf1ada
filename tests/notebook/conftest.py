"""A small course, its notebook, and running that for real."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from convgrade.authoring.student import student_files
from convgrade.core.exercise import load_assignment

ROOT = Path(__file__).parents[2]
NAME = "a2_convolution"
EXERCISES = ("corr2d", "conv2d")


@pytest.fixture(scope="session")
def small_course(tmp_path_factory):
    """Return a course of two exercises: it does not grow with the real one."""
    course = tmp_path_factory.mktemp("course")
    source = ROOT / "solutions" / NAME
    for file in ("assignment.toml", "assignment.md", "figures.py"):
        (course / NAME).mkdir(exist_ok=True)
        shutil.copy(source / file, course / NAME)
    for exercise in EXERCISES:
        shutil.copytree(source / exercise, course / NAME / exercise)
    return course


@pytest.fixture(scope="session")
def solutions():
    """Return what a student might write: the worked solutions."""
    return {name: (ROOT / "solutions" / NAME / name / "solution.py").read_text("utf-8") for name in EXERCISES}


@pytest.fixture(scope="session")
def released(small_course):
    """Return what students get of the course, by path."""
    return student_files(load_assignment(small_course / NAME))


@pytest.fixture
def student_folder(released, tmp_path):
    """Return a student's folder of the course."""
    folder = tmp_path / NAME
    for name, content in released.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def run_notebook(student_folder):
    """Return a function that fills in cells by their ids, runs the notebook in a kernel, saves it and returns it."""

    def run(**sources):
        path = student_folder / f"{NAME}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            cell.source = sources.get(cell.id.replace("-", "_"), cell.source)
        NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(student_folder)}}).execute()
        nbformat.write(notebook, path)
        return json.loads(path.read_text("utf-8"))

    return run
