"""What nbgrader is told so that convgrade grades: which preprocessors it runs, in which order."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

_OURS = "convgrade.in_nbgrader.preprocessors"
_THEIRS = "nbgrader.preprocessors"

GENERATE = (
    *(f"{_THEIRS}.{name}" for name in ("IncludeHeaderFooter", "LockCells")),
    f"{_OURS}.KeepStubs",
    *(f"{_THEIRS}.{name}" for name in ("ClearOutput", "CheckCellMetadata", "ComputeChecksums", "SaveCells")),
    *(f"{_THEIRS}.{name}" for name in ("ClearHiddenTests", "ClearMarkScheme", "ComputeChecksums", "CheckCellMetadata")),
)
"""nbgrader's own, but for what would blank the stubs, and what would run a kernel to write checks."""

SANITIZE = (f"{_OURS}.Rebuild", f"{_THEIRS}.OverwriteKernelspec", f"{_THEIRS}.CheckCellMetadata")
AUTOGRADE = (f"{_OURS}.Grade", f"{_THEIRS}.AssignLatePenalties", f"{_THEIRS}.CheckCellMetadata")


def configure(config: Any) -> None:
    """Have nbgrader grade with convgrade; no kernel is started, and no student code runs but in a worker.

    Parameters
    ----------
    config : traitlets.config.Config
        What ``get_config()`` returns in ``nbgrader_config.py``.
    """
    if shutil.which("alembic") is None:  # nbgrader calls it by name, even if its environment is not activated
        os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    config.GenerateAssignment.preprocessors = list(GENERATE)
    config.Autograde.sanitize_preprocessors = list(SANITIZE)
    config.Autograde.autograde_preprocessors = list(AUTOGRADE)
