"""Do what newcomers do: a student on every Python found, an instructor where there are but Python, git and make.

    python tests/newcomer/newcomer.py --clean-root build/newcomer-root

Prints one line a step; what each printed is kept in ``--out``.  The clean root needs Linux, root, runc and
debootstrap, and is left out where they are missing, with the reason.  What is cloned is what is committed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from steps import instructor_steps, pythons, student_steps

from convgrade.authoring.clean_root import PACKAGES, prepare, require_tools
from convgrade.authoring.container import CleanRoot
from convgrade.authoring.release import build_student_zips
from convgrade.authoring.running import Limits
from convgrade.core.errors import InputError

PROJECT = Path(__file__).parents[2]
SUBMISSIONS = PROJECT / "tests" / "submissions"
TOOLS = ("git", "make")
LIMITS = Limits(memory_mib=6144, cpus=4.0, seconds=1800.0)
_OURS = ("PYTHONPATH", "VIRTUAL_ENV", "PYTEST_ADDOPTS", "MAKEFLAGS", "MAKELEVEL")


class Here:
    """A new folder of this machine, in which a student works."""

    def __init__(self, folder):
        self.folder = folder
        # Students have no such variables, and their threads are not set.
        self._environment = {name: value for name, value in os.environ.items() if name not in _OURS}
        self._environment |= {"COLUMNS": "80", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}

    def run(self, line, output):
        """Run a line in a shell and return its exit code."""
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        return done.returncode

    def has(self, name):
        """Return whether a file is there."""
        return (self.folder / name).exists()


class InContainer:
    """The same in a container over a clean root, as root, with the network of this machine."""

    def __init__(self, root, folder, shown):
        self._place = CleanRoot(root, folder)
        self._layers = self._place.image(), self._place.fresh()
        self._shown = shown

    def run(self, line, output):
        """Run a line in a shell and return its exit code."""
        command = ["bash", "-c", f"export COLUMNS=80; cd /root && {{ {line}\n}}"]
        return self._place.execute(command, "docker", LIMITS, output, self._shown, network=True).exit_code

    def has(self, name):
        """Return whether a file is there."""
        with tempfile.TemporaryFile() as nowhere:
            return self.run(f"test -e {name}", nowhere) == 0


class Log:
    """Prints a line a step, and keeps what it printed."""

    def __init__(self, folder):
        self._folder = folder
        self._count = 0
        self.failed = 0

    def go(self, who, place, steps):
        """Do steps one after the other; what comes after one that failed still shows what it does."""
        for step in steps:
            self._count += 1
            begun = time.monotonic()
            path = self._folder / f"{self._count:02}.txt"
            with path.open("w+b") as output:
                output.write(f"$ {step.line}\n".encode())
                output.flush()
                code = place.run(step.line, output)
                output.seek(0)
                printed = output.read().decode("utf-8", "replace")
            problem = step.problem(code, printed)
            if not problem and step.needs and not place.has(step.needs):
                problem = f"left no {step.needs}"
            self.failed += bool(problem)
            took = time.monotonic() - begun
            print(f"{'ok' if not problem else 'FAILED':6} {took:6.1f} s  {who}: {step.name}", flush=True)
            if problem:
                print(f"       it {problem}; what it printed is in {path}", flush=True)


def students(log, zip_file, chosen, *, notebook):
    """Be a student with each Python."""
    for python in chosen:
        with tempfile.TemporaryDirectory(prefix="convgrade-newcomer-") as folder:
            steps = student_steps(python, zip_file, SUBMISSIONS, notebook=notebook)
            log.go(f"student, {python.name}", Here(Path(folder)), steps)


def in_clean_root(log, zip_file, root):
    """Be an instructor, and a student, in a root that has nothing."""
    with tempfile.TemporaryDirectory(prefix="convgrade-newcomer-") as folder:
        bundle = Path(folder) / "convgrade.bundle"
        subprocess.run(["git", "bundle", "create", "--quiet", bundle, "HEAD"], cwd=PROJECT, check=True)
        shown = {"/mnt/convgrade.bundle": bundle, "/mnt/student.zip": zip_file, "/mnt/submissions": SUBMISSIONS}
        place = Path(folder) / "container"
        place.mkdir()
        container = InContainer(root, place, shown)
        log.go(
            "student, clean root",
            container,
            student_steps("python3", "/mnt/student.zip", "/mnt/submissions", notebook=False),
        )
        log.go("instructor, clean root", container, instructor_steps("/mnt/convgrade.bundle"))


def main():
    """Do everything and say what did not go as it should."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--clean-root", type=Path, default=PROJECT / "build" / "newcomer-root")
    parser.add_argument("--out", type=Path, default=PROJECT / "build" / "newcomer")
    parser.add_argument("--python", type=Path, action="append", help="be a student with this one; all found by default")
    parser.add_argument("--no-notebook", action="store_true", help="do not install what runs notebooks")
    parser.add_argument("--only", choices=["student", "clean-root"])
    chosen = parser.parse_args()
    shutil.rmtree(chosen.out, ignore_errors=True)
    chosen.out.mkdir(parents=True)
    log = Log(chosen.out)
    (zip_file,) = build_student_zips(PROJECT / "solutions", ["a2_convolution"], chosen.out)
    if chosen.only != "clean-root":
        students(log, zip_file, chosen.python or pythons(), notebook=not chosen.no_notebook)
    if chosen.only != "student":
        try:
            require_tools()
            root = prepare(chosen.clean_root, packages=(*PACKAGES, *TOOLS))
        except InputError as error:
            print(f"not tried: a clean root; {error}")
        else:
            in_clean_root(log, zip_file, root)
    print("Everything went as a newcomer would expect." if not log.failed else f"{log.failed} steps did not.")
    sys.exit(bool(log.failed))


if __name__ == "__main__":
    main()
