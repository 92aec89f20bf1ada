"""The documentation: a site without a broken link, and commands that do what the pages say.

Every block of commands in README, CONTRIBUTING and docs/ stands below one of two comments:

    <!-- run: student -->            run, in a folder with a2's student zip
    <!-- run: course -->             run, in a copy of the repository
    <!-- not run: the reason -->     looked at: the commands and options must exist

A line that must end with another exit code than 0 says so: ``# exit code 1``.  What a page runs, it runs
in one shell, from top to bottom.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import typer.main

from convgrade.authoring.release import build_student_zips
from convgrade.cli import app

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```(?:bash|console|sh|shell)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"<!-- (run|not run): (.+) -->\n\Z")
_CODE = re.compile(r"#.*exit code (\d+)")
_SEPARATORS = {"&&", ";", "|", "||", "&"}
_OURS = ("PYTHONPATH", "VIRTUAL_ENV")


class Block(NamedTuple):
    """A block of commands: whether it is run, and where, or why not."""

    page: Path
    is_run: bool
    where: str
    lines: list[str]


def blocks(page):
    """Yield the blocks of commands of a page."""
    text = page.read_text(encoding="utf-8")
    for found in _BLOCK.finditer(text):
        mark = _MARK.search(text, 0, found.start())
        lines = [line for line in found[1].splitlines() if line.strip()]
        yield Block(page, mark is not None and mark[1] == "run", mark[2] if mark else "", lines)


ALL = [block for page in PAGES for block in blocks(page)]
RUN = sorted({(block.page, block.where) for block in ALL if block.is_run})


def test_every_block_says_whether_it_is_run():
    """A comment stands above each block of commands: see the top of this file."""
    assert [f"{block.page.name}: {block.lines[0]}" for block in ALL if not block.where] == []


def said_codes(page, place, folder, environment):
    """Run all that a page runs in one place; return each line with the exit code it has and the one it should have."""
    lines = [
        line for block in ALL if (block.page, block.where) == (page, place) and block.is_run for line in block.lines
    ]
    script = "\n".join(f'{line}\necho "exit-code-of-line $?"' for line in lines)
    command = ["bash", "-c", script]
    done = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    codes = [int(code) for code in re.findall(r"^exit-code-of-line (\d+)$", done.stdout, re.MULTILINE)]
    wanted = [int(match[1]) if (match := _CODE.search(line)) else 0 for line in lines]
    return list(zip(lines, codes, strict=True)), list(zip(lines, wanted, strict=True)), done.stdout + done.stderr


@pytest.fixture
def environment():
    """Return an environment that says nothing of this one."""
    ours = {name: value for name, value in os.environ.items() if name not in _OURS and not name.startswith("PYTEST_")}
    return {**ours, "COLUMNS": "100", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_QUIET": "1"}


@pytest.fixture
def student(tmp_path, environment):
    """Return a folder with a2's student zip."""
    build_student_zips(ROOT / "solutions", ["a2_convolution"], tmp_path)
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "python3").symlink_to(sys.executable)
    return tmp_path, {**environment, "PATH": f"{programs}:{environment['PATH']}"}


@pytest.fixture
def course(tmp_path, environment):
    """Return a copy of the repository, as `make` leaves it: with an environment in .venv, which is this one."""
    folder = tmp_path / "convgrade"
    left_out = shutil.ignore_patterns(".*", "build", "dist", "__pycache__", "redteam", "fuzz")
    shutil.copytree(ROOT, folder, ignore=left_out)
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "activate").write_text(f'PATH="{programs}:$PATH"\n')
    (programs / "convgrade").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m convgrade "$@"\n')
    (programs / "convgrade").chmod(0o755)
    return folder, {**environment, "PYTHONPATH": str(folder / "autograder")}


@pytest.mark.skipif(sys.platform == "win32", reason="the pages show what Linux and macOS want")
@pytest.mark.parametrize(("page", "place"), RUN, ids=[f"{page.stem}-{place}" for page, place in RUN])
def test_commands_do_what_the_page_says(page, place, request):
    """Every line ends with the exit code that the page says, 0 by default."""
    folder, environment = request.getfixturevalue(place)

    got, wanted, printed = said_codes(page, place, folder, environment)

    assert got == wanted, printed
    assert "Traceback" not in printed


def words_of(line):
    """Yield the commands of a line, each as a list of words."""
    command = []
    for word in [*shlex.split(line, comments=True), ";"]:
        if word in _SEPARATORS:
            yield command
            command = []
        else:
            command.append(word)


COMMANDS = [(block.page.name, words) for block in ALL for line in block.lines for words in words_of(line) if words]
OURS = [(page, words) for page, words in COMMANDS if Path(words[0]).name == "convgrade"]
MADE = [(page, words) for page, words in COMMANDS if words[0] == "make"]


@pytest.mark.parametrize(("page", "words"), OURS, ids=[f"{page}-{' '.join(words)}" for page, words in OURS])
def test_every_command_and_option_exists(page, words):
    """What a page tells people to type is understood by the command line."""
    command = typer.main.get_command(app)
    rest = words[1:]
    while hasattr(command, "commands") and rest and not rest[0].startswith("-"):
        command, rest = command.commands[rest[0]], rest[1:]

    known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    assert {word.partition("=")[0] for word in rest if word.startswith("-")} <= known | {"--help"}


@pytest.mark.parametrize(("page", "words"), MADE, ids=[f"{page}-{' '.join(words)}" for page, words in MADE])
def test_every_target_exists(page, words):
    """`make` knows what a page tells people to make."""
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    assert {word for word in words[1:] if "=" not in word} <= set(targets)


def test_the_site_has_no_broken_link_and_fetches_nothing(tmp_path):
    """Sphinx has nothing to warn of, so every page stands in docs/index.md; nothing is loaded from elsewhere."""
    command = [sys.executable, "-m", "sphinx", "-c", "docs", "--fail-on-warning", "--keep-going", "--quiet"]
    done = subprocess.run([*command, ".", tmp_path / "site"], cwd=ROOT, capture_output=True, text=True)

    pages = list((tmp_path / "site" / "docs").glob("*.html"))
    made = "".join(page.read_text(encoding="utf-8") for page in pages)
    assert done.returncode == 0, f"{done.stderr}\n(a new page of docs/ needs a line in docs/index.md)"
    assert len(pages) == len(list((ROOT / "docs").glob("*.md")))
    assert re.findall(r"""(?:src=|<link[^>]*href=)["']https?://[^"']*""", made) == []
