"""Speed graded in real workers: classes of code that are far apart, honest and not."""

from pathlib import Path

import numpy as np
import pytest

from convgrade.checks import Case, Explanation, Shape
from convgrade.checks.faults import CheckFailed, CheckMistake, MissingFunction, StudentRaised, StudentStopped
from convgrade.checks.in_process import InProcessCaller
from convgrade.checks.in_worker import WorkerCaller
from convgrade.checks.pairs import Tier
from convgrade.checks.remarks import Remarks
from convgrade.checks.sides import Sides, Timed, WorkerSide
from convgrade.checks.timing import Speed
from convgrade.core.exercise import Exercise
from convgrade.worker.client import Limits, Policy, start_workers
from convgrade.worker.levels import CALLS

SOLUTION = """
import numpy as np

def double(x):
    return 2 * x
"""
FAST = SOLUTION.replace("2 * x", "x + x")
LOOP = """
import numpy as np

def double(x):
    out = np.empty_like(x)
    for i in range(len(x)):
        out[i] = np.add(x[i], x[i])
    return out
"""
SHAPES = [Shape("a long list", lambda rng: Case("double", (rng.standard_normal(20_000),)), full=5, half=7)]
WHERE = Explanation(
    small=Case("double", (np.arange(10.0),)),
    larger={"numbers": Case("double", (np.arange(100.0),))},
    memory=Case("double", (np.arange(1000.0),)),
    yardstick="the list",
    yardstick_bytes=8000,
)


@pytest.fixture(scope="module")
def workers():
    """Start workers once for all tests."""
    with start_workers() as source:
        yield source


@pytest.fixture
def exercise(tmp_path):
    """Return an exercise ``double`` with its solution."""
    (tmp_path / "solution.py").write_text(SOLUTION)
    places = {"public_checks": tmp_path / "test_public.py", "recorded": tmp_path / "recorded.npz"}
    return Exercise("double", tmp_path, "Double", 1, ("double",), 1, solution=tmp_path / "solution.py", **places)


@pytest.fixture
def speed_of(workers, exercise):
    """Return a function that gives the fixture ``speed`` for a student's file, and the remarks that it makes."""
    callers = []

    def make(text, source=workers):
        callers.append(WorkerCaller(source, exercise, {"double.py": text.encode()}))
        callers[-1].begin_check()
        remarks = Remarks()
        return Speed(lambda: callers[-1].sides(exercise), 1, remarks), remarks

    yield make
    for caller in callers:
        caller.close()


@pytest.mark.parametrize(("text", "tier"), [(SOLUTION, Tier.FULL), (FAST, Tier.FULL), (LOOP, Tier.NONE)])
def test_classes_of_code_get_their_tiers(speed_of, text, tier):
    """Code that lets NumPy work is in the best tier, a loop over numbers in none."""
    assert speed_of(text)[0].measured_on(SHAPES).tier is tier


def test_the_report_tells_ratio_interval_and_pairs(speed_of):
    """The report says on which shape, how many times ours, within which interval, and from how many calls."""
    speed, remarks = speed_of(FAST)

    speed.measured_on(SHAPES)

    [note] = remarks.notes
    assert note.startswith("speed on a long list: ")
    assert "times as much processor time as ours (" in note
    assert "pairs of calls)" in note
    assert remarks.extra["speed"]["shapes"]["a long list"]["tier"] == "full"


def test_no_report_tells_seconds(speed_of):
    """Seconds depend on the machine: neither message nor report tells any."""
    speed, remarks = speed_of(LOOP)
    verdict = speed.measured_on(SHAPES, explained_by=WHERE)

    with pytest.raises(CheckFailed) as failed:
        verdict.require_full()

    assert remarks.notes == []
    assert "second" not in f"{failed.value} {remarks.extra}"


def test_a_slow_result_is_explained(speed_of):
    """Where points are lost, the message names what the loop runs over and the line that runs most."""
    verdict = speed_of(LOOP)[0].measured_on(SHAPES, explained_by=WHERE)

    with pytest.raises(CheckFailed) as failed:
        verdict.require_full()

    assert "it loops over numbers in Python" in str(failed.value)
    assert "line 6 of double.py: for i in range(len(x)):" in str(failed.value)


