"""Tensors cross to workers that offer PyTorch as values and the name of a device."""

import numpy as np
import pytest

from convgrade.worker.client import Limits, Loaded, PackageMissing, Policy, Raised, start_workers
from convgrade.worker.kinds import ProtocolError, Tensor
from convgrade.worker.protocol import Unsupported, round_trip
from convgrade.worker.tensors import from_library, to_library

pytest.importorskip("torch")

PACKAGES = ("torch",)
BANNED = {"torch.conv2d": "write it yourself", "torch.nn.functional.unfold": "it is im2col", "torch.nn.Conv2d": "no"}
SOURCE = """
import torch

def double(x):
    return 2 * x

def kind(x):
    return type(x).__name__, str(x.dtype), tuple(x.stride())

def both(x):
    return x + 1, {"array": x.numpy(), "list": [x]}

def changes(x):
    x += 1
    return x.sum()

def convolves(x):
    return torch.nn.functional.conv2d(x, x)

def unfolds(x):
    return torch.nn.functional.unfold(x, 1)

def has_layer():
    return torch.nn.Conv2d(1, 1, 1)

def coarse(x):
    return x.to(torch.bfloat16)

def computes(x):
    return torch.einsum("ij,jk->ik", torch.nn.functional.pad(x, (1, 1)).unfold(1, 2, 2)[:, 0], x[:2])
"""


@pytest.fixture(scope="module")
def workers():
    """Start a source of workers once for all tests."""
    with start_workers() as source:
        yield source


@pytest.fixture(scope="module")
def student(workers):
    """Start a worker that offers PyTorch, with the functions above."""
    policy = Policy(None, BANNED, PACKAGES)
    worker = workers.offering(PACKAGES).start({"m.py": SOURCE.encode()}, Limits(memory_mib=1536), policy)
    assert isinstance(worker.load("m", seconds=20), Loaded)
    yield worker
    worker.close()


def call(student, function, *args):
    """Return the outcome of a call."""
    return student.call("m", function, args, {}, seconds=10)


def test_a_tensor_arrives_as_a_tensor(student):
    """Student code gets a tensor of the library's own type, in the dtype and the layout that was sent."""
    transposed = np.ones((2, 3)).T

    assert call(student, "kind", Tensor(transposed)).value == ("Tensor", "torch.float64", (1, 3))


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int64, np.uint8, np.bool_])
def test_a_tensor_comes_back_as_values_and_device(student, dtype):
    """What is returned comes back with its values, its dtype and the device on which it lay."""
    back = call(student, "double" if dtype != np.bool_ else "both", Tensor(np.array([[1, 0]], dtype))).value
    back = back if isinstance(back, Tensor) else back[1]["list"][0]

    assert back.device == "cpu"
    assert back.array.dtype == dtype


def test_tensors_in_containers_come_back(student):
    """Tensors may be parts of tuples, lists and dicts; arrays among them stay arrays."""
    value, parts = call(student, "both", Tensor(np.zeros(2))).value

    assert value.array.tolist() == [1.0, 1.0]
    assert isinstance(parts["array"], np.ndarray)
    assert isinstance(parts["list"][0], Tensor)


def test_changed_tensors_are_noticed(student):
    """A tensor that was changed in place counts as a changed argument."""
    assert call(student, "changes", Tensor(np.zeros(2))).changed == ("x",)


@pytest.mark.parametrize(
    ("function", "name"), [("convolves", "torch.conv2d"), ("unfolds", "torch.nn.functional.unfold")]
)
def test_what_the_library_has_ready_is_closed(student, function, name):
    """A banned function refuses with its name and the reason, wherever the library keeps it."""
    outcome = call(student, function, Tensor(np.ones((1, 1, 1, 1))))

    assert isinstance(outcome, Raised)
    assert outcome.message == f"{name} is not allowed in this exercise: {BANNED[name]}"


def test_banned_layers_are_closed(student):
    """A banned layer cannot be made."""
    assert call(student, "has_layer").kind == "NotAllowed"


def test_the_rest_of_the_library_works(student):
    """Padding, views of windows and products are there."""
    assert call(student, "computes", Tensor(np.eye(3)[:, :2])).value.array.shape == (3, 2)


def test_a_dtype_that_numpy_lacks_is_named(student):
    """A tensor whose values cannot be told to NumPy is named, not sent."""
    assert call(student, "coarse", Tensor(np.ones(2))).value == Unsupported("torch.Tensor")


def test_the_devices_are_told(student):
    """A worker says on which devices its tensors may lie; there is always the processor."""
    assert "cpu" in student.devices(seconds=10)


def test_other_workers_have_no_such_package(workers):
    """Only workers that offer a package can import it."""
    worker = workers.start({"m.py": b"import torch\n"})

    outcome = worker.load("m", seconds=10)

    assert isinstance(outcome, Raised)
    assert outcome.message.startswith("torch is not available here")
    worker.close()


def test_a_worker_without_the_package_has_no_devices(workers):
    """Where no library of tensors is loaded, there is no device."""
    with workers.start({"m.py": b""}) as worker:
        assert worker.devices(seconds=10) == ()


def test_a_package_that_is_not_installed_is_named(workers):
    """A package that is missing here is named, with the command that brings it."""
    with pytest.raises(PackageMissing, match="pip install no_such_package"):
        workers.offering(("no_such_package",))


def test_a_tensor_crosses_unchanged():
    """Values, layout and device of a tensor are the same on the other side."""
    back = round_trip(Tensor(np.arange(6.0).reshape(2, 3).T, "cuda:1"))

    assert (back.device, back.array.strides) == ("cuda:1", np.arange(6.0).reshape(2, 3).T.strides)


@pytest.mark.parametrize("device", ["", "CPU", "cpu; rm", "x" * 40])
def test_an_odd_device_does_not_cross(device):
    """The name of a device is a short word, perhaps with a number."""
    assert isinstance(round_trip(Tensor(np.ones(1), device)), Unsupported)


def test_an_odd_device_is_refused_on_arrival():
    """A device's name that no honest side writes breaks the protocol."""
    from convgrade.worker.decoding import Decoder

    with pytest.raises(ProtocolError, match="device"):
        Decoder(b"").decode(["T", "../etc", ["a", "<f8", [0], [], False]])


def test_negative_strides_are_copied():
    """An array that is read backwards becomes a tensor, though the library knows no negative strides."""
    assert to_library(Tensor(np.arange(3.0)[::-1])).tolist() == [2.0, 1.0, 0.0]


def test_a_tensor_with_a_gradient_comes_back():
    """What is remembered for a gradient is left behind."""
    leaf = to_library(Tensor(np.ones(2))).requires_grad_()

    assert from_library(2 * leaf).array.tolist() == [2.0, 2.0]
