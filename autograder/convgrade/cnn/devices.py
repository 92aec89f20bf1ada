"""Which devices PyTorch can compute on here, what they are, and why there is no GPU among them."""

import platform
import re
from pathlib import Path

from convgrade.cnn.live_torch import torch

_DRIVER = Path("/proc/driver/nvidia/version")
_PROCESSOR = Path("/proc/cpuinfo")


def version() -> str:
    """Return PyTorch's version, such as ``"2.9.1+cpu"``."""
    return str(torch().__version__)


def devices() -> tuple[str, ...]:
    """Return the devices that PyTorch can compute on here: ``"cpu"``, and ``"cuda"`` or ``"mps"`` if present."""
    present = {"cpu": True, "cuda": torch().cuda.is_available(), "mps": torch().backends.mps.is_available()}
    return tuple(device for device, is_present in present.items() if is_present)


def device_name(device: str) -> str:
    """Return the name of the hardware behind a device."""
    if device == "cuda":
        return str(torch().cuda.get_device_name(0))
    if device == "mps":
        return f"Apple {platform.machine()}"
    return _processor_name()


def build() -> str:
    """Return what PyTorch was built for: ``"CUDA 12.6"``, or that it was built for processors alone."""
    built_for = torch().version.cuda
    return f"built for CUDA {built_for}" if built_for else "built without CUDA"


def driver() -> str:
    """Return the version of NVIDIA's driver; an empty text where none is loaded, or Linux is not the system."""
    try:
        told = _DRIVER.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    found = re.search(r"\b\d+(?:\.\d+)+\b", told)
    return found.group() if found else "of unknown version"


def why_no_cuda() -> str:
    """Return in words why nothing can be computed with CUDA here; an empty text where it can."""
    if "cuda" in devices():
        return ""
    if not torch().version.cuda:
        beside = f", although NVIDIA's driver {driver()} is loaded" if driver() else ""
        return f"PyTorch is {build()}{beside}"
    if not driver():
        return f"PyTorch is {build()}, but no driver of NVIDIA is loaded"
    return f"PyTorch is {build()} and NVIDIA's driver {driver()} is loaded, but PyTorch finds no device that it can use"


def _processor_name() -> str:
    """Return the processor's name; Linux keeps it in a file."""
    if _PROCESSOR.is_file():
        for line in _PROCESSOR.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