def test_a_greedy_result_is_told(speed_of):
    """Memory that is held many times over is told, and costs nothing by itself."""
    greedy = LOOP.replace("out = np.empty_like(x)", "many = np.repeat(x, 50); out = np.empty_like(x)")

    verdict = speed_of(greedy)[0].measured_on(SHAPES, explained_by=WHERE)

    assert any(sentence.endswith("times the memory of the list.") for sentence in verdict.explained.sentences)


def test_points_follow_the_tier(speed_of):
    """Full points for the best tier, none for code in no tier."""
    worth = [speed_of(text)[0].measured_on(SHAPES).worth(full=3, half=1) for text in (FAST, LOOP)]

    assert worth == [3, 0]


def test_a_shape_in_no_tier_ends_the_search(speed_of):
    """Once a shape is in no tier, no other is measured, and the leaderboard has words for it."""
    verdict = speed_of(LOOP)[0].measured_on([*SHAPES, *SHAPES])

    assert len(verdict.measured) == 1
    assert verdict.leaderboard_value == "slow"


def test_the_leaderboard_gets_a_ratio(speed_of):
    """The leaderboard's value is a ratio where all shapes were measured."""
    assert 0.2 < speed_of(FAST)[0].measured_on(SHAPES).leaderboard_value < 5


def test_garbage_earns_nothing(speed_of):
    """Values that are returned quickly, but wrong, fail the check."""
    with pytest.raises(CheckFailed, match="speed counts for right answers alone"):
        speed_of(SOLUTION.replace("2 * x", "3 * x"))[0].measured_on(SHAPES)


def test_garbage_now_and_then_earns_nothing(speed_of):
    """Every value counts: one wrong answer among right ones fails the check."""
    text = "calls = []\n" + SOLUTION.replace("return", "calls.append(1)\n    return (len(calls) % 4 > 0) *")

    with pytest.raises(CheckFailed, match="should be"):
        speed_of(text)[0].measured_on(SHAPES)


def test_answers_of_an_earlier_call_earn_nothing(speed_of):
    """A cache by shape never hits: every call has new numbers."""
    text = "cache = {}\n" + LOOP.replace("out = np", "if len(x) in cache: return cache[len(x)]\n    out = np")
    text = text.replace("return out\n", "cache[len(x)] = out\n    return out\n")

    with pytest.raises(CheckFailed, match="should be"):
        speed_of(text)[0].measured_on(SHAPES)


def test_threads_gain_nothing(speed_of):
    """Work in a thread counts as any other."""
    text = LOOP.replace("def double", "def slow") + (
        "\nfrom threading import Thread\n"
        "def double(x):\n    out = []\n    thread = Thread(target=lambda: out.append(slow(x)))\n"
        "    thread.start()\n    thread.join()\n    return out[0]\n"
    )

    assert speed_of(text)[0].measured_on(SHAPES).tier is Tier.NONE


OPENBLAS = list(Path(np.__file__).resolve().parents[1].glob("numpy.libs/libscipy_openblas*"))
BLAS = """
import ctypes
from pathlib import Path

import numpy as np

[library] = Path(np.__file__).resolve().parents[1].joinpath("numpy.libs").glob("libscipy_openblas*")
blas = ctypes.CDLL(str(library))
blas.scipy_openblas_set_num_threads64_(4)
assert blas.scipy_openblas_get_num_threads64_() == 4

def double(x):
    wide = np.zeros((600, 600))
    wide[0, : len(x)] = x
    return (wide @ (2 * np.eye(600)))[0, : len(x)].copy()
"""


@pytest.mark.skipif(not OPENBLAS, reason="this NumPy comes without the library whose threads are set here")
def test_threads_of_linear_algebra_gain_nothing(speed_of):
    """Code may ask NumPy's library for more threads: their work counts as well."""
    shape = Shape("a list", lambda rng: Case("double", (rng.standard_normal(500),)), full=5, half=7)

    assert speed_of(BLAS)[0].measured_on([shape]).tier is Tier.NONE


