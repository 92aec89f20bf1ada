"""What a pip in a container is told of the machine's indexes and certificates."""

import subprocess
from pathlib import Path

import pytest

from convgrade.authoring import pip_settings
from convgrade.authoring.pip_settings import carried, pip_environment

LISTING = """\
:env:.index-url='https://one.example/simple'
:env:.disable-pip-version-check='1'
global.index-url='https://two.example/simple'
global.extra-index-url='https://three.example/simple\\nhttps://four.example/simple'
global.constraint='/etc/constraints.txt'
install.trusted-host='one.example'
wheel.find-links='/nowhere'
"""


@pytest.fixture
def pip_says(monkeypatch):
    """Let pip answer something else."""
    for name in ("HTTPS_PROXY", "https_proxy", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)

    def say(text, code=0):
        monkeypatch.setattr(
            pip_settings.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, code, text, "")
        )

    return say


def test_indexes_are_carried_as_variables(pip_says):
    """Where packages come from is carried; a variable beats a file, and what has nothing to do with it stays here."""
    pip_says(LISTING)

    assert pip_environment() == {
        "PIP_INDEX_URL": "https://one.example/simple",
        "PIP_EXTRA_INDEX_URL": "https://three.example/simple https://four.example/simple",
        "PIP_TRUSTED_HOST": "one.example",
    }


def test_a_machine_without_pip_has_nothing_to_say(pip_says):
    """Where this Python has no pip, the container's pip is left as it is."""
    pip_says("No module named pip", code=1)

    assert pip_environment() == {}


def test_proxies_are_carried(pip_says, monkeypatch):
    """Variables that every program reads on its way to the network are carried too."""
    pip_says("")
    monkeypatch.setenv("HTTPS_PROXY", "proxy.example:3128")

    assert pip_environment() == {"HTTPS_PROXY": "proxy.example:3128"}


def test_files_are_shown_in_a_place_of_their_own(tmp_path):
    """Certificates and folders that are named are shown below /host, and the names follow."""
    certificates = tmp_path / "ca.crt"
    certificates.touch()
    (tmp_path / "index" / "simple").mkdir(parents=True)
    before = {
        "PIP_CERT": str(certificates),
        "PIP_EXTRA_INDEX_URL": f"https://a.example/b file://{tmp_path}/index/simple",
    }

    after, binds = carried(before)

    assert after == {
        "PIP_CERT": f"/host{certificates}",
        "PIP_EXTRA_INDEX_URL": f"https://a.example/b file:///host{tmp_path}/index/simple",
    }
    assert binds == {f"/host{certificates}": certificates, f"/host{tmp_path}/index": tmp_path / "index"}


@pytest.mark.parametrize("value", ["/nowhere/at/all", "/tmp", "https://a.example/usr/bin", "1"])
def test_what_is_no_file_stays_as_it_is(value):
    """Addresses, missing files and whole top folders are not shown."""
    assert carried({"PIP_SOMETHING": value}) == ({"PIP_SOMETHING": value}, {})


def test_nothing_of_an_address_is_written_down():
    """The source names no index: what is carried is asked for each time."""
    assert "://" not in Path(pip_settings.__file__).read_text().replace("file://", "")
