"""What pip of this machine is told about indexes and certificates, so that a pip in a container can be told it too."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

SHOWN = "/host"
_KEYS = ("cert", "extra-index-url", "find-links", "index-url", "no-index", "proxy", "timeout", "trusted-host")
_ALSO = re.compile(r"(?i)(https?|no|all)_proxy|ssl_cert_file|uv_(default_index|index|index_url|python_install_mirror)")
_PATH = re.compile(r"(?<!\S)(file://)?(/\S+)")


def pip_environment() -> dict[str, str]:
    """Return variables that make another pip find packages as this machine's does.

    They are read from pip's own answer (its files and its variables) whenever they are needed, and
    kept nowhere.
    """
    environment = {name: value for name, value in os.environ.items() if _ALSO.fullmatch(name)}
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "config", "list"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    return environment | (_settings(done.stdout) if done.returncode == 0 else {})


def carried(environment: Mapping[str, str]) -> tuple[dict[str, str], dict[str, Path]]:
    """Return variables for a container, and what of this machine must be shown there.

    Files and folders that the variables name, such as certificates or an index in a folder, are
    shown below `SHOWN`, so that they hide nothing of the container's own.

    Parameters
    ----------
    environment : mapping of str to str
        As from `pip_environment`.
    """
    binds: dict[str, Path] = {}

    def moved(match: re.Match[str]) -> str:
        scheme, path = match.group(1), Path(match.group(2))
        if not path.exists() or len(path.parts) < 3:
            return match.group()
        # The pages of an index in a folder link to packages that lie beside it.
        whole = path.parent if path.name == "simple" else path
        binds[f"{SHOWN}{whole}"] = whole
        return f"{scheme or ''}{SHOWN}{path}"

    return {name: _PATH.sub(moved, value) for name, value in environment.items()}, binds


def _settings(listing: str) -> dict[str, str]:
    """Turn lines such as ``global.index-url='...'`` into variables; a variable beats a file, as with pip."""
    from_files: dict[str, str] = {}
    from_variables: dict[str, str] = {}
    for line in listing.splitlines():
        name, _, value = line.partition("=")
        section, _, key = name.rpartition(".")
        if key in _KEYS and section in (":env:", "global", "install"):
            target = from_variables if section == ":env:" else from_files
            target[f"PIP_{key.upper().replace('-', '_')}"] = " ".join(str(ast.literal_eval(value)).split())
    return from_files | from_variables
