"""convgrade's own engine, kept warm: the same orders as for `naive`, one grading after another.

It does what ``convgrade grade --out`` does, without the start of a program each time.
"""

import hashlib
import json
import os
import sys
from pathlib import Path

from redteam.isolation import source_of_workers

from convgrade.core.errors import InputError
from convgrade.core.exercise import find_assignment
from convgrade.grading.grade import grade
from convgrade.grading.intake import take
from convgrade.reports.results_json import failure_results, results_of
from convgrade.reports.writing import ResultsFile
from convgrade.worker.confine import protect_grader


def graded(order, workers):
    """Grade the submission of an order; return what the other side compares with what it finds."""
    grader = Path(order["grader"])
    secret = order["memory"]  # in memory alone
    results = ResultsFile(grader / "results" / "results.json")
    assignment = find_assignment(grader / "source", "r1_tiny")
    try:
        submission = take(Path(order["submission"]), assignment)
    except InputError as refusal:
        results.write(failure_results(str(refusal)))
        return told(results, workers) | {"outcomes": {}, "refused": str(refusal)}
    report = grade(submission, assignment, workers=workers)
    results.write(results_of(report))
    assert secret
    return told(results, workers) | {
        "outcomes": {result.check.id.partition("::")[2]: str(result.outcome) for result in report.results},
    }


def told(results, workers):
    """Return what the other side is told of every grading."""
    return {
        "ended": 0,
        "sha256": hashlib.sha256(results.path.read_bytes()).hexdigest(),
        "level": str(workers.isolation.level),
        "footer": workers.isolation.sentence,
        "descriptors": len(os.listdir("/proc/self/fd")),
    }


def serve():
    """Answer orders until there are none."""
    protect_grader()
    with source_of_workers(sys.argv[1:]) as workers:
        workers.start({}).close()  # so that all descriptors that stay open are open
        for line in sys.stdin:
            try:
                answer = graded(json.loads(line), workers)
            except Exception as error:
                answer = {"ended": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    serve()
