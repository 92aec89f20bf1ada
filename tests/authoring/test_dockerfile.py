"""The variant for courses that build an image of their own: what ``docker build`` takes."""

import re
import zipfile

import pytest

from convgrade.authoring.gradescope import LEAN, Variant, gradescope_files
from convgrade.authoring.release import build_gradescope_zips
from convgrade.core.archive import unzip
from convgrade.core.exercise import find_assignment


@pytest.fixture
def context(course, tmp_path):
    """Return the zip that `docker build` takes, unpacked."""
    (path,) = build_gradescope_zips(course, (), tmp_path / "dist", Variant(dockerfile=True))
    return path


def instructions(text):
    """Return the instructions of a Dockerfile: lines put together, comments left out."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [tuple(line.split(maxsplit=1)) for line in "\n".join(lines).replace("\\\n", " ").splitlines() if line]


def test_the_context_is_the_autograder_zip_and_a_dockerfile(context, course):
    """All that the lean zip holds lies below source, with the same bytes and the scripts executable."""
    files = unzip(context.read_bytes())
    lean = gradescope_files(find_assignment(course, "b1_numbers"), LEAN)

    assert context.name == "b1_numbers-gradescope-docker.zip"
    assert files == {"Dockerfile": files["Dockerfile"], **{f"source/{name}": lean[name] for name in lean}}
    with zipfile.ZipFile(context) as archive:
        modes = [archive.getinfo(f"source/{name}").external_attr >> 16 for name in ("setup.sh", "run_autograder")]
    assert modes == [0o100755, 0o100755]


def test_the_dockerfile_keeps_gradescopes_contract(context):
    """It starts from Gradescope's base, puts everything in place, runs setup.sh, and keeps the base's ENTRYPOINT."""
    steps = instructions(unzip(context.read_bytes())["Dockerfile"].decode())

    words = [word for word, _ in steps]
    assert words == ["ARG", "FROM", "COPY", "RUN"]
    assert re.fullmatch(r"BASE=gradescope/autograder-base:ubuntu-\d\d\.\d\d", steps[0][1])
    assert steps[1][1] == "${BASE}"
    assert steps[2][1].split() == ["source", "/autograder/source"]
    commands = [command.split() for command in steps[3][1].split("&&")]
    assert ["cp", "/autograder/source/run_autograder", "/autograder/run_autograder"] in commands
    assert ["/autograder/source/setup.sh"] in commands
