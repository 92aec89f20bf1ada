"""The pictures of a handout: drawn by the assignment's ``figures.py``, shown by its ``assignment.md``."""

import base64
import re
from collections.abc import Mapping
from html import escape

from convgrade.checks.context import load_module
from convgrade.core.errors import ExerciseError
from convgrade.core.exercise import Assignment

FIGURES_FILE = "figures.py"
FOLDER = "figures"
LARGEST_BYTES = 8 * 1024  # of one picture: the notebook carries them all

_LINK = re.compile(rf"!\[([^\]]*)\]\({FOLDER}/([\w-]+)\.svg\)")


def figures_of(assignment: Assignment, text: str) -> dict[str, str]:
    """Draw an assignment's pictures.

    Parameters
    ----------
    assignment : Assignment
        In the private layout.  Its ``figures.py``, if there is one, holds ``FIGURES``: functions without
        parameters that return the text of an SVG file, by name.
    text : str
        The handout, which shows each picture as ``![what is to be seen](figures/NAME.svg)``.

    Returns
    -------
    dict of str to str
        SVG texts by their path in the students' folder, such as ``figures/sliding.svg``.

    Raises
    ------
    ExerciseError
        If a picture is shown that is not drawn, or the other way round, if one has no words for those who
        cannot see it, or if one is too large.
    """
    path = assignment.folder / FIGURES_FILE
    drawn = load_module(path).FIGURES if path.is_file() else {}
    links = _LINK.findall(text)
    shown = {name for _, name in links}
    if set(drawn) != shown:
        name = min(set(drawn) ^ shown)
        what = "is drawn and not shown" if name in drawn else "is shown and not drawn"
        raise ExerciseError(f"{path}: the picture {name!r} {what}; assignment.md and FIGURES must name the same ones")
    silent = [name for words, name in links if not words.strip()]
    if silent:
        raise ExerciseError(f"{assignment.folder}/assignment.md: say what {silent[0]}.svg shows: ![words](...)")
    pictures = {f"{FOLDER}/{name}.svg": str(draw()) for name, draw in drawn.items()}
    for name, picture in pictures.items():
        if len(picture.encode()) > LARGEST_BYTES:
            raise ExerciseError(f"{path}: {name} has {len(picture.encode())} bytes, and {LARGEST_BYTES} is the most")
    return pictures


def embedded(text: str, pictures: Mapping[str, str]) -> str:
    """Return Markdown with its pictures within it, as a notebook needs that is opened on its own.

    Jupyter shows neither inline SVG nor SVG that is attached to a cell; an image with its data is shown.
    A link to a picture that is not among ``pictures`` stays.
    """

    def image(link: re.Match[str]) -> str:
        if f"{FOLDER}/{link[2]}.svg" not in pictures:
            return link[0]
        data = base64.b64encode(pictures[f"{FOLDER}/{link[2]}.svg"].encode()).decode()
        return f'<img alt="{escape(link[1])}" src="data:image/svg+xml;base64,{data}">'

    return _LINK.sub(image, text)
