"""What runc is told: Docker's defaults, and the variants of its rules for system calls."""

from pathlib import Path

import pytest

from convgrade.authoring.docker import VARIANTS, Order, config, seccomp
from convgrade.authoring.running import Limits

LANDLOCK = ["landlock_add_rule", "landlock_create_ruleset", "landlock_restrict_self"]


def written(cgroup="/group", **options):
    """Return the configuration of a container that runs `true`."""
    swap = options.pop("swap", False)
    return config(
        Order(["true"], "/autograder", {"PATH": "/bin"}, **options), Path("/merged"), cgroup=cgroup, swap=swap
    )


def answers(rules, name):
    """Return what the rules say about a system call: the error number of each rule, 0 where it is allowed."""
    found = [rule for rule in rules["syscalls"] if name in rule["names"]]
    return [rule.get("errnoRet", 0) for rule in found] or [rules["defaultErrnoRet"]]


def test_a_command_runs_as_root_in_its_folder():
    """Command, folder, variables and root file system are those of the order."""
    document = written()

    process = document["process"]
    assert (process["args"], process["cwd"], process["env"]) == (["true"], "/autograder", ["PATH=/bin"])
    assert process["user"] == {"uid": 0, "gid": 0}
    assert document["root"] == {"path": "/merged", "readonly": False}


def test_capabilities_are_dockers():
    """The mask of the capabilities is the one that every Docker container shows in /proc/self/status."""
    numbers = {"CHOWN": 0, "DAC_OVERRIDE": 1, "FOWNER": 3, "FSETID": 4, "KILL": 5, "SETGID": 6, "SETUID": 7}
    numbers |= {"SETPCAP": 8, "NET_BIND_SERVICE": 10, "NET_RAW": 13, "SYS_CHROOT": 18, "MKNOD": 27}
    numbers |= {"AUDIT_WRITE": 29, "SETFCAP": 31}

    kinds = written()["process"]["capabilities"]

    assert kinds["bounding"] == kinds["effective"] == kinds["permitted"]
    assert sum(1 << numbers[name.removeprefix("CAP_")] for name in kinds["bounding"]) == 0xA80425FB


@pytest.mark.parametrize(("network", "own"), [(True, False), (False, True)])
def test_the_network_is_the_machines_or_none(network, own):
    """A container has a network of its own, an empty one, unless it is given the machine's."""
    kinds = [space["type"] for space in written(network=network)["linux"]["namespaces"]]

    assert ("network" in kinds) is own


def test_limits_are_those_of_the_group():
    """Memory is limited in bytes, swap ruled out where it is counted, and half a processor is half of each period."""
    resources = written(limits=Limits(768, 0.5, 60.0), swap=True)["linux"]["resources"]

    assert resources["memory"] == {"limit": 768 * 2**20, "swap": 768 * 2**20}
    assert resources["cpu"]["quota"] / resources["cpu"]["period"] == 0.5


def test_swap_is_left_alone_where_the_kernel_does_not_count_it():
    """A limit that the kernel lacks would keep the container from starting."""
    assert written(limits=Limits(768, 0.5, 60.0))["linux"]["resources"]["memory"] == {"limit": 768 * 2**20}


def test_nothing_is_limited_where_nothing_can_be():
    """Without limits only the devices are ruled, and runc may name the group."""
    linux = written(cgroup=None)["linux"]

    assert list(linux["resources"]) == ["devices"]
    assert "cgroupsPath" not in linux


def test_what_is_shown_of_the_machine_cannot_be_written():
    """Files of the machine are mounted read-only."""
    document = written(binds={"/inside": Path("/outside")})

    (bind,) = [mount for mount in document["mounts"] if mount["type"] == "bind"]
    assert (bind["source"], bind["destination"]) == ("/outside", "/inside")
    assert "ro" in bind["options"]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", ["mount", "unshare", "bpf", "io_uring_setup", "keyctl", "reboot", "userfaultfd"])
def test_what_docker_refuses_gets_eperm(variant, name):
    """Calls for which Docker wants more than its default capabilities fail with EPERM."""
    assert answers(seccomp(variant, "x86_64"), name) == [1]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", ["read", "execve", "setresuid", "chroot", "prctl", "seccomp", "ptrace", "arch_prctl"])
def test_what_docker_allows_is_allowed(variant, name):
    """What an ordinary program, and our own confinement, calls is allowed."""
    assert answers(seccomp(variant, "x86_64"), name) == [0]


@pytest.mark.parametrize(
    ("variant", "landlock", "clone3"), [("docker", 0, 38), ("no-landlock", 38, 38), ("old-docker", 1, 1)]
)
def test_variants_differ_in_landlock_and_clone3(variant, landlock, clone3):
    """Landlock is there, unknown to the kernel, or refused; clone3 is unknown, so that libc falls back, or refused."""
    rules = seccomp(variant, "x86_64")

    assert [answers(rules, name) for name in LANDLOCK] == [[landlock]] * 3
    assert answers(rules, "clone3") == [clone3]


def test_clone_makes_no_namespaces():
    """Clone is allowed without any of the flags that make namespaces."""
    (rule,) = [rule for rule in seccomp("docker", "x86_64")["syscalls"] if "clone" in rule["names"]]

    (argument,) = rule["args"]
    new_user, new_net = 0x10000000, 0x40000000
    assert (argument["op"], argument.get("valueTwo", 0)) == ("SCMP_CMP_MASKED_EQ", 0)
    assert argument["value"] & new_user
    assert argument["value"] & new_net


@pytest.mark.parametrize(
    ("machine", "own", "foreign"), [("x86_64", "arch_prctl", "set_tls"), ("aarch64", "set_tls", "arch_prctl")]
)
def test_each_processor_has_calls_of_its_own(machine, own, foreign):
    """A processor's own calls are allowed on it alone."""
    rules = seccomp("docker", machine)

    assert (answers(rules, own), answers(rules, foreign)) == ([0], [1])
    assert machine.upper() in rules["architectures"][0]


def test_no_call_is_named_twice():
    """A name in two rules without conditions would let one of them win silently."""
    rules = [rule for rule in seccomp("docker", "x86_64")["syscalls"] if "args" not in rule]
    names = [name for rule in rules for name in rule["names"]]

    assert len(names) > 300
    assert sorted(set(names)) == sorted(names)