SPINS = (
    SOLUTION
    + """
from threading import Thread

def spin():
    while True:
        pass

Thread(target=spin, daemon=True).start()
"""
)


def test_work_between_the_calls_is_charged(workers):
    """Whatever a process does after its answer counts as part of the next call: no processor time is free."""
    side = WorkerSide(workers, {"double.py": SPINS.encode()}, "double", rules=(Limits(), Policy()))
    begun = side._last

    timed = [side.timed("double", (np.ones(3),), {}) for _ in range(5)]

    assert sum(one.seconds for one in timed) == pytest.approx(side._last - begun)
    assert side._worker.cpu_seconds() - side._last < 0.01
    side.close()


def test_a_process_that_works_between_the_calls_earns_nothing():
    """A process that was busy while it should have waited is told so, and is in no tier."""
    sides = Sides(Steady(), Steady(idle_seconds=0.02))

    verdict = Speed(lambda: sides, 1, Remarks()).measured_on(SHAPES)

    assert verdict.tier is Tier.NONE
    with pytest.raises(CheckFailed, match="goes on working after it has answered"):
        verdict.require_full()


def test_a_clock_that_lags_by_a_tick_is_not_held_against_anybody():
    """What a call has used may show in the clock only with the next tick of the kernel; it counts, and no more."""
    speed = Speed(lambda: Sides(Steady(), Steady(idle_seconds=0.009)), 1, Remarks())
    assert speed.measured_on(SHAPES).tier is Tier.FULL


def test_a_machine_that_is_too_busy_is_not_the_students_fault(monkeypatch):
    """Where both sides wait for the processor, the check is left for a regrade."""
    monkeypatch.setattr("convgrade.checks.timing.WALL_SECONDS", 5.0)

    with pytest.raises(CheckMistake, match="too busy"):
        Speed(lambda: Sides(Steady(wall=2.0), Steady(wall=2.0)), 1, Remarks()).measured_on(SHAPES)


class Steady:
    """A side whose calls all take the same time."""

    is_exact = True

    def __init__(self, idle_seconds=0.0, wall=0.001):
        self.idle_seconds = idle_seconds
        self.wall = wall

    def timed(self, _function, args, _kwargs):
        """Return the right answer after a millisecond."""
        return Timed(2 * args[0], 0.001, self.wall, self.idle_seconds)

    def close(self):
        """Do nothing."""


def test_a_patched_clock_changes_nothing(speed_of):
    """No clock of the student's process is read."""
    text = "import time\ntime.perf_counter = time.process_time = time.monotonic = lambda: 0.0\n"

    assert speed_of(text + LOOP)[0].measured_on(SHAPES).tier is Tier.NONE


def test_lazy_results_earn_nothing(speed_of):
    """What is returned has to be an array: an object that would compute it later is none."""
    lazy = "\nclass Later:\n    def __array__(self): return 2 * self.x\n"
    text = lazy + "def double(x):\n    later = Later()\n    later.x = x\n    return later\n"

    with pytest.raises(CheckFailed, match="out is a"):
        speed_of(text)[0].measured_on(SHAPES)


def test_an_exception_ends_the_check(speed_of):
    """Code that raises is answered by its exception."""
    with pytest.raises(StudentRaised):
        speed_of(SOLUTION.replace("2 * x", "1 / 0"))[0].measured_on(SHAPES)


def test_a_crash_ends_the_check(speed_of):
    """Code that ends its process is told so."""
    with pytest.raises(StudentStopped):
        speed_of(SOLUTION.replace("return 2 * x", "import os; os._exit(3)"))[0].measured_on(SHAPES)


def test_waiting_ends_with_the_time_on_the_wall(monkeypatch):
    """Code that waits costs no processor time, but a check does not wait for ever."""
    monkeypatch.setattr("convgrade.checks.timing.WALL_SECONDS", 5.0)

    with pytest.raises(StudentStopped, match="was stopped"):
        Speed(lambda: Sides(Steady(), Steady(wall=2.0)), 1, Remarks()).measured_on(SHAPES)


