"""What an exercise lets student code import and call."""

import pytest

from convgrade.core.errors import WorkerError
from convgrade.worker.client import Loaded, Policy, Raised, Returned

NO_CONVOLUTION = Policy(banned_calls={"numpy.convolve": "slide the window yourself"})
NO_TRICKS = Policy(banned_calls={"numpy.lib.stride_tricks": "the windows are the task"})


@pytest.fixture
def under(workers):
    """Return a function that loads a file under a policy and calls its f, if it can be loaded."""
    started = []

    def under(policy, text, *args, **files):
        sources = {f"{name}.py": content.encode() for name, content in {"m": text, **files}.items()}
        worker = workers.start(sources, policy=policy)
        started.append(worker)
        loaded = worker.load("m", seconds=10)
        return worker.call("m", "f", args, {}, seconds=10) if isinstance(loaded, Loaded) else loaded

    yield under
    for worker in started:
        worker.close()


@pytest.mark.parametrize("name", ["torch", "scipy.signal", "pandas", "sklearn", "cv2", "pytest"])
def test_a_module_that_is_not_there_says_what_is_allowed(under, name):
    """The sentence names the module and what may be imported instead."""
    outcome = under(Policy(), f"import {name}\n")

    assert outcome.kind == "ModuleNotFoundError"
    assert outcome.message == (
        f"{name.partition('.')[0]} is not available here: this exercise allows numpy and Python's standard library only"
    )
    assert outcome.line == 1


def test_a_module_that_is_not_there_can_be_done_without(under):
    """Code that has another way when an import fails goes it."""
    text = "try:\n    import scipy\nexcept ImportError:\n    scipy = None\ndef f(): return scipy is None\n"

    assert under(Policy(), text) == Returned(True)


def test_only_listed_modules_can_be_imported(under):
    """Where an exercise has a list, other modules of the library are refused with the list."""
    policy = Policy(allowed_imports=("math", "numpy"))

    outcome = under(policy, "import math, numpy\nimport itertools\n")

    assert (outcome.kind, outcome.line) == ("ImportError", 2)
    assert outcome.message == "itertools cannot be imported: this exercise allows math and numpy only"


def test_listed_modules_and_own_files_can_be_imported(under):
    """What they import in turn is not the student's doing."""
    policy = Policy(allowed_imports=("statistics",))
    text = "import statistics\nfrom helper import one\ndef f(): return statistics.mean([one, 3])\n"

    assert under(policy, text, helper="one = 1\n") == Returned(2)


@pytest.mark.parametrize(
    "text",
    [
        "import numpy as np\ndef f(): return np.convolve([1, 2], [1])",
        "from numpy import convolve\ndef f(): return convolve([1, 2], [1])",
        "import numpy as np\ndef f(): return np.polymul([1, 2], [1])",
        "import numpy as np\ndef f(): return np._core.numeric.convolve([1, 2], [1])",
    ],
)
def test_a_banned_call_says_why(under, text):
    """By whatever name it is reached, numpy's own ways to it included."""
    outcome = under(NO_CONVOLUTION, text)

    assert (outcome.kind, outcome.line) == ("NotAllowed", 2)
    assert outcome.message == "numpy.convolve is not allowed in this exercise: slide the window yourself"


def test_a_banned_call_leaves_the_others_alone(under):
    """The rest of numpy works."""
    text = "import numpy as np\ndef f(x): return float(np.correlate(x, x)[0] + np.fft.fft(x)[0].real)"

    assert under(NO_CONVOLUTION, text, [1.0, 2.0]) == Returned(8.0)


@pytest.mark.parametrize(
    "text",
    [
        "import numpy as np\ndef f(): return np.lib.stride_tricks.sliding_window_view(np.ones(3), 2)",
        "from numpy.lib.stride_tricks import as_strided\ndef f(): return as_strided([1])",
    ],
)
def test_a_banned_module_is_all_its_functions(under, text):
    """Each of them refuses."""
    outcome = under(NO_TRICKS, text)

    assert isinstance(outcome, Raised)
    assert outcome.message.startswith("numpy.lib.stride_tricks is not allowed in this exercise: the windows")


def test_a_ban_holds_for_one_worker_alone(under):
    """The next worker of the same source has all of numpy."""
    text = "import numpy as np\ndef f(): return int(np.convolve([1, 2], [3])[1])"
    under(NO_CONVOLUTION, text)

    assert under(Policy(), text) == Returned(6)


@pytest.mark.parametrize("name", ["numpy.no_such_name", "numpy.no.such.module", "os.system", "numpy.zeros", "numpy"])
def test_what_cannot_be_banned_is_an_error_for_the_instructor(workers, name):
    """A misspelt name, one that is not numpy's, and what a worker needs: nothing of the submission runs."""
    with pytest.raises(WorkerError, match="banned_calls"):
        workers.start({}, policy=Policy(banned_calls={name: "why"}))
