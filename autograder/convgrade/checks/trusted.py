"""Run trusted functions (solutions, misconceptions, alternatives) in a worker, as a student's code is run."""

import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

_STAND_INS = {
    "convgrade.py": b"__path__ = []\n",
    "convgrade.checks.py": b"""
def alternative(*args, **kwargs):
    return lambda function: function


base = misconception = alternative
""",
}


def sources_of(functions: Mapping[str, Callable[..., Any]], module: str) -> dict[str, bytes] | None:
    """Return files from which a worker can load ``module`` with these functions.

    Parameters
    ----------
    functions : mapping of str to callable
        Each is defined at the top of a file, which imports nothing but numpy, the standard library, and
        from ``convgrade.checks`` the decorators of the bank.
    module : str
        The name under which they are loaded.

    Returns
    -------
    dict of str to bytes
        None where the source of a function is not a file.
    """
    sources, lines = dict(_STAND_INS), []
    for name, function in functions.items():
        code = getattr(inspect.unwrap(function), "__code__", None)
        path = Path(code.co_filename) if code else Path()
        if code is None or not path.is_file() or not code.co_name.isidentifier():
            return None
        sources[path.name] = path.read_bytes()
        lines.append(f"from {path.stem} import {code.co_name} as {name}\n")
    return {**sources, f"{module}.py": "".join(lines).encode()}
