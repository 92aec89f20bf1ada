"""convgrade's own engine, kept warm: the same orders as for `naive`, one grading after another.

It does what ``convgrade grade --out`` does, without the start of a program each time.  The command line
names layers of the sandbox to do without.
"""

import hashlib
import json
import sys
from pathlib import Path

from redteam.isolation import level_for

from convgrade.core.errors import InputError
from convgrade.core.exercise import find_assignment
from convgrade.grading.grade import grade
from convgrade.grading.intake import take
from convgrade.reports.results_json import failure_results, results_of
from convgrade.reports.writing import ResultsFile
from convgrade.worker.client import start_workers
from convgrade.worker.confine import protect_grader


class Grader:
    """Grades one submission after another with the same source of workers."""

    def __init__(self, workers):
        self._workers = workers
        self._level = ""

    def answer(self, order):
        """Grade the submission of an order; return what the other side compares with what it finds."""
        grader = Path(order["grader"])
        secret = order["memory"]  # in memory alone
        self._level = self._level or level_for(self._workers, grader)
        results = ResultsFile(grader / "results" / "results.json")
        outcomes = self._grade(order, grader, results)
        assert secret
        return {
            "ended": 0,
            "outcomes": outcomes,
            "sha256": hashlib.sha256(results.path.read_bytes()).hexdigest(),
            "level": self._level,
            "descriptors": len(list(Path("/proc/self/fd").iterdir())),
        }

    def _grade(self, order, grader, results):
        assignment = find_assignment(grader / "source", "r1_tiny")
        try:
            submission = take(Path(order["submission"]), assignment)
        except InputError as refusal:
            results.write(failure_results(str(refusal)))
            return {}
        report = grade(submission, assignment, workers=self._workers)
        results.write(results_of(report))
        return {result.check.id.partition("::")[2]: str(result.outcome) for result in report.results}


def serve():
    """Answer orders until there are none."""
    protect_grader()
    with start_workers(without=sys.argv[1:]) as workers:
        workers.start({}).close()  # so that all descriptors that stay open are open
        grader = Grader(workers)
        for line in sys.stdin:
            try:
                answer = grader.answer(json.loads(line))
            except Exception as error:
                answer = {"ended": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    serve()
