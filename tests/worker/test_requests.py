"""Loading modules and calling functions in a worker: what honest code sees and gives."""

import numpy as np
import pytest

from convgrade.worker.client import Loaded, Raised, Returned
from convgrade.worker.protocol import Unsupported


def test_load_says_which_names_can_be_called(start):
    """Functions, classes and imported functions are listed; constants are not."""
    worker = start("from math import pi, sqrt\nX = 1\ndef f(): pass\nclass C: pass\n")

    assert worker.load("m", seconds=10) == Loaded(("C", "f", "sqrt"))


def test_a_value_is_returned(ask):
    """Arguments and keywords reach the function, its value comes back."""
    assert ask("def f(a, b, *, c): return [a, b, c]", 1, "two", c=None) == Returned([1, "two", None])


def test_an_array_keeps_its_layout_on_the_way_there(ask):
    """The function sees byte order, strides and flags as the grader has them."""
    text = "def f(*arrays): return [(a.dtype.str, a.strides, a.flags.f_contiguous) for a in arrays]"
    arrays = [np.zeros((3, 4), order="F"), np.zeros((3, 4), ">f4").T, np.arange(12.0)[::-2]]

    outcome = ask(text, *arrays)

    assert outcome.value == [(a.dtype.str, a.strides, a.flags.f_contiguous) for a in arrays]


def test_numpy_scalars_stay_numpy_scalars(ask):
    """A value of type float32 arrives as one."""
    value = ask("import numpy as np\ndef f(x): return x.sum()", np.ones(3, np.float32)).value

    assert type(value) is np.float32


def test_other_values_arrive_as_the_name_of_their_type(ask):
    """A masked array in a list does not cross, its type's name does."""
    [value] = ask("import numpy as np\ndef f(): return [np.ma.masked_array([1])]").value

    assert isinstance(value, Unsupported)
    assert value.type_name.endswith("MaskedArray")


def test_arguments_changed_in_place_are_named(ask):
    """The reply says which arguments are not what they were."""
    outcome = ask("def f(x, y): x[0] = y[0] + 1", np.zeros(2), np.zeros(2))

    assert outcome.changed == ("x",)


def test_the_graders_own_array_is_never_changed(ask):
    """The function works on a copy."""
    mine = np.zeros(2)

    ask("def f(x): x[0] = 1", mine)

    assert mine[0] == 0


def test_a_reused_buffer_is_noted_over_calls(student):
    """A worker remembers what it returned last."""
    worker = student("import numpy as np\nB = np.zeros(2)\ndef f(x):\n    B[:] = x\n    return B\n")

    notes = [worker.call("m", "f", (x,), {}, seconds=10).notes for x in (1, 2)]

    assert [len(n) for n in notes] == [0, 1]


def test_a_helper_file_can_be_imported(student):
    """Files of one submission import each other."""
    worker = student("from helper import g\ndef f(): return g()", helper=b"def g(): return 5")

    assert worker.call("m", "f", (), {}, seconds=10) == Returned(5)


def test_no_file_takes_the_place_of_a_library_module(student):
    """A submission's json.py and numpy.py are not what `import` finds."""
    worker = student(
        "import json, numpy\ndef f(): return json.dumps([1]), numpy.ones(1)", json=b"dumps = None", numpy=b"ones = None"
    )

    assert worker.call("m", "f", (), {}, seconds=10) == Returned(("[1]", np.ones(1)))


def test_a_main_guard_holds(ask):
    """A module's name is its file's, so what is guarded does not run."""
    assert ask("NAME = __name__\nif __name__ == '__main__': 1 / 0\ndef f(): return NAME").value == "m"


def test_a_byte_order_mark_is_dropped(start):
    """A file that an editor saved with a BOM loads."""
    assert start("\ufeffdef f(): return 'ä'".encode()).load("m", seconds=10) == Loaded(("f",))


def test_a_file_that_is_not_utf8_names_the_line(start):
    """A Latin-1 file is a SyntaxError with its line."""
    outcome = start(b"x = 1\ny = '\xe4'\n").load("m", seconds=10)

    assert (outcome.kind, outcome.line, outcome.message) == ("SyntaxError", 2, "the file is not UTF-8")


def test_a_module_that_was_not_handed_in_is_missing(start):
    """Loading an unknown module is an exception of its own name."""
    assert start("").load("other", seconds=10).kind == "ModuleNotFoundError"


def test_a_function_that_is_missing_raises(ask):
    """Calling an unknown name is an AttributeError."""
    assert ask("def g(): pass").kind == "AttributeError"


