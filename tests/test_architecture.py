"""The shape of the package: layers, and what may not be in it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "autograder" / "convgrade"
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path):
    """Return the names of the modules that a file imports, lazily or not."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def test_packages_import_only_downwards():
    """The contracts of import-linter in pyproject.toml hold."""
    tool = Path(sys.executable).parent / "lint-imports"

    done = subprocess.run([tool], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_nothing_unpickles(path):
    """No module imports pickle or marshal, or lets numpy unpickle."""
    assert not imported(path) & {"pickle", "marshal", "dill", "joblib", "multiprocessing"}
    assert "allow_pickle=True" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_one_module_imports_torch(path):
    """PyTorch is imported in one place of the domain, on which its oracle stands."""
    if path != PACKAGE / "cnn" / "live_torch.py":
        assert not any(name.split(".")[0] == "torch" for name in imported(path))


def test_the_students_side_imports_numpy_and_the_standard_library_alone():
    """What runs in the student's process needs nothing of convgrade but convgrade.worker."""
    allowed = set(sys.stdlib_module_names) | {"numpy", ""}

    foreign = {
        name
        for path in (PACKAGE / "worker").glob("*.py")
        for name in imported(path)
        if name.split(".")[0] not in allowed and not name.startswith(("convgrade.worker", "convgrade.core"))
    }

    assert foreign == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_the_engine_does_not_know_convolutions(path):
    """Outside the domain package no module speaks of convolutions."""
    if PACKAGE / "cnn" not in path.parents:
        code = ast.unparse(ast.parse(path.read_text(encoding="utf-8")))
        names = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
        assert not {name for name in names if "conv2d" in name or "kernel" in name}


@pytest.mark.parametrize("package", ["grading", "reports"])
def test_the_graders_process_parses_no_student_code(package):
    """What takes in and reports on a submission neither runs it nor parses it as Python."""
    forbidden = {"ast", "code", "codeop", "compileall", "parser", "py_compile", "runpy", "symtable", "tokenize"}
    for path in (PACKAGE / package).glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = {
            node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }

        assert not imported(path) & forbidden, path
        assert not called & {"compile", "eval", "exec", "execfile", "__import__"}, path
