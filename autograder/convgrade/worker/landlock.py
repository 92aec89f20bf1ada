"""The filter for files: a worker reads Python, numpy and little else, and writes nothing.

Landlock is part of Linux since 5.13; each version of its interface can refuse more.  It applies to
what is opened from now on, not to open descriptors.
"""

import ctypes
import functools
import os
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from errno import EACCES, ENOSYS, EOPNOTSUPP, EPERM
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every processor
_VERSION_FLAG, _RULE_PATH_BENEATH, _LOG_SAME_EXEC_OFF = 1, 1, 1

WRITE_FILE, READ_FILE, READ_DIR = 1 << 1, 1 << 2, 1 << 3  # LANDLOCK_ACCESS_FS_* of linux/landlock.h
CONTROL_DEVICE = 1 << 15  # LANDLOCK_ACCESS_FS_IOCTL_DEV
_FILE_RIGHTS_SINCE = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}  # refer, truncate, ioctl of devices
_TCP, _TCP_SINCE = 0b11, 4  # bind and connect
_SCOPES, _SCOPES_SINCE = 0b11, 6  # abstract sockets and signals
_QUIET_SINCE = 7

_MISSING = (ENOSYS, EOPNOTSUPP, EPERM)  # the last: container engines from before it was there
_LATE = (
    "bz2 c crypto dl expat ffi gcc_s gfortran gomp iomp5 lzma m mkl_avx2 mkl_avx512 mkl_def mpdec openblas pthread "
    "quadmath rt sqlite3 ssl stdc++ util uuid z zstd"
)
_LIBRARIES = tuple(f"lib{name}." for name in _LATE.split())
"""Libraries that modules of Python or numpy may load late."""

_CUDA_LIBRARIES = ("libcuda.", "libnvidia-")
"""NVIDIA's, which come with its driver."""

Rule = tuple[str, int]


class LandlockError(Exception):
    """The kernel has Landlock, and it does not do what it should."""


@dataclass(frozen=True)
class Rights:
    """What a ruleset handles, as bits: a version of the interface knows no others."""

    files: int
    network: int = 0
    scopes: int = 0

    @property
    def packed(self) -> bytes:
        """Return ``struct landlock_ruleset_attr``, as long as the kernel of this version expects."""
        fields = [self.files, *([self.network] if self.network else []), *([self.scopes] if self.scopes else [])]
        return struct.pack(f"={len(fields)}Q", *fields)


def rights_of(version: int) -> Rights:
    """Return everything that a version of the interface can refuse."""
    files = sum(bits for since, bits in _FILE_RIGHTS_SINCE.items() if since <= version)
    return Rights(files, _TCP if version >= _TCP_SINCE else 0, _SCOPES if version >= _SCOPES_SINCE else 0)


def version() -> tuple[int, int]:
    """Return the version of the kernel's interface and 0, or 0 and the error number that says why there is none."""
    if sys.platform != "linux":
        return 0, ENOSYS
    found, error = _system_call(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION_FLAG)
    return (found, 0) if found > 0 else (0, error)


