"""Which files an exercise may ask for: none whose name Python, numpy or pytest would take for its own."""

import keyword
import sys

_TAKEN = frozenset({"conftest", "convgrade", "hypothesis", "numpy", "pytest", "sitecustomize", "test", "usercustomize"})


def file_name_problem(name: str) -> str:
    """Return why students cannot be asked for a file, or an empty text.

    Parameters
    ----------
    name : str
        The file's name, such as ``conv2d.py``.

    Returns
    -------
    str
        A sentence without its subject, the name.
    """
    stem = name.removesuffix(".py")
    if stem == name:
        return "does not end in .py"
    if not (stem.isascii() and stem.isidentifier()) or keyword.iskeyword(stem) or stem.startswith("__"):
        return "cannot be imported: its name must be letters, digits and underscores"
    if stem.lower() in sys.stdlib_module_names | _TAKEN:
        return f"has the name of a module that is there already, {stem.lower()}; choose another one"
    return ""
