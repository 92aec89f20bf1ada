"""Everything that can be read in public files: archives are opened, disguises taken off.

A disguise is what a text wears in another format, such as JSON's escapes, XML's entities, or base64.
"""

import base64
import binascii
import functools
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from convgrade.authoring.likeness import Text
from convgrade.core.archive import TIME, unzip

ARCHIVES = (".zip", ".whl")
_TAG = re.compile(r"<[^<>]*>")
_MARKED_UP = (".svg", ".html", ".md")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{40,}={0,2}")


@dataclass(frozen=True)
class Public:
    """A public text: without any white space, with the place of each of its characters; and as tokens.

    The tokens are those of all that is written, and where there are comments, also those without them.
    """

    squeezed: str
    places: tuple[str, ...]
    texts: tuple[Text, ...]


def opened(public: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield all files by path; those in an archive follow it, as if it were a folder."""
    for name in sorted(public):
        yield name, public[name]
        if name.endswith(ARCHIVES):
            inner = unzip(public[name])
            yield from opened({f"{name}/{path}": content for path, content in inner.items()})


def archive_problems(name: str, content: bytes) -> Iterator[str]:
    """Yield a sentence for each thing that an archive carries beside its members, such as a comment or a time."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if archive.comment:
            yield f"{name} has a comment, {archive.comment[:40]!r}: archives are published without; remove it"
        for member in archive.infolist():
            if member.comment:
                yield f"{name}: {member.filename} has a comment, {member.comment[:40]!r}; remove it"
            if member.date_time != TIME:
                day = "-".join(f"{number:02}" for number in member.date_time[:3])
                yield f"{name}: {member.filename} says when it was made ({day}); pack it by zip_bytes"
        first, last = archive.start_dir, len(content)
        held = sum(len(member.FileHeader()) + member.compress_size for member in archive.infolist())
    if name.endswith(ARCHIVES) and held != first:
        yield f"{name} holds {abs(first - held)} bytes that belong to no member; pack it by zip_bytes"
    if name.endswith(ARCHIVES) and not content[last - 22 :].startswith(b"PK\5\6"):
        yield f"{name} goes on behind its end; pack it by zip_bytes"


@functools.lru_cache(maxsize=4096)
def read(name: str, content: bytes) -> Public:
    """Return what can be read in a public file; its name's ending says what it is."""
    lines = list(lines_of(name, content))
    squeezed = [(place, "".join(line.split())) for place, line in lines]
    bare = [(place, line.partition("#")[0]) for place, line in lines]
    return Public(
        "".join(line for _, line in squeezed),
        tuple(place for place, line in squeezed for _ in line),
        (Text.of(lines), Text.of(bare)) if bare != lines else (Text.of(lines),),
    )


def lines_of(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield places and lines of a public file, as they are and without their disguise."""
    text = content.decode("utf-8", errors="replace")
    for place, line in _lines_of_format(name, text):
        yield place, line
        for run in _BASE64.findall(line):
            with suppress(ValueError, binascii.Error):  # what is no base64 is no disguise
                inner = base64.b64decode(run).decode()
                texts = [inner, _TAG.sub(" ", html.unescape(inner))] if "<" in inner else [inner]
                yield from ((f"{place}, in base64", line) for text in texts for line in text.splitlines())


def _lines_of_format(name: str, text: str) -> Iterator[tuple[str, str]]:
    if name.endswith(".ipynb"):
        with suppress(ValueError, KeyError, AttributeError, TypeError):  # what is no notebook is a text
            yield from _notebook_lines(json.loads(text))
            return
    lines = [(str(number), line) for number, line in enumerate(text.splitlines(), 1)]
    if name.endswith(_MARKED_UP):
        lines = [(place, html.unescape(line)) for place, line in lines]
        yield from ((place, _TAG.sub(" ", line)) for place, line in lines if "<" in line)
    yield from lines
    if name.endswith(".json"):
        with suppress(ValueError, RecursionError):
            yield from (("its content", line) for line in _texts_in(json.loads(text)))


def _notebook_lines(notebook: Any) -> Iterator[tuple[str, str]]:
    for number, cell in enumerate(notebook.pop("cells"), 1):
        yield from ((f"cell {number}", line) for line in _texts_in(cell))
    yield from (("metadata", line) for line in _texts_in(notebook))


def _texts_in(value: Any) -> Iterator[str]:
    """Yield all texts in what JSON holds, keys among them."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts_in(item)
    elif isinstance(value, str):
        yield value