def restrict() -> str:
    """Close all files but those of `allowed` to this process, for good.

    Returns
    -------
    str
        Why the filter is not in force; empty where it is.

    Raises
    ------
    LandlockError
        If the kernel has it and it does not hold.
    """
    known, error = version()
    if not known:
        if error not in _MISSING:
            raise LandlockError(f"Landlock cannot be asked for its version: {os.strerror(error)}")
        return f"the kernel, or the container, has no Landlock: {os.strerror(error)}"
    rights = rights_of(known)
    attributes = rights.packed
    ruleset = _checked(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    try:
        for path, access in allowed():
            _allow(ruleset, path, access & rights.files)
        _checked(_RESTRICT_SELF, ruleset, _LOG_SAME_EXEC_OFF if known >= _QUIET_SINCE else 0)
    finally:
        os.close(ruleset)
    _require_closed("/")
    return ""


GPU = "+gpu"
"""On a worker's command line: `also_allow_gpu`."""

_also_allowed: list[Path] = []
_gpu: list[Rule] = []


def also_allow(package: str) -> None:
    """Let workers read one more package, which has been imported: it loads parts of itself late."""
    file = sys.modules[package].__file__
    if file:
        _also_allowed.append(Path(file).resolve().parent)


def also_allow_gpu(root: Path = Path("/")) -> None:
    """Let workers use NVIDIA's devices, and read what CUDA is known to load: nobody has tried it under this filter."""
    _gpu.extend(gpu_rules(root))


def allows_gpu() -> bool:
    """Return whether workers may use NVIDIA's devices; False where there are none."""
    return bool(_gpu)


def gpu_rules(root: Path) -> tuple[Rule, ...]:
    """Return what CUDA opens, below a root: nothing where no device of NVIDIA is there."""
    nodes = sorted(root.glob("dev/nvidia*"))
    if not nodes:
        return ()
    libraries = [path for folder in _folders_of_libraries(root, root / "usr") for path in sorted(folder.glob("lib*"))]
    read = [root / "proc/driver/nvidia", *(path for path in libraries if path.name.startswith(_CUDA_LIBRARIES))]
    return (
        *((str(node), READ_FILE | WRITE_FILE | CONTROL_DEVICE | (READ_DIR if node.is_dir() else 0)) for node in nodes),
        *((str(path.resolve()), READ_FILE | (READ_DIR if path.is_dir() else 0)) for path in read if path.exists()),
    )


@functools.cache
def allowed() -> tuple[Rule, ...]:
    """Return what a worker may open: paths, with the rights for each and what lies below it."""
    return tuple((str(path), access) for path, access in dict(_rules()).items())


def _rules() -> Iterator[tuple[Path, int]]:
    yield from _library_of_python()
    numpy = sys.modules.get("numpy")
    if numpy is not None and numpy.__file__:
        package = Path(numpy.__file__).resolve().parent
        yield package, READ_FILE | READ_DIR
        yield package.with_name("numpy.libs"), READ_FILE | READ_DIR
    for folder in _also_allowed:
        yield folder, READ_FILE | READ_DIR
        if _gpu:
            yield folder.with_name("nvidia"), READ_FILE | READ_DIR  # where PyTorch's wheels bring CUDA's libraries
    yield from ((Path(path), access) for path, access in _gpu)
    yield from ((path, READ_FILE) for path in _system_libraries())
    yield Path("/usr/share/zoneinfo"), READ_FILE | READ_DIR
    yield Path(os.devnull), READ_FILE | WRITE_FILE
    yield from ((Path(device), READ_FILE) for device in ("/dev/urandom", "/dev/zero"))


def _library_of_python() -> Iterator[tuple[Path, int]]:
    """Yield the standard library's folder without the packages that may be installed inside it."""
    folder = Path(os.__file__).resolve().parent
    yield folder, READ_DIR  # names alone, which the import system asks for
    for path in folder.iterdir():
        if path.name not in ("site-packages", "dist-packages"):
            yield path.resolve(), READ_FILE | (READ_DIR if path.is_dir() else 0)
    for extensions in (Path(path) for path in sys.path if path.endswith("lib-dynload")):
        yield extensions.resolve(), READ_FILE | READ_DIR


def _system_libraries() -> Iterator[Path]:
    """Yield the files of shared libraries that may be loaded late; their folders also hold other things."""
    for folder in _folders_of_libraries(*map(Path, ("/", "/usr", sys.base_prefix))):
        with suppress(OSError):
            yield from {path.resolve() for path in folder.iterdir() if path.name.startswith(_LIBRARIES)}


def _folders_of_libraries(*roots: Path) -> set[Path]:
    triplet = getattr(sys.implementation, "_multiarch", "")
    return {(root / name).resolve() for root in roots for name in ("lib", "lib64", f"lib/{triplet}")}


def _allow(ruleset: int, path: str, access: int) -> None:
    """Add a rule; what is not there, or is closed to this user anyway, needs none."""
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        _checked(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, struct.pack("=Qi", access, descriptor), 0)
    finally:
        os.close(descriptor)


def _require_closed(path: str) -> None:
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_DIRECTORY))
    except OSError as error:
        if error.errno == EACCES:
            return
        raise
    raise LandlockError(f"{path} can still be read")


def _checked(number: int, *arguments: object) -> int:
    result, error = _system_call(number, *arguments)
    if result < 0:
        raise LandlockError(f"Landlock failed at call {number}: {os.strerror(error)}")
    return result


def _system_call(number: int, *arguments: object) -> tuple[int, int]:
    """Return what a system call returned, and the error number."""
    return _libc().syscall(ctypes.c_long(number), *arguments), ctypes.get_errno()


@functools.cache
def _libc() -> ctypes.CDLL:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    return libc
