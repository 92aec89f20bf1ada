"""Numbers of a student's own: they follow from the id, so that everybody counts something else, always the same."""

import hashlib
from collections.abc import Sequence

from convgrade.checks.remarks import Remarks

NOBODY = "nobody in particular; `convgrade check --student ADDRESS` gives you yours"


class Variant:
    """What a check draws for the student whose work it grades.

    Parameters
    ----------
    key : str
        What else the numbers follow from: the assignment's own word, and the exercise.
    student : str or None
        The id, as `identity` returns it; without one everybody has the same numbers.
    remarks : Remarks
        Of the check: the report says which numbers they are, and for whom.
    """

    def __init__(self, key: str, student: str | None, remarks: Remarks) -> None:
        self._key = key
        self._student = student
        self._remarks = remarks

    def numbers(self, **choices: Sequence[int]) -> dict[str, int]:
        """Return one of the numbers under each name.

        Parameters
        ----------
        **choices : sequence of int
            What may be drawn, such as ``image_size=range(100, 300)``.

        Returns
        -------
        dict of str to int
        """
        drawn = {name: some[self._place(name) % len(some)] for name, some in choices.items()}
        told = ", ".join(f"{name} = {number}" for name, number in drawn.items())
        self._remarks.note(f"Numbers of {self._student or NOBODY}: {told}.")
        return drawn

    def _place(self, name: str) -> int:
        text = "\n".join((self._key, self._student or "", name))
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
