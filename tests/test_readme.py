"""The README shows what is really printed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_excerpt_is_what_a_student_sees(tmp_path):
    """The README's excerpt is the output of `convgrade check` on a golden submission, line by line."""
    folder = tmp_path / "a2_convolution"
    shutil.copytree(ROOT / "assignments" / "a2_convolution", folder)
    for path in (ROOT / "tests" / "submissions" / "wrong_for_stride_2" / "submission").glob("*.py"):
        shutil.copy(path, folder)
    command = [sys.executable, "-m", "convgrade", "check", "conv2d"]

    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env={**os.environ, "COLUMNS": "80"})

    printed = "\n".join(line.rstrip() for line in done.stdout.splitlines())
    assert printed in (ROOT / "README.md").read_text(encoding="utf-8"), printed
