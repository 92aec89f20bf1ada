"""Run the real nbgrader in a course folder."""

import os
import subprocess
import sys


def environment(course):
    """Return the environment of nbgrader's commands: no settings of the user who runs the tests."""
    home = {"HOME": str(course.parent), "JUPYTER_PREFER_ENV_PATH": "1", "PYTHONWARNINGS": "ignore"}
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")} | home


def nbgrader(course, *arguments):
    """Run a command in a course folder; return how it ended and all that it said."""
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=course, env=environment(course), capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout + done.stderr
