"""What grading everything costs that one student hands in over the term, all of it right, on a warm grader.

Run with ``make bench``.  The checks of speed and the capstone's training, whose cost is that of the student's
own code, are left out.  Processor time is that of the grader and of all workers, and one warm round is the
difference between a run of several rounds and a run of one.  Fails above the target.
"""

import sys
from pathlib import Path
from unittest import mock

from rich.console import Console
from vectorised import cpu_seconds, handed_in, not_timed

from convgrade.checks.timing import Speed
from convgrade.core.exercise import assignment_names, load_assignment
from convgrade.grading.grade import Options, grade
from convgrade.worker.client import start_workers

COURSE = Path(__file__).parents[2] / "solutions"
TARGET, ROUNDS = 5.0, 4
TRAINING = ("train_digits",)


def cost_of(assignment, submission, rounds):
    """Return processor seconds of some rounds, and the points of the last one."""
    names = tuple(exercise.name for exercise in assignment.exercises if exercise.name not in TRAINING)
    begun = cpu_seconds()
    with start_workers() as workers, mock.patch.object(Speed, "measured_on", not_timed):
        for _ in range(rounds):
            report = grade(submission, assignment, Options(only=names), workers)
    return cpu_seconds() - begun, sum(result.score for result in report.results)


def main():
    """Print a line for each assignment, and the sum."""
    say = Console(highlight=False, soft_wrap=True).print
    total = 0.0
    for name in assignment_names(COURSE):
        assignment = load_assignment(COURSE / name)
        submission = handed_in(assignment)
        once, _ = cost_of(assignment, submission, 1)
        often, score = cost_of(assignment, submission, 1 + ROUNDS)
        warm = (often - once) / ROUNDS
        total += warm
        say(f"{name}: {warm:.2f} CPU seconds warm, {once:.2f} with what is loaded once; {score:g} points")
    say(f"all: {total:.2f} CPU seconds warm (at most {TARGET:g})")
    return total > TARGET


if __name__ == "__main__":
    sys.exit(main())
