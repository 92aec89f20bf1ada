"""Put a student's notebook in order: every cell of the release once, and nothing believed of what the file claims.

Students delete cells, copy them, type them anew, and can write anything into the metadata.  What a cell
is to nbgrader follows from the gradebook alone, and from which of the student's cells counts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SCHEMA_VERSION = 3
_LONGEST_ID = 64
_Cell = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """What the gradebook knows of a cell of the released notebook; ``points`` is None where it gives none."""

    name: str
    kind: str
    source: str
    checksum: str | None
    locked: bool
    solution: bool = False
    task: bool = False
    points: float | None = None

    @property
    def is_needed(self) -> bool:
        """Return whether it comes back where a student has deleted it."""
        return self.locked or self.points is not None

    @property
    def metadata(self) -> _Cell:
        """Return nbgrader's metadata of the cell."""
        facts: _Cell = {"grade_id": self.name, "schema_version": SCHEMA_VERSION, "cell_type": self.kind}
        facts |= {"locked": self.locked, "solution": self.solution, "task": self.task}
        facts["grade"] = self.points is not None and not self.task
        facts |= {} if self.points is None else {"points": self.points}
        facts |= {} if self.checksum is None else {"checksum": self.checksum}
        return {"nbgrader": facts}


def rebuilt(
    cells: Sequence[Any], known: Sequence[Known], counting: Mapping[str, int], harmless: Callable[[str], str]
) -> list[_Cell]:
    """Return the cells of a notebook as nbgrader can grade them.

    Parameters
    ----------
    cells : sequence of mapping
        The student's, as nbformat reads them.
    known : sequence of Known
        Those of the release, in order.
    counting : mapping of str to int
        For names of known cells the place of the student's cell that counts.
    harmless : callable
        Takes out of a student's Markdown what a browser would run.

    Returns
    -------
    list of dict
        The student's cells in their order, without outputs and foreign metadata; each locked or graded
        cell of the release once, as it was released where it is locked.
    """
    places = _places(cells, known, counting)
    by_place = {place: one for one in known if (place := places.get(one.name)) is not None}
    slots = [((place, -1), _own(cell, by_place.get(place), harmless)) for place, cell in enumerate(cells)]
    slots = [slot for slot in slots if slot[1] is not None]
    last = -1
    for number, one in enumerate(known):
        place = places.get(one.name)
        last = max(last, place) if place is not None else last
        if one.locked or (place is None and one.is_needed):
            slots.append(((place if place is not None else last, number), _released(one)))
    slots.sort(key=lambda slot: slot[0])
    return list(_with_ids(cell for _, cell in slots if cell is not None))


def _places(cells: Sequence[Any], known: Sequence[Known], counting: Mapping[str, int]) -> dict[str, int]:
    """Return where each known cell is in the student's notebook; no place is two cells'."""
    claimed = {_claim(cell): place for place, cell in enumerate(cells)}  # of copies the last
    texts = {_source(cell).strip(): place for place, cell in enumerate(cells)}
    places: dict[str, int] = {}
    for one in sorted(known, key=lambda one: one.name not in counting):
        candidates = (counting.get(one.name), claimed.get(one.name), texts.get(one.source.strip()))
        place = next((place for place in candidates if place is not None), None)
        if place is not None and place not in places.values():
            places[one.name] = place
    return places


def _claim(cell: Any) -> str:
    """Return which cell of the release a student's cell says it is: a hint at its place, no more."""
    metadata = cell.get("metadata")
    claims = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = claims.get("grade_id") if isinstance(claims, dict) else None
    return name if isinstance(name, str) else ""


def _source(cell: Any) -> str:
    source = cell.get("source")
    return source if isinstance(source, str) else ""


def _own(cell: Any, known: Known | None, harmless: Callable[[str], str]) -> _Cell | None:
    """Return a student's cell as it stays, or None where the released one takes its place."""
    source = _source(cell)
    kind = "code" if cell.get("cell_type") == "code" else "markdown"
    if known is not None and known.locked:
        replaced = kind == "markdown" or source.strip() in ("", known.source.strip())
        return None if replaced else _cell(kind, source, {})
    kind = kind if known is None else known.kind
    return _cell(kind, source if kind == "code" else harmless(source), {} if known is None else known.metadata)


def _released(known: Known) -> _Cell:
    return _cell(known.kind, known.source, {**known.metadata, "deletable": False, "editable": not known.locked})


def _cell(kind: str, source: str, metadata: _Cell) -> _Cell:
    cell: _Cell = {"cell_type": kind, "metadata": metadata, "source": source}
    return {**cell, "execution_count": None, "outputs": []} if kind == "code" else cell


def _with_ids(cells: Iterable[_Cell]) -> Iterator[_Cell]:
    """Yield cells with an id for each: that of the release, or a number."""
    for number, cell in enumerate(cells, 1):
        known = cell["metadata"].get("nbgrader")
        yield {**cell, "id": known["grade_id"][:_LONGEST_ID] if known else f"own-{number}"}