def test_the_same_inputs_for_the_same_seed():
    """The numbers of the timed calls follow from the seed alone."""
    drawn = []

    def draw(rng):
        drawn[-1].append(int(rng.integers(10**9)))
        return Case("double", (np.zeros(3),))

    for _ in range(2):
        drawn.append([])
        Speed(lambda: Sides(Steady(), Steady()), 5, Remarks()).measured_on([Shape("s", draw, full=9, half=9)])

    assert drawn[0] == drawn[1]


def test_a_machine_that_cannot_refuse_processes_is_indicative(speed_of):
    """Where student code could start a process that no clock sees, the report says that the result is indicative."""
    with start_workers(without={CALLS}) as source:
        speed, remarks = speed_of(FAST, source)
        verdict = speed.measured_on([Shape("a long list", SHAPES[0].draw, full=1000, half=1000)])

    assert not verdict.is_exact
    assert "indicative only" in remarks.notes[0]


@pytest.mark.parametrize(
    ("function", "tier"), [(lambda x: x + x, Tier.FULL), (lambda x: np.array([np.add(v, v) for v in x]), Tier.NONE)]
)
def test_trusted_functions_are_graded_in_this_process(exercise, function, tier):
    """Functions whose source is no file are timed here: the same check, and marked as indicative."""
    caller = InProcessCaller({"double": function})

    verdict = Speed(lambda: caller.sides(exercise), 1, Remarks()).measured_on(SHAPES)

    assert (verdict.tier, verdict.is_exact) == (tier, False)


def test_trusted_functions_of_files_are_graded_in_workers(workers, exercise, tmp_path):
    """A wrong or slow version of the bank is timed in a worker, as a student's code is."""
    path = tmp_path / "misconceptions.py"
    path.write_text(
        "from convgrade.checks import misconception\n\n"
        "@misconception('A1', 'It loops.', hint='?', grows_with=['numbers'])\n"
        "def looping(x):\n    import numpy as np\n    return np.array([np.add(v, v) for v in x])\n"
    )
    names = {}
    exec(compile(path.read_text(), str(path), "exec"), names)
    caller = InProcessCaller({"double": names["looping"]}, lambda: workers)

    verdict = Speed(lambda: caller.sides(exercise), 1, Remarks()).measured_on(SHAPES, explained_by=WHERE)

    assert (verdict.tier, verdict.is_exact, verdict.explained.grows_with) == (Tier.NONE, True, ("numbers",))


def test_a_missing_function_fails_before_a_process_is_started(grade_with):
    """A file without the function is told so, as in any other check."""
    checks = """
    def test_speed(speed):
        \"\"\"It is fast.\"\"\"
        speed.measured_on([]).require_full()
    """
    [result] = grade_with(checks, implementation=None)

    assert "defines no function double" in result.message
    assert MissingFunction.outcome is result.outcome


def test_a_check_of_speed_reads_like_a_sentence(grade_with):
    """Partial credit, leaderboard and report of a check of speed come out of its four lines."""
    checks = """
    @weight(4)
    @partial_credit(4)
    @leaderboard("time beside ours", "asc")
    def test_speed(speed, set_score, set_leaderboard_value):
        \"\"\"It is fast.\"\"\"
        shape = Shape("a list", lambda rng: Case("double", (rng.standard_normal(9000),)), full=6, half=6)
        verdict = speed.measured_on([shape])
        set_leaderboard_value(verdict.leaderboard_value)
        set_score(verdict.worth(full=4, half=2))
        verdict.require_full()
    """
    [fast] = grade_with(checks)
    [slow] = grade_with(checks, implementation=lambda x: np.array([np.add(v, v) for v in x]))

    assert (fast.score, slow.score) == (4, 0)
    assert vars(fast.leaderboard) == {"name": "time beside ours", "value": fast.leaderboard.value, "order": "asc"}
    assert fast.leaderboard.value < slow.leaderboard.value
    assert fast.notes[0].startswith("speed on a list: ")
