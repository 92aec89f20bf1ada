"""Recording PyTorch's answers per device, with a domain that pretends to have devices: no GPU is needed."""

import textwrap
from dataclasses import replace

import numpy as np
import pytest

from convgrade.authoring.record import record, record_all
from convgrade.checks.cases import load_cases
from convgrade.core.errors import ExitCode, InputError
from convgrade.core.exercise import load_assignment
from convgrade.grading import pytorch

CASES = """
import numpy as np

from convgrade.checks import Case


def cases():
    return [Case("double", (np.array([value]),), {}, "open") for value in VALUES]
"""
ORACLE = """
PRESENT, VERSION, ERROR = ("cpu",), "2.0", 0.0


def available():
    return True


def version():
    return VERSION


def devices():
    return PRESENT


def device_name(device):
    return f"a {device}"


def why_no_cuda():
    return "" if "cuda" in PRESENT else "PyTorch is built without CUDA"


def supports(case, device):
    return True


def answer(case, device):
    return 2 * case.args[0] + (ERROR if device == "cuda" else 0.0)
"""


@pytest.fixture
def oracle(tmp_path, monkeypatch):
    """Return the oracle of a domain that lives in this test alone."""
    package = tmp_path / "domains" / "pretended_devices"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "oracle.py").write_text(textwrap.dedent(ORACLE))
    monkeypatch.syspath_prepend(str(package.parent))
    for name in ("pretended_devices", "pretended_devices.oracle"):
        monkeypatch.delitem(__import__("sys").modules, name, raising=False)
    import pretended_devices.oracle as made

    return made


@pytest.fixture
def recorded_course(course, oracle):
    """Return the course, of that domain, with two cases recorded on the processor alone."""
    folder = course / "b1_numbers"
    settings = folder / "assignment.toml"
    settings.write_text(f'{settings.read_text()}\ndomain = "pretended_devices"\n')
    (folder / "double" / "recorded.npz").unlink()
    list_cases(course, [1.0, 3.0])
    record_all(course, ["b1_numbers/double"], (), write=True, say=print)
    return course


def list_cases(course, values):
    """Write the cases of the exercise ``double``."""
    (course / "b1_numbers" / "double" / "cases.py").write_text(CASES.replace("VALUES", repr(values)))


def run(course, *devices, write=True):
    """Record the exercise, and return the exit code, what was said, and what is recorded now."""
    said = []
    code = record_all(course, ["b1_numbers/double"], devices, write=write, say=said.append)
    return code, said, load_cases(course / "b1_numbers" / "double" / "recorded.npz")


def test_a_device_that_is_not_here_is_refused(recorded_course):
    """Without a GPU there is one sentence, with the reason, and the recording stays as it was."""
    before = (recorded_course / "b1_numbers" / "double" / "recorded.npz").read_bytes()

    with pytest.raises(InputError, match="no device 'cuda' here: PyTorch is built without CUDA"):
        run(recorded_course, "cuda")

    assert (recorded_course / "b1_numbers" / "double" / "recorded.npz").read_bytes() == before


def test_answers_of_a_gpu_stand_beside_the_processors(recorded_course, oracle):
    """Recording on CUDA adds its answers and the device's name, and keeps those of the processor."""
    oracle.PRESENT, oracle.ERROR = ("cpu", "cuda"), 1e-15

    _, _, recorded = run(recorded_course, "cuda")

    assert recorded.devices == {"cpu": "a cpu", "cuda": "a cuda"}
    assert [sorted(case.recorded) for case in recorded.cases] == [["cpu", "cuda"]] * 2
    assert recorded.cases[0].recorded["cpu"].tolist() == [2.0]


def test_answers_of_a_gpu_are_kept_where_there_is_none(recorded_course, oracle):
    """Recording anew on a machine without a GPU keeps CUDA's answers, and says from which version they are."""
    oracle.PRESENT = ("cpu", "cuda")
    run(recorded_course)
    oracle.PRESENT, oracle.VERSION = ("cpu",), "2.1"
    list_cases(recorded_course, [1.0, 3.0, 5.0])

    _, _, recorded = run(recorded_course)

    assert [sorted(case.recorded) for case in recorded.cases] == [["cpu", "cuda"], ["cpu", "cuda"], ["cpu"]]
    assert (recorded.version_of("cpu"), recorded.version_of("cuda")) == ("2.1", "2.0")
    assert recorded.without("cuda") == 1