def test_a_syntax_error_shows_the_line_and_the_place(start):
    """Line, source and a caret say where it is."""
    outcome = start("x = 1\nif x:\n    y = (1,, 2)\n").load("m", seconds=10)

    assert (outcome.kind, outcome.line) == ("SyntaxError", 3)
    assert outcome.lines == ("m.py, line 3", "    y = (1,, 2)", "           ^")


def test_an_exception_shows_the_students_own_lines(ask):
    """Frames of numpy and of the worker are left out."""
    outcome = ask("import numpy as np\ndef f(x):\n    return g(x)\ndef g(x):\n    return x.reshape(7)\n", np.zeros(3))

    assert (outcome.kind, outcome.line) == ("ValueError", 5)
    assert outcome.lines == ("m.py, line 3, in f", "    return g(x)", "m.py, line 5, in g", "    return x.reshape(7)")


def test_an_exception_names_the_types_it_derives_from(ask):
    """A check that wants a ValueError can accept a subclass."""
    assert "ValueError" in ask("class Mine(ValueError): pass\ndef f(): raise Mine('no')").bases


def test_a_deep_traceback_is_shortened(ask):
    """Endless recursion does not fill the report."""
    outcome = ask("def f(): return f()")

    assert outcome.kind == "RecursionError"
    assert len(outcome.lines) < 20


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        ("import sys; sys.exit(3)", "SystemExit", "3"),
        ("exit('bye')", "SystemExit", "bye"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", ""),
        ("raise BaseException('x')", "BaseException", "x"),
        ("input()", "EOFError", "EOF when reading a line"),
    ],
)
def test_whatever_is_raised_is_an_outcome(ask, body, kind, message):
    """Leaving, interrupting and reading from nowhere end the call, not the worker."""
    outcome = ask(f"def f(): {body}")

    assert (outcome.kind, outcome.message) == (kind, message)


def test_a_worker_lives_on_after_an_exception(student):
    """The next call works."""
    worker = student("def f(x): return 1 / x")

    outcomes = [worker.call("m", "f", (x,), {}, seconds=10) for x in (0, 1)]

    assert isinstance(outcomes[0], Raised)
    assert outcomes[1] == Returned(1.0)


def test_prints_are_kept(student):
    """What is printed, on either stream, can be read in the grader, even if the line is unfinished."""
    worker = student("import sys\nprint('loaded')\ndef f(): print('out', end=''); print('err', file=sys.stderr)\n")

    worker.call("m", "f", (), {}, seconds=10)

    assert sorted(worker.printed.split()) == ["err", "loaded", "out"] or worker.printed == "loaded\nerr\nout"


def test_a_megabyte_of_prints_is_cut(student):
    """The call is not blocked, the beginning is kept, and the text says that the rest is not."""
    worker = student("def f():\n    for i in range(100_000): print('x' * 9)\n    return 1\n")

    outcome = worker.call("m", "f", (), {}, seconds=20)

    assert outcome == Returned(1)
    assert worker.printed.startswith("xxxxxxxxx\n")
    assert len(worker.printed) < 70_000
    assert "left out" in worker.printed


def test_a_megabyte_on_the_descriptor_is_cut_too(student):
    """Code that goes around Python's streams is not blocked either."""
    worker = student("import os\ndef f():\n    for i in range(64): os.write(2, b'y' * 16384)\n    return 1\n")

    outcome = worker.call("m", "f", (), {}, seconds=20)

    assert outcome == Returned(1)
    assert len(worker.printed) < 70_000
    assert "bytes more" in worker.printed


def test_random_numbers_start_alike_in_every_worker(workers):
    """Both global generators are seeded, so a submission gets the same grade twice."""
    text = b"import random, numpy as np\ndef f(): return random.random(), np.random.rand()"
    values = []
    for _ in range(2):
        with workers.start({"m.py": text}) as worker:
            values.append(worker.call("m", "f", (), {}, seconds=10).value)

    assert values[0] == values[1]


def test_cpu_time_grows_with_work(student):
    """The grader reads the process's own clock."""
    worker = student("def f():\n    return sum(range(300_000))")

    before = worker.cpu_seconds()
    worker.call("m", "f", (), {}, seconds=10)

    assert worker.cpu_seconds() > before


def test_an_argument_that_cannot_cross_is_the_graders_mistake(student):
    """A TypeError names the type; the worker lives on."""
    worker = student("def f(x): return 1")

    with pytest.raises(TypeError, match="set"):
        worker.call("m", "f", ({1},), {}, seconds=10)

    assert worker.call("m", "f", (1,), {}, seconds=10) == Returned(1)
