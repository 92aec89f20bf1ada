"""Names that numpy no longer has, and their modern spelling.

Source: numpy 1.24 and 2.0 release notes, "Expired deprecations" and "NumPy 2.0 migration guide".
"""

import re

_MODERN = {
    "int": "int or np.int64",
    "float": "float or np.float64",
    "bool": "bool or np.bool_",
    "complex": "complex or np.complex128",
    "object": "object",
    "str": "str",
    "float_": "np.float64",
    "complex_": "np.complex128",
    "Inf": "np.inf",
    "infty": "np.inf",
    "NaN": "np.nan",
    "product": "np.prod",
    "cumproduct": "np.cumprod",
    "sometrue": "np.any",
    "alltrue": "np.all",
    "row_stack": "np.vstack",
    "in1d": "np.isin",
    "trapz": "np.trapezoid",
    "asfarray": "np.asarray(x, dtype=np.float64)",
    "find_common_type": "np.result_type",
    "cast": "np.asarray(x, dtype=...)",
    "msort": "np.sort(x, axis=0)",
    "round_": "np.round",
}


def modern_spelling(kind: str, text: str) -> str | None:
    """Return advice where an exception comes from a name or an argument that numpy no longer has.

    Parameters
    ----------
    kind, text : str
        Type and message of the exception.
    """
    name = re.search(r"(?:module 'numpy' has no attribute|np\.)\s*['`]?(\w+)", text)
    if kind == "AttributeError" and name and name.group(1) in _MODERN:
        return f"np.{name.group(1)} is gone from numpy; write {_MODERN[name.group(1)]}"
    if kind == "TypeError" and "newshape" in text:
        return "reshape has no argument newshape any more; write x.reshape(shape)"
    if kind == "TypeError" and "0-dimensional arrays can be converted" in text:
        return "float(x) and int(x) take one number, not an array: index it first, as in x[0]"
    return None
