"""Text that somebody else wrote, made fit to be shown."""

import re

TEXT_LIMIT = 16 * 1024
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~]?)")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


def clean_text(text: str, limit: int) -> str:
    """Return ``text`` without anything that a terminal, or the eye, could be misled by.

    Escape sequences, control characters (but newline and tab), and characters that are invisible
    or turn the direction of writing are removed; lone surrogates are spelled out.

    Parameters
    ----------
    text : str
        From a worker; of any length.
    limit : int
        How many characters to keep; ``...`` says that some were cut off.
    """
    kept = text[: 4 * limit]
    kept = _ESCAPES.sub("", kept.replace("\r\n", "\n").replace("\r", "\n"))
    kept = _CONTROLS.sub("", kept).encode("utf-8", "backslashreplace").decode("utf-8")
    return kept if len(kept) <= limit and len(text) <= 4 * limit else f"{kept[:limit]}..."


def text_problem(text: str) -> str | None:
    """Say why a text cannot cross as a value, if it cannot."""
    try:
        size = len(text) if len(text) > TEXT_LIMIT else len(text.encode("utf-8"))
    except UnicodeEncodeError:
        return "with lone surrogates"
    return f"of more than {TEXT_LIMIT // 1024} KiB" if size > TEXT_LIMIT else None


def type_name(kind: type) -> str:
    """Return the name of a type as Python keeps it, whatever its metaclass says; at most 200 characters."""
    name = type.__dict__["__name__"].__get__(kind)
    module = type.__dict__["__module__"].__get__(kind)
    known = type(module) is str and module not in ("builtins", "__main__")
    return clean_text(f"{module}.{name}" if known else name, 200)
