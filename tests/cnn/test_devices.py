"""Which devices PyTorch finds, with a PyTorch that pretends: no GPU is needed."""

from types import SimpleNamespace

import pytest

from convgrade.cnn import devices

VERSION_FILE = (
    "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC 2024\nGCC version: 12\n"
)


@pytest.fixture
def pretend(monkeypatch, tmp_path):
    """Return a function that makes PyTorch find, or not find, a GPU, its driver, and its own support for it."""

    def found(*, cuda, built_for="12.6", driver=True):
        library = SimpleNamespace(
            cuda=SimpleNamespace(is_available=lambda: cuda, get_device_name=lambda number: f"a GPU, number {number}"),
            backends=SimpleNamespace(mps=SimpleNamespace(is_available=lambda: False)),
            version=SimpleNamespace(cuda=built_for),
        )
        monkeypatch.setattr(devices, "torch", lambda: library)
        if driver:
            (tmp_path / "version").write_text(VERSION_FILE)
        monkeypatch.setattr(devices, "_DRIVER", tmp_path / "version")

    return found


def test_a_gpu_is_found(pretend):
    """Where there is a GPU, it is listed after the processor, with its name, and there is nothing to explain."""
    pretend(cuda=True)

    assert devices.devices() == ("cpu", "cuda")
    assert (devices.device_name("cuda"), devices.driver()) == ("a GPU, number 0", "550.54.15")
    assert devices.why_no_cuda() == ""


@pytest.mark.parametrize(
    ("built_for", "driver", "words"),
    [
        (None, False, "PyTorch is built without CUDA"),
        (None, True, "built without CUDA, although NVIDIA's driver 550.54.15 is loaded"),
        ("12.6", False, "built for CUDA 12.6, but no driver of NVIDIA is loaded"),
        ("12.6", True, "driver 550.54.15 is loaded, but PyTorch finds no device that it can use"),
    ],
)
def test_it_is_said_why_there_is_none(pretend, built_for, driver, words):
    """Build, driver or device: what is missing is named."""
    pretend(cuda=False, built_for=built_for, driver=driver)

    assert devices.devices() == ("cpu",)
    assert words in devices.why_no_cuda()
