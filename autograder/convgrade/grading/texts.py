"""Text that students wrote: as data to be shown, and as source code to be run elsewhere."""

import re

from convgrade.grading.sources import FileRefused

_NAME = 80
_SIMPLE_NAME = re.compile(r"[\w./+=@-]+", re.ASCII)
_COMMENT_OR_BLANK = re.compile(rb"[ \t\f]*(?:#.*)?")
_COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BOM = b"\xef\xbb\xbf"


def clean(text: str, limit: int | None = None) -> str:
    """Return a text in which every character is one that shows: others are spelled out, as backslash x1b.

    Control characters, escape sequences, characters that change the direction of writing and invisible
    ones can make a report say something else than it holds.

    Parameters
    ----------
    text : str
        What somebody else wrote; newlines stay, tabs become spaces.
    limit : int, optional
        How many bytes of UTF-8 to return at most; the text then ends by saying how much is missing.
    """
    kept = text if limit is None else text[: limit + 1]
    kept = kept.replace("\r\n", "\n").replace("\t", "    ")
    if not kept.replace("\n", "").isprintable():
        kept = "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in kept)
    if limit is None or (len(text) <= limit and len(kept.encode()) <= limit):
        return kept
    ending = f"\n[... cut; the whole text has {len(text)} characters]"
    return kept.encode()[: max(limit - len(ending), 0)].decode(errors="ignore") + ending


def clean_name(name: str) -> str:
    """Return a file name as it can stand in a sentence: in one line, quoted where it is unusual."""
    shown = clean(name if len(name) <= _NAME else f"{name[:_NAME]}...").replace("\n", "\\n")
    return shown if _SIMPLE_NAME.fullmatch(shown) else f"'{shown}'"


def python_source(data: bytes) -> bytes:
    """Return the bytes of a Python file as UTF-8 without a byte order mark.

    Only bytes are looked at: parsing what a student wrote is for the student's process.

    Parameters
    ----------
    data : bytes
        The file's content.

    Raises
    ------
    FileRefused
        If it is in another encoding, says that it is, or holds a NUL byte.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused("is saved as UTF-16; save it as UTF-8")
    data = data.removeprefix(_BOM)
    if b"\0" in data:
        raise FileRefused(
            f"holds a NUL byte on line {_line(data, data.index(0))}: it is damaged or no text; save it anew"
        )
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise FileRefused(f"is not UTF-8 text (line {_line(data, error.start)}); save it as UTF-8") from None
    cookie = _coding_cookie(data)
    if cookie and not re.fullmatch("utf-?8(-.*)?", cookie.lower().replace("_", "-")):
        raise FileRefused(f"declares the encoding {clean_name(cookie)}; delete that comment and save the file as UTF-8")
    return data


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _coding_cookie(data: bytes) -> str:
    """Return the encoding that one of the first two lines declares (PEP 263), or an empty text."""
    for line in re.split(rb"\r\n|\r|\n", data, maxsplit=2)[:2]:
        if cookie := _COOKIE.match(line):
            return cookie[1].decode()
        if not _COMMENT_OR_BLANK.fullmatch(line):
            break
    return ""
