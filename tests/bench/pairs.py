"""Two mistakes at once: every pair of an exercise's commonest misconceptions is graded, and should be named.

Part of ``make bench``.  ``python tests/bench/pairs.py a2_convolution/conv2d`` grades the pairs of one exercise,
by default those of all exercises of a2 to a4 whose bank says on what it is built.
"""

import io
import sys
import time
import warnings
from collections import Counter
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from convgrade.checks.collector import run_checks
from convgrade.checks.context import Context
from convgrade.checks.in_process import InProcessCaller
from convgrade.checks.replay import Examples
from convgrade.checks.trials import Answer, Trial
from convgrade.core.exercise import assignment_names, find_assignment
from convgrade.core.results import Outcome
from convgrade.grading.diagnose import with_diagnosis
from convgrade.grading.suspects import Aspect, are_alike, is_right, line_up

COURSE = Path(__file__).parents[2] / "solutions"
ASSIGNMENTS = ("a2", "a3", "a4")
FATES = ("not caught", "both at once", "one by one", "one of them", "another one", "nothing", "WRONG")


class Bench:
    """One exercise and the pairs of its bank, graded as `selfcheck` grades single misconceptions."""

    def __init__(self, assignment, exercise):
        self.exercise = replace(exercise, prerequisites={})
        self.assignment = replace(assignment, exercises=(self.exercise,))
        self.examples = Examples()
        context = self.context({})
        solution = context.reference(self.exercise)
        self.run({name: getattr(solution, name) for name in exercise.functions})
        self.lined_up = line_up(self.exercise, context)
        recorded = context.recording(self.exercise).cases if exercise.recorded.is_file() else ()
        self.recorded = [Trial(case.function, case.args, case.kwargs, Answer()) for case in recorded]

    def context(self, functions):
        """Return a context in which these functions are the student's."""
        return Context(self.assignment, lambda _: InProcessCaller(functions), b"a fixed seed")

    def run(self, functions):
        """Return the diagnosed results of these functions."""
        context = self.context(functions)
        with redirect_stdout(io.StringIO()):
            results = run_checks(context, [self.exercise], examples=self.examples).results(self.exercise)
        lined_up = getattr(self, "lined_up", None)
        return with_diagnosis(self.exercise, results, context, lined_up) if lined_up else results

    def is_pair(self, pair):
        """Return whether the two go together, and differ from each alone and from what is right on a recorded case."""
        answers = [(pair.asked.answer(trial), trial) for trial in self.recorded]
        wrong = [(a, t) for a, t in answers if not is_right(a, self.lined_up.reference.answer(t), t)]
        if any("TypeError" in answer.raised for answer, _ in answers):
            return False
        return all(any(not are_alike(a, one.asked.answer(t), Aspect.VALUE) for a, t in wrong) for one in pair.alone)

    def are_alike(self, pair, ids):
        """Return whether a pair answers as some pair of these ids on every recorded case."""
        others = [other for other in self.lined_up.pairs if {one.entry.id for one in other.alone} == ids]
        trials = self.recorded
        return any(
            all(are_alike(pair.asked.answer(t), other.asked.answer(t), Aspect.VALUE) for t in trials)
            for other in others
        )

    def fate(self, pair):
        """Return what became of a pair that somebody handed in."""
        results = self.run(pair.asked.functions)
        ids = {one.entry.id for one in pair.alone}
        if all(result.outcome is Outcome.PASSED for result in results):
            return "not caught", ()
        together = [set(r.looks_like) for r in results if "at once" in r.diagnosis]
        single = {name for r in results if "at once" not in r.diagnosis for name in r.looks_like}
        wrong = [sorted(names) for names in together if names != ids and not self.are_alike(pair, names)]
        if wrong:
            return "WRONG", wrong
        if together:
            return "both at once", ()
        if single >= ids:
            return "one by one", ()
        return ("one of them", ()) if single & ids else ("another one", single) if single else ("nothing", ())


def chosen(names):
    """Yield the exercises of these names."""
    for name in names or [n for n in assignment_names(COURSE) if n.startswith(ASSIGNMENTS)]:
        first, _, second = name.partition("/")
        assignment = find_assignment(COURSE, first)
        for exercise in [assignment.exercise(second)] if second else assignment.exercises:
            yield assignment, exercise


def main(names):
    """Grade the pairs and print how many were named; the exit code is 1 where one was named wrongly."""
    table = Table(title="Two mistakes at once: what their authors read")
    for column in ("exercise", "pairs", *FATES, "CPU s each"):
        table.add_column(column, justify="left" if column == "exercise" else "right")
    wrongly = 0
    for assignment, exercise in chosen(names):
        bench, begun = Bench(assignment, exercise), time.process_time()
        fates = Counter()
        pairs = [pair for pair in bench.lined_up.pairs if bench.is_pair(pair)]
        for pair in pairs:
            fate, more = bench.fate(pair)
            fates[fate] += 1
            if fate in ("WRONG", "not caught", "another one"):
                inner = next(one for one in pair.alone if one.entry is not pair.entry)
                line = f"{exercise.name}: {pair.entry.id} of {inner.entry.id}: {fate} {more}"
                sys.stderr.write(f"{line}\n")
        wrongly += fates["WRONG"]
        if pairs:
            each = (time.process_time() - begun) / len(pairs)
            table.add_row(exercise.name, str(len(pairs)), *(str(fates[fate]) for fate in FATES), f"{each:.2f}")
    Console(width=120).print(table)
    return int(wrongly > 0)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    sys.exit(main(sys.argv[1:]))
