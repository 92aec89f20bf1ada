"""Student code in real workers: budgets, restarts, and files that cannot be used."""

import time

import pytest

from convgrade.checks import callback
from convgrade.checks.faults import CheckFailed, MissingFunction, StudentRaised, StudentStopped
from convgrade.checks.in_worker import WorkerCaller
from convgrade.checks.student import Student
from convgrade.core.exercise import Budget, Exercise
from convgrade.core.results import Outcome
from convgrade.worker.client import PackageMissing, start_workers


@pytest.fixture(scope="module")
def workers():
    """Start workers once for all tests."""
    with start_workers() as source:
        yield source


@pytest.fixture
def student_of(workers, tmp_path):
    """Return a function that gives the student of an exercise ``double`` whose file has this text."""
    callers = []

    def make(text, problem=None, **budget):
        exercise = Exercise(
            "double",
            tmp_path,
            "Double",
            1,
            ("double", "triple"),
            1,
            tmp_path / "test_public.py",
            tmp_path / "recorded.npz",
            budget=Budget(**budget),
        )
        sources = {} if text is None else {"double.py": text.encode()}
        callers.append(WorkerCaller(workers, exercise, sources, problem))
        callers[-1].begin_check()
        return Student(exercise, callers[-1]), callers[-1]

    yield make
    for caller in callers:
        caller.close()


def stop_of(call, *args):
    """Return the StudentStopped in which a call ends."""
    with pytest.raises(StudentStopped) as caught:
        call(*args)
    return caught.value


def test_a_function_is_called(student_of):
    """The value that the student's function returns comes back."""
    student, _ = student_of("def double(x):\n    return 2 * x\n")

    assert student.double(21) == 42


def test_a_missing_function_is_an_attribute_error(student_of):
    """A function that the file lacks fails the checks that ask for it."""
    student, _ = student_of("def double(x):\n    return 2 * x\n")

    with pytest.raises(MissingFunction, match=r"double\.py defines no function triple"):
        _ = student.triple


def test_an_exception_comes_with_the_students_lines(student_of):
    """Type, text and the student's own line are told."""
    student, _ = student_of("def double(x):\n    return 2 * x[5]\n")

    with pytest.raises(StudentRaised) as caught:
        student.double([1])

    assert (caught.value.kind, caught.value.is_a("LookupError")) == ("IndexError", True)
    assert "return 2 * x[5]" in str(caught.value)


def test_a_loop_is_stopped_and_the_next_check_gets_a_new_worker(student_of):
    """A time-out costs one check; the next one starts with a full budget."""
    student, caller = student_of(
        "def double(x):\n    while x < 0:\n        pass\n    return 2 * x\n", check_seconds=0.2
    )

    assert stop_of(student.double, -1).outcome is Outcome.TIMED_OUT
    caller.begin_check()
    assert student.double(1) == 2


def test_after_three_ends_the_rest_is_not_run(student_of):
    """A file that ends its process again and again is given up, with the reason."""
    student, caller = student_of("import os\n\n\ndef double(x):\n    os._exit(0)\n")

    outcomes = []
    for _ in range(4):
        caller.begin_check()
        outcomes.append(stop_of(student.double, 1).outcome)

    assert outcomes == [Outcome.CRASHED] * 3 + [Outcome.NOT_RUN]


def test_an_exercise_has_a_budget_for_all_its_checks(student_of):
    """Slow code that stays within each check's time is stopped in the end."""
    student, caller = student_of(
        "import time\n\n\ndef double(x):\n    time.sleep(0.15)\n    return 2 * x\n", exercise_seconds=0.1
    )

    assert student.double(1) == 2
    caller.begin_check()
    stopped = stop_of(student.double, 1)

    assert (stopped.outcome, "used up" in str(stopped)) == (Outcome.NOT_RUN, True)


