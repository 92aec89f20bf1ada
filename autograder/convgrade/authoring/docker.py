"""What Docker gives a container by default, in the words that runc reads: capabilities, system calls, mounts."""

import platform
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from convgrade.authoring.running import Limits

Config = dict[str, Any]

CAPABILITIES = tuple(
    f"CAP_{name}"
    for name in (
        *("CHOWN", "DAC_OVERRIDE", "FSETID", "FOWNER", "MKNOD", "NET_RAW", "SETGID", "SETUID", "SETFCAP", "SETPCAP"),
        *("NET_BIND_SERVICE", "SYS_CHROOT", "KILL", "AUDIT_WRITE"),
    )
)
VARIANTS: Mapping[str, str] = {
    "docker": "Docker's default profile",
    "no-landlock": "the same on a kernel that has no Landlock",
    "old-docker": "an old profile, which knows neither Landlock nor clone3",
}
_NAMESPACES = ("pid", "ipc", "uts", "mount")
_MASKED = (
    *("/proc/acpi", "/proc/asound", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/sched_debug"),
    *("/proc/scsi", "/proc/timer_list", "/proc/timer_stats", "/sys/devices/virtual/powercap", "/sys/firmware"),
)
_READ_ONLY = ("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger")
_EPERM, _ENOSYS = 1, 38
_NEW_NAMESPACES = 0x7E020000  # the flags of clone that make namespaces
_PERSONALITIES = (0x0, 0x8, 0x20000, 0x20008, 0xFFFFFFFF)
_VSOCK = 40  # the family of sockets that leads out of a virtual machine
_ARCHITECTURES = {
    "x86_64": ("SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"),
    "aarch64": ("SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM"),
}


@dataclass(frozen=True)
class Order:
    """What to run in a container.

    ``binds`` maps a path inside to the path outside that is shown there, read-only; ``network`` is
    that of the machine where true, and none but the loopback device otherwise; ``limits`` is None
    where nothing is limited.  ``variant`` is a key of `VARIANTS`.
    """

    command: Sequence[str]
    folder: str
    environment: Mapping[str, str]
    variant: str = "docker"
    network: bool = False
    binds: Mapping[str, Path] | None = None
    limits: Limits | None = None


def config(order: Order, root: Path, *, cgroup: str | None, swap: bool = False) -> Config:
    """Return the ``config.json`` of an OCI bundle, with Docker's defaults.

    Parameters
    ----------
    order : Order
        What to run.
    root : Path
        The container's root file system.
    cgroup : str or None
        The control group to make, such as ``/convgrade-7``; None for one that runc names.
    swap : bool, optional
        Whether the kernel counts swap, so that it can be ruled out.

    References
    ----------
    OCI runtime specification 1.0.2; moby's ``oci/defaults.go``.
    """
    capabilities = list(CAPABILITIES)
    linux: Config = {
        "namespaces": [{"type": kind} for kind in (*_NAMESPACES, *(() if order.network else ("network",)))],
        "maskedPaths": list(_MASKED),
        "readonlyPaths": list(_READ_ONLY),
        "seccomp": seccomp(order.variant),
        "resources": _resources(order.limits, swap=swap),
    }
    if cgroup is not None:
        linux["cgroupsPath"] = cgroup
    return {
        "ociVersion": "1.0.2",
        "hostname": "convgrade",
        "root": {"path": str(root), "readonly": False},
        "process": {
            "terminal": False,
            "user": {"uid": 0, "gid": 0},
            "args": list(order.command),
            "env": [f"{name}={value}" for name, value in order.environment.items()],
            "cwd": order.folder,
            "capabilities": dict.fromkeys(("bounding", "effective", "permitted"), capabilities),
            "noNewPrivileges": False,
        },
        "mounts": [*_mounts(), *(_bind(inside, outside) for inside, outside in (order.binds or {}).items())],
        "linux": linux,
    }


def seccomp(variant: str, machine: str | None = None) -> Config:
    """Return the rules for system calls, as OCI writes them.

    Parameters
    ----------
    variant : str
        A key of `VARIANTS`.
    machine : str, optional
        ``x86_64`` or ``aarch64``; this machine's by default.
    """
    machine = machine or platform.machine()
    calls = _calls()
    names = [*calls["always"].split(), *calls["processor"].get(machine, "").split()]
    rules: list[Config] = [
        {"names": ["clone"], "action": "SCMP_ACT_ALLOW", "args": [_argument("MASKED_EQ", _NEW_NAMESPACES)]},
        *(_allowed("personality", "EQ", value) for value in _PERSONALITIES),
        _allowed("socket", "NE", _VSOCK),
    ]
    landlock = calls["landlock"].split()
    if variant == "docker":
        names += landlock
    elif variant == "no-landlock":
        rules.append(_refused(landlock, _ENOSYS))
    if variant != "old-docker":  # there it is unknown, and an unknown call gets EPERM
        rules.append(_refused(["clone3"], _ENOSYS))
    return {
        "defaultAction": "SCMP_ACT_ERRNO",
        "defaultErrnoRet": _EPERM,
        "architectures": list(_ARCHITECTURES.get(machine, ())),
        "syscalls": [{"names": sorted(names), "action": "SCMP_ACT_ALLOW"}, *rules],
    }


def _allowed(name: str, how: str, value: int) -> Config:
    return {"names": [name], "action": "SCMP_ACT_ALLOW", "args": [_argument(how, value)]}


def _argument(how: str, value: int) -> Config:
    return {"index": 0, "value": value, "op": f"SCMP_CMP_{how}"}  # for MASKED_EQ: the masked bits must be 0


def _refused(names: Sequence[str], errno: int) -> Config:
    return {"names": list(names), "action": "SCMP_ACT_ERRNO", "errnoRet": errno}


@cache
def _calls() -> Mapping[str, Any]:
    text = resources.files(__package__).joinpath("docker_syscalls.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _resources(limits: Limits | None, *, swap: bool) -> Config:
    """Return the limits of the control group, and no device but those that every container has."""
    resources: Config = {"devices": [{"allow": False, "access": "rwm"}]}
    if limits is not None:
        size = limits.memory_mib * 2**20
        period = 100_000  # microseconds
        resources["memory"] = {"limit": size, **({"swap": size} if swap else {})}
        resources["cpu"] = {"period": period, "quota": round(limits.cpus * period)}
    return resources


def _mounts() -> list[Config]:
    guarded = ["nosuid", "noexec", "nodev"]
    return [
        {"destination": "/proc", "type": "proc", "source": "proc", "options": guarded},
        _tmpfs("/dev", "strictatime", "mode=755", "size=65536k"),
        {
            "destination": "/dev/pts",
            "type": "devpts",
            "source": "devpts",
            "options": ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"],
        },
        {"destination": "/sys", "type": "sysfs", "source": "sysfs", "options": [*guarded, "ro"]},
        _tmpfs("/dev/shm", "noexec", "nodev", "mode=1777", "size=65536k"),  # noqa: S108 - the container's own
        {"destination": "/dev/mqueue", "type": "mqueue", "source": "mqueue", "options": guarded},
    ]


def _tmpfs(destination: str, *options: str) -> Config:
    return {"destination": destination, "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", *options]}


def _bind(inside: str, outside: Path) -> Config:
    return {"destination": inside, "type": "bind", "source": str(outside), "options": ["rbind", "ro", "nosuid"]}
