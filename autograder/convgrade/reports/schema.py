"""Validate results.json against the schema kept beside this file, before it is written."""

import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import fastjsonschema

MAX_BYTES = 1_000_000


class InvalidResultsError(ValueError):
    """A document is not what results.json may hold; the text names the place."""


def validate(document: Any) -> None:
    """Do nothing if a document fits the schema of results.json.

    Parameters
    ----------
    document : object
        What is in the file, or shall be.

    Raises
    ------
    InvalidResultsError
        If it does not fit; the text names the place and the rule.
    """
    try:
        _validator()(document)
    except fastjsonschema.JsonSchemaException as error:
        raise InvalidResultsError(str(error)) from None


def to_bytes(document: dict[str, Any]) -> bytes:
    """Return a document as the bytes of results.json.

    Parameters
    ----------
    document : dict
        The document.

    Raises
    ------
    InvalidResultsError
        If it does not fit the schema, holds what JSON cannot say (NaN, an object), or is 1 MB or larger.
    """
    validate(document)
    try:
        data = json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False).encode() + b"\n"
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidResultsError(str(error)) from None
    if len(data) >= MAX_BYTES:
        raise InvalidResultsError(f"the document has {len(data)} bytes, and {MAX_BYTES} are too many")
    return data


@cache
def _validator() -> Callable[[Any], Any]:
    schema = json.loads(files(__package__).joinpath("results.schema.json").read_text(encoding="utf-8"))
    validator: Callable[[Any], Any] = fastjsonschema.compile(schema)
    return validator