def test_answers_to_cases_that_are_gone_go_with_them(recorded_course, oracle):
    """A device whose answers all belong to cases that are no longer listed is not named any more."""
    oracle.PRESENT = ("cpu", "cuda")
    run(recorded_course)
    oracle.PRESENT = ("cpu",)
    list_cases(recorded_course, [7.0])

    _, _, recorded = run(recorded_course)

    assert (len(recorded.cases), recorded.devices) == (1, {"cpu": "a cpu"})


def test_a_check_of_a_device_writes_nothing(recorded_course, oracle):
    """``--check`` says that CUDA's answers are not recorded yet, and leaves the file."""
    oracle.PRESENT = ("cpu", "cuda")

    code, said, recorded = run(recorded_course, "cuda", write=False)

    assert code is ExitCode.POINTS_MISSING
    assert "not recorded on cuda before" in said[0]
    assert list(recorded.devices) == ["cpu"]


@pytest.mark.parametrize(("error", "code"), [(1e-15, ExitCode.ALL_POINTS), (1e-3, ExitCode.POINTS_MISSING)])
def test_a_check_finds_answers_that_have_changed(recorded_course, oracle, error, code):
    """``--check --device cuda`` allows for rounding, and for nothing more."""
    oracle.PRESENT = ("cpu", "cuda")
    run(recorded_course)
    oracle.ERROR = error

    assert run(recorded_course, "cuda", write=False)[0] is code


def test_the_same_answers_give_the_same_bytes(recorded_course, oracle):
    """Recording again changes nothing."""
    oracle.PRESENT = ("cpu", "cuda")
    run(recorded_course)
    assignment = load_assignment(recorded_course / "b1_numbers")

    again = record(assignment, assignment.exercise("double"))

    assert again.changed == ()
    assert np.array_equal(again.recorded.cases[1].recorded["cuda"], [6.0])


@pytest.mark.parametrize(
    ("live", "present", "want"),
    [
        (False, ("cpu",), "Not compared with CUDA: there is no recording of it."),
        (True, ("cpu",), "Not compared with CUDA: there is no recording of it and no device here."),
        (True, ("cpu", "cuda"), ""),
    ],
)
def test_a_report_says_what_cuda_was_not_asked(recorded_course, oracle, live, present, want):
    """The footer says that nothing was compared with CUDA, unless a device here was asked."""
    oracle.PRESENT = present
    assignment = load_assignment(recorded_course / "b1_numbers")

    sentences = pytorch.footer([assignment.exercise("double")], live=live, assignment=assignment)

    assert [sentence for sentence in sentences if sentence.startswith("Not")] == ([want] if want else [])


def test_a_report_counts_what_cuda_has_not_answered(recorded_course, oracle):
    """Where some calls were added since CUDA was asked, the footer counts them."""
    oracle.PRESENT = ("cpu", "cuda")
    run(recorded_course)
    oracle.PRESENT = ("cpu",)
    list_cases(recorded_course, [1.0, 3.0, 5.0])
    run(recorded_course)
    assignment = load_assignment(recorded_course / "b1_numbers")

    sentences = pytorch.footer([assignment.exercise("double")], live=False, assignment=assignment)

    assert sentences[-1] == "Not compared with CUDA on 1 of 3 calls: there is no recording of them."


@pytest.mark.parametrize(
    ("device", "words"), [("cuda", "no device 'cuda' here: PyTorch is built without CUDA"), ("mps", "not 'mps'")]
)
def test_student_code_is_given_no_device_that_is_not_here(recorded_course, device, words):
    """Asked to give student code a GPU that is not here, grading is refused with the reason."""
    with pytest.raises(InputError, match=words):
        pytorch.require_device(load_assignment(recorded_course / "b1_numbers"), device)


def test_student_code_may_be_given_a_device_that_is_here(recorded_course, oracle):
    """Where there is a GPU there is nothing to refuse."""
    oracle.PRESENT = ("cpu", "cuda")

    pytorch.require_device(load_assignment(recorded_course / "b1_numbers"), "cuda")


def test_a_report_says_whether_student_code_could_use_a_gpu(recorded_course):
    """Exercises with further packages are named, beside what they were given; others say nothing."""
    exercise = load_assignment(recorded_course / "b1_numbers").exercise("double")
    with_package = replace(exercise, packages=("torch",))

    def said(one, *, gpu=False, closed=True):
        return pytorch.devices_of_students([one], gpu=gpu, closed=closed)

    assert said(exercise, gpu=True) == said(with_package, closed=False) == ()
    assert said(with_package) == ("Student code of double is given no GPU.",)
    assert "its memory is not limited" in said(with_package, gpu=True)[0]
