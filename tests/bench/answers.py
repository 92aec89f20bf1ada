"""How long people wait: a student for `convgrade check`, an instructor for `convgrade selfcheck`.

Part of ``make bench``; the processes are new ones each time.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("ROUNDS", "5"))


def seconds(*arguments: str, cwd: Path) -> float:
    """Run the command and return how long it took."""
    command = [sys.executable, "-m", "convgrade", *arguments]
    begun = time.perf_counter()
    subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begun


def main() -> None:
    """Measure, and print medians."""
    table = Table(title=f"Seconds of waiting, {ROUNDS} rounds (selfcheck: one)")
    for column in ("command", "min", "median", "max"):
        table.add_column(column, justify="left" if column == "command" else "right")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "a2_convolution"
        shutil.copytree(ROOT / "assignments" / "a2_convolution", folder)
        for case in ("forgets_bias", "flips_kernel", "wrong_for_stride_2"):
            for path in (ROOT / "tests" / "submissions" / case / "submission").glob("*.py"):
                shutil.copy(path, folder)
            taken = [seconds("check", "conv2d", cwd=folder) for _ in range(ROUNDS)]
            _add(table, f"convgrade check conv2d ({case})", taken)
    for exercise in ("a2_convolution/corr2d", "a2_convolution/conv2d"):
        _add(table, f"convgrade selfcheck {exercise}", [seconds("selfcheck", exercise, "--no-cache", cwd=ROOT)])
        _add(table, "the same, cached", [seconds("selfcheck", exercise, cwd=ROOT)])
    Console(width=100).print(table)


def _add(table: Table, name: str, taken: list[float]) -> None:
    table.add_row(name, *(f"{figure:.2f}" for figure in (min(taken), statistics.median(taken), max(taken))))


if __name__ == "__main__":
    main()