@pytest.mark.parametrize(
    ("text", "outcome", "words"),
    [
        (None, Outcome.NOT_RUN, "not handed in: there is no double.py"),
        ("def double(x:\n", Outcome.RAISED, "SyntaxError"),
        ("import no_such_package\n", Outcome.RAISED, "ModuleNotFoundError"),
        ("import os\nos._exit(0)\n", Outcome.CRASHED, "ended its process while it was loaded"),
        ("while True: pass\n", Outcome.TIMED_OUT, "loading it took more than"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_told_once(student_of, text, outcome, words):
    """The first check says why, the others are not run."""
    student, _ = student_of(text, import_seconds=0.3)

    first = stop_of(getattr, student, "double")
    second = stop_of(getattr, student, "double")

    assert (first.outcome, second.outcome) == (outcome, Outcome.NOT_RUN)
    assert words in str(first)


def test_what_intake_found_is_told(student_of):
    """A file that intake did not take fails with intake's sentence."""
    student, _ = student_of(None, problem="double.py is not UTF-8 text; save it as UTF-8")

    assert str(stop_of(getattr, student, "double")) == "double.py is not UTF-8 text; save it as UTF-8"


def test_prints_are_kept_over_restarts(student_of):
    """What the student's code printed before and after a crash is there."""
    student, caller = student_of("import os\n\n\ndef double(x):\n    print('got', x)\n    return x or os._exit(1)\n")

    student.double(1)
    stop_of(student.double, 0)
    caller.begin_check()
    student.double(2)

    assert caller.printed.split() == ["got", "1", "got", "0", "got", "2"]


def test_time_in_the_graders_functions_is_not_charged(student_of):
    """However long a callback takes, the budgets of check and exercise are those of the student's code."""
    student, caller = student_of("def double(f):\n    return f() + f()\n", check_seconds=0.4, exercise_seconds=0.6)

    def slow():
        time.sleep(0.35)
        return 1

    assert [student.double(slow) for _ in range(2)] == [2, 2]
    assert caller.student_seconds < 0.35


def test_time_beside_the_graders_functions_is_charged(student_of):
    """Code that calls back and then loops is stopped all the same."""
    student, _ = student_of("def double(f):\n    f()\n    while True:\n        pass\n", check_seconds=0.2)

    assert stop_of(student.double, lambda: 1).outcome is Outcome.TIMED_OUT


def test_callbacks_begin_anew_with_every_call(student_of):
    """What a callback remembers is forgotten before each call of the student's function."""
    student, _ = student_of("def double(f):\n    return [f(), f()]\n")
    calls = []
    count = callback(lambda: calls.append(1) or len(calls), "count", restart=calls.clear)

    assert [student.double(count) for _ in range(2)] == [[1, 2], [1, 2]]


def test_a_function_called_with_what_it_cannot_take_fails_the_check(student_of):
    """A student who calls the check's function with a text is told so; it is no mistake of the grader's."""
    student, _ = student_of("def double(f):\n    return f('two')\n")

    with pytest.raises(CheckFailed) as caught:
        student.double({"times": lambda x: x / 2}["times"])

    assert "called the function that it was given with arguments that it cannot take: TypeError" in str(caught.value)
    assert "<lambda>('two')" in str(caught.value)


def test_what_a_function_of_the_check_finds_wrong_is_the_verdict(student_of):
    """A check's own assertion inside a function that is called back comes out as it is, past any handler."""
    student, _ = student_of("def double(fs):\n    try: fs[0](1)\n    except BaseException: return 2\n")
    mistake = AssertionError("must be called with 2")

    def demanding(x):
        if x != 2:
            raise mistake

    with pytest.raises(AssertionError) as caught:
        student.double([demanding])

    assert caught.value is mistake


def test_a_package_that_is_missing_at_home_is_named(workers, tmp_path):
    """At home, checks that need a package which is not installed do not run, and say how to get it."""
    places = {"public_checks": tmp_path / "test_public.py", "recorded": tmp_path / "recorded.npz"}
    exercise = Exercise("double", tmp_path, "Double", 1, ("double",), 1, packages=("no_such_package",), **places)
    caller = WorkerCaller(workers, exercise, {"double.py": b""})

    stopped = stop_of(caller.names)

    assert stopped.outcome is Outcome.NOT_RUN
    assert "no_such_package is not installed here: pip install no_such_package" in str(stopped)


def test_a_package_that_the_grader_lacks_is_no_fault_of_the_student(workers, tmp_path):
    """Where the instructor's machine lacks a package, that is a mistake of the grader."""
    places = {"public_checks": tmp_path / "test_public.py", "recorded": tmp_path / "recorded.npz"}
    (tmp_path / "solution.py").write_text("")
    places["solution"] = tmp_path / "solution.py"
    exercise = Exercise("double", tmp_path, "Double", 1, ("double",), 1, packages=("no_such_package",), **places)

    with pytest.raises(PackageMissing):
        WorkerCaller(workers, exercise, {"double.py": b""}).names()
