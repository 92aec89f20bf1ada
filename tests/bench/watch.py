"""How long it takes from saving a file to the report, under `convgrade watch`.

Run with ``make bench``.  For every kind of worker the exercises of a2 are saved in turn, right and wrong,
under a watch that runs in a process of its own; the time is from the end of the write to the line that
ends the report.  Fails if the median for right files is above the target.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from rich.console import Console

ROOT = Path(__file__).parents[2]
RIGHT = ROOT / "tests" / "submissions" / "perfect" / "submission"
ROUNDS, PAUSE_SECONDS, TARGET_SECONDS = 4, 1.5, 0.5
WATCH = """
import sys
from pathlib import Path
from convgrade.home.watch import watch_folder
from convgrade.worker import forked, fresh
from convgrade.worker.client import start_workers
mode, folder = sys.argv[1:]
forked.own_user = fresh.own_user = lambda: None  # students are not root, for whom workers have users of their own
if __name__ == "__main__":
    watch_folder(Path(folder), [], workers=start_workers(mode, keep_ready=True))
"""
WRONG = {  # what is replaced in a right file, and by what
    "conv2d.py": ("bias", "0 * bias"),
    "corr2d.py": ("return", "return 2 *"),
    "conv1d.py": ("return", "return 2 *"),
}


def until_reported(process):
    """Read what the watch prints up to the end of a report."""
    for line in process.stdout:
        if "Save to check again" in line:
            return
    raise SystemExit("convgrade watch ended by itself")


def saved(process, path, text):
    """Save a file and return the seconds until its report is there."""
    time.sleep(PAUSE_SECONDS)  # nobody saves faster; meanwhile the next interpreter starts
    path.write_text(text, encoding="utf-8")
    begun = time.perf_counter()
    until_reported(process)
    return time.perf_counter() - begun


def measure(mode, folder):
    """Return the seconds from save to report, for right and for wrong files."""
    command = [sys.executable, "-c", WATCH, mode, str(folder)]
    right, wrong = [], []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        until_reported(process)
        for number in range(ROUNDS):
            for name, (old, new) in WRONG.items():
                text = (RIGHT / name).read_text(encoding="utf-8")
                head, found, tail = text.rpartition(old)
                assert found, name
                wrong.append(saved(process, folder / name, f"{head}{new}{tail}# {number}\n"))
                right.append(saved(process, folder / name, f"{text}# {number}\n"))
        process.kill()
    return right, wrong


def main():
    """Print a line for every kind of worker."""
    late = False
    for mode in ("fork", "fresh") if sys.platform == "linux" else ("fresh",):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "a2_convolution"
            shutil.copytree(ROOT / "assignments" / "a2_convolution", folder)
            for path in RIGHT.glob("*.py"):
                shutil.copy(path, folder)
            right, wrong = measure(mode, folder)
        for kind, times in (("right", right), ("wrong", wrong)):
            Console().print(
                f"{mode:6} {kind}: median {median(times):.2f} s, longest {max(times):.2f} s of {len(times)} saves"
            )
        late |= median(right) > TARGET_SECONDS
    raise SystemExit(late)


if __name__ == "__main__":
    main()
