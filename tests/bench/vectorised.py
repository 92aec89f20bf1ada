"""What grading the whole of a5_vectorised costs, and the rest of it without the checks of speed.

Run with ``make bench``.  The solutions are handed in.  Processor time is that of the grader and of all
workers; the rest is graded by a process that has everything imported.  Fails if the whole is above its target; the
seconds of the rest say something on a quiet machine alone.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from unittest import mock

from rich.console import Console

from convgrade.checks.timing import Speed
from convgrade.core.exercise import load_assignment
from convgrade.grading.grade import grade
from convgrade.grading.intake import take
from convgrade.worker.client import start_workers

ASSIGNMENT = Path(__file__).parents[2] / "solutions" / "a5_vectorised"
WHOLE_CPU_SECONDS, REST_SECONDS, ROUNDS = 20.0, 1.0, 5


def cpu_seconds():
    """Return the processor time of this process and of all children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def not_timed(*_args, **_kwargs):
    """Stand in for a check of speed: everybody is fast."""
    return SimpleNamespace(leaderboard_value=1.0, worth=lambda full, half: full, require_full=lambda: None)


def handed_in(assignment):
    """Return the solutions of an assignment as a submission."""
    with tempfile.TemporaryDirectory() as folder:
        for exercise in assignment.exercises:
            (Path(folder) / exercise.file_name).write_bytes(exercise.solution.read_bytes())
        return take(Path(folder), assignment)


def main():
    """Grade both ways and print the figures."""
    assignment = load_assignment(ASSIGNMENT)
    submission = handed_in(assignment)
    begun = cpu_seconds()
    with start_workers() as workers:
        report = grade(submission, assignment, workers=workers)
    whole = cpu_seconds() - begun
    wall, cpu = [], []
    with start_workers() as workers, mock.patch.object(Speed, "measured_on", not_timed):
        for _ in range(ROUNDS + 1):
            started = time.perf_counter(), time.process_time()
            grade(submission, assignment, workers=workers)
            wall.append(time.perf_counter() - started[0])
            cpu.append(time.process_time() - started[1])
    say = Console(highlight=False, soft_wrap=True).print
    score = sum(result.score for result in report.results)
    say(f"a5_vectorised, solutions handed in: {score:g} of {assignment.points:g} points")
    say(f"everything, fork server and imports too: {whole:.1f} CPU seconds (at most {WHOLE_CPU_SECONDS:g})")
    say(
        f"without the checks of speed, warm: {median(wall[1:]):.2f} s (aim: below {REST_SECONDS:g}), of which "
        f"the grader computes {median(cpu[1:]):.2f} s; the first {wall[0]:.2f} s"
    )
    return whole > WHOLE_CPU_SECONDS


if __name__ == "__main__":
    sys.exit(main())
