"""Print how the attacks and the honest controls fare, at each level of isolation that this machine gives.

``python tests/redteam/report.py [--full] [--json FILE]``: with ``--full`` also with single layers switched off.
"""

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from redteam.arena import Arena
from redteam.catalogue import Attack, attacks, controls
from redteam.isolation import layers, reaches
from redteam.places import NoOrdinaryUserError, Place, own_place, remove


@dataclass
class Tally:
    """What came out in one setting."""

    title: str
    level: str = "process"
    gained: list[tuple[Attack, dict[str, str]]] = field(default_factory=list)
    below: list[Attack] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    left: int = 0

    def row(self, count: int, beaten: int, honest: int) -> list[str]:
        """Return the row of the table."""
        points = sum("points" in gains for _, gains in self.gained)
        full = f"{honest - len(self.lost)} of {honest}"
        cells = [self.title, self.level, f"{count}", f"{beaten}", f"{points}", f"{len(self.gained)}"]
        return [*cells, f"{len(self.below)}", full, f"{self.left}"]

    def document(self, count: int, beaten: int, honest: int) -> dict[str, object]:
        """Return the same for programs, with names."""
        return {
            "title": self.title,
            "level": self.level,
            "attacks": count,
            "beat_naive": beaten,
            "gained": {attack.name: gains for attack, gains in self.gained},
            "not_promised": [attack.name for attack in self.below],
            "controls": honest,
            "lost": self.lost,
            "left": self.left,
        }


def settings(place: Place, *, full: bool) -> list[tuple[str, Place, tuple[str, ...]]]:
    """Return where to grade, and without which layers."""
    found = [("as this user", place, ())]
    try:
        if place.ordinary is not place:
            found.append(("as an ordinary user", place.ordinary, ()))
    except NoOrdinaryUserError as reason:
        print(f"as an ordinary user: not tried: {reason}")
    names = layers() if full else {}
    for title, where, _ in list(found):
        found += [(f"{title}, without {short}", where, (name,)) for short, name in names.items()]
        if names:
            found.append((f"{title}, without files and calls", where, (names["files"], names["calls"])))
    return found


def tally(title: str, place: Place, without: tuple[str, ...], tried: list[Attack], honest: list[Attack]) -> Tally:
    """Hand everything to convgrade, in one setting."""
    result = Tally(title)
    arena = Arena(place, without)
    try:
        for control in honest:
            if arena.ours(control).gains:
                result.lost.append(control.name)
        for attack in tried:
            gains = arena.ours(attack).gains
            result.left += bool({"survive", "escape"} & gains.keys())
            if gains and reaches(arena.level, attack.level):
                result.gained.append((attack, gains))
            elif gains:
                result.below.append(attack)
        result.level = arena.level
    finally:
        arena.close()
    return result


def beaten_by(place: Place, tried: list[Attack]) -> list[Attack]:
    """Return the attacks that get what they want from the naive grader."""
    arena = Arena(place)
    try:
        return [attack for attack in tried if attack.goal in arena.naive(attack).gains]
    finally:
        arena.close()


def table(rows: list[list[str]]) -> str:
    """Return rows as text with aligned columns; the first row is the heading."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * (sum(widths) + 2 * len(widths) - 2), *lines[1:]])


def main() -> int:
    """Run everything and print the tables; return 1 if an attack that should fail has succeeded."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="also with single layers switched off")
    parser.add_argument("--json", type=Path, help="a file for what came out in each setting")
    options = parser.parse_args()
    tried, honest, begun = attacks(), controls(), time.monotonic()
    place = own_place()
    try:
        beaten = beaten_by(place, tried)
        tallies = [tally(*setting, tried, honest) for setting in settings(place, full=options.full)]
    finally:
        remove(place)
    if options.json:
        documents = [one.document(len(tried), len(beaten), len(honest)) for one in tallies]
        options.json.write_text(json.dumps(documents, indent=2))
    heading = ["setting", "level", "attacks", "beat naive", "points", "gained", "not promised", "controls full", "left"]
    print(table([heading, *(one.row(len(tried), len(beaten), len(honest)) for one in tallies)]))
    print("\ngained: attacks that succeeded although the level promises to stop them; not promised: that need a higher")
    print("level, and succeeded; left: attacks after which a process, a file or a message was found outside.\n")
    classes, naive = Counter(a.kind for a in tried), Counter(a.kind for a in beaten)
    here = [Counter(a.kind for a, _ in one.gained) for one in tallies]
    rows = [[kind, f"{n}", f"{naive[kind]}", *(f"{counts[kind]}" for counts in here)] for kind, n in classes.items()]
    print(table([["class", "attacks", "beat naive", *(f"gained {i}" for i in range(1, len(here) + 1))], *rows]))
    return tell(tallies, [a.name for a in tried if a not in beaten], time.monotonic() - begun)


def tell(tallies: list[Tally], harmless: list[str], seconds: float) -> int:
    """Name what is not as it should be, and return the exit code."""
    for one in tallies:
        for attack, gains in one.gained:
            print(f"\n{one.title}: {attack.name} gained {gains}")
        if one.lost:
            print(f"\n{one.title}: honest, without all points: {', '.join(one.lost)}")
    if harmless:
        print(f"\nnot even the naive grader was beaten by {', '.join(harmless)}")
    print(f"\n{seconds:.0f} s")
    return 1 if harmless or any(one.gained or one.lost for one in tallies) else 0


if __name__ == "__main__":
    sys.exit(main())
