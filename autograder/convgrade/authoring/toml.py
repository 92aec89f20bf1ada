"""Write the little TOML that releases need: texts, numbers, lists and tables of tables."""

import json
from collections.abc import Mapping, Sequence
from typing import Any


def toml_table(values: Mapping[str, Any]) -> str:
    """Return the lines ``key = value`` of one table; None, empty lists and empty tables are left out.

    A value that is a mapping becomes an inline table.
    """
    lines = [f"{_key(key)} = {_value(value)}" for key, value in values.items() if value not in (None, (), [], {})]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case int():
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case Mapping():
            return "{ " + ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items()) + " }"
        case Sequence():
            return _list([_value(item) for item in value])
    raise TypeError(f"no TOML for a {type(value).__name__}")


def _list(items: list[str]) -> str:
    line = "[" + ", ".join(items) + "]"
    return line if len(line) <= 100 else "[\n" + "".join(f"  {item},\n" for item in items) + "]"


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").isalnum() else json.dumps(key, ensure_ascii=False)
