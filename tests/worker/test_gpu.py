"""A GPU for student code, with devices that are pretended: none is needed."""

import sys
from types import SimpleNamespace

import pytest

from convgrade.worker import landlock, tensors
from convgrade.worker.client import start_workers


@pytest.fixture
def machine(tmp_path):
    """Return the root of a machine with an NVIDIA device and its driver's files."""
    for name in ("dev/nvidia0", "dev/nvidiactl", "dev/nvidia-uvm", "dev/nvidia-caps/cap1", "dev/sda", "etc/shadow"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for name in ("proc/driver/nvidia/version", "usr/lib/libcuda.so.1", "usr/lib/libnvidia-ml.so.1", "usr/lib/libx.so"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def test_the_devices_and_the_drivers_files_are_opened(machine):
    """Devices can be written and controlled, libraries and the driver's folder read; nothing else is opened."""
    rules = {path.removeprefix(f"{machine}/"): access for path, access in landlock.gpu_rules(machine)}

    devices = {name for name, access in rules.items() if access & landlock.CONTROL_DEVICE}
    assert devices == {"dev/nvidia0", "dev/nvidiactl", "dev/nvidia-uvm", "dev/nvidia-caps"}
    assert rules.keys() - devices == {"proc/driver/nvidia", "usr/lib/libcuda.so.1", "usr/lib/libnvidia-ml.so.1"}
    assert not any(rules[name] & landlock.WRITE_FILE for name in rules.keys() - devices)


def test_nothing_is_opened_without_a_device(machine):
    """The driver's libraries alone open nothing: the memory of workers stays limited."""
    for node in machine.glob("dev/nvidia*"):
        node.rename(machine / f"not-{node.name}")

    assert landlock.gpu_rules(machine) == ()


def test_workers_open_no_devices_by_themselves():
    """Rules for devices come from the command line of a fork server alone."""
    assert not landlock.allows_gpu()
    assert not [path for path, _ in landlock.allowed() if "nvidia" in path]


@pytest.mark.skipif(bool(landlock.gpu_rules(landlock.Path("/"))), reason="this machine has a device of NVIDIA")
def test_asking_for_a_gpu_where_there_is_none_changes_nothing():
    """Workers are held as ever, and their memory is limited."""
    with start_workers(packages=["iniconfig"], gpu=True) as asked, start_workers() as plain:
        assert asked.isolation.layers == plain.isolation.layers
        assert asked.isolation.missing == plain.isolation.missing


@pytest.mark.parametrize("works", [True, False])
def test_a_device_counts_where_it_computes(monkeypatch, works):
    """A GPU that is there, and closed by the sandbox, is none: no check is run on it."""

    def to(device):
        if device == "cuda" and not works:
            raise RuntimeError("CUDA error: OS call failed")
        return 1

    library = SimpleNamespace(
        cuda=SimpleNamespace(is_available=lambda: True),
        backends=SimpleNamespace(mps=SimpleNamespace(is_available=lambda: False)),
        ones=lambda _: SimpleNamespace(to=lambda device: Sum(to(device))),
    )
    monkeypatch.setitem(sys.modules, "torch", library)

    assert tensors.devices() == (("cpu", "cuda") if works else ("cpu",))


class Sum:
    """Stands for a tensor with one number."""

    def __init__(self, value):
        self.value = value

    def __add__(self, other):
        return Sum(self.value + other)

    def item(self):
        """Return the number."""
        return self.value
