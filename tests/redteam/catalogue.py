"""The attacks and the honest controls, as they lie in their folders.

An attack is a file ``attacks/<class>/<name>.py`` that is handed in as ``tiny.py``; those of the class ``speed``
are handed in as ``quick.py``, for which there are points for speed.  Its docstring says what it tries; comments
below say the rest:

    # goal: points      what it wants; see GOALS
    # honest: 1         points that its values deserve (0)
    # level: guarded    the isolation level from which it is promised to fail (process)
    # seconds: 0.5      how long a check may run, for attacks that hang (3)

These words in a file are replaced when it is handed in: @GRADER@ (the grader's folder), @SUBMISSION@,
@TOKEN@ (by which traces are found), @PORT@, @SOCKET@, @ABSTRACT@ (where somebody listens), @HOME@, @SITE@ (a
folder with a package called torch).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent

GOALS = {
    "points": "more points than its values deserve",
    "secret": "a word of the grader's memory, files or environment in the results",
    "escape": "a file, or a message, outside",
    "survive": "a process that lives on",
    "deny": "no valid results, or a grader that is damaged",
    "deface": "control characters in what people read",
}
_COMMENT = re.compile(r"^# (goal|honest|level|seconds): (\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Attack:
    """One thing to hand in.

    ``build`` is what makes a folder of it where a single file is not enough: it gets the folder and
    the words that are replaced.
    """

    name: str
    text: str
    goal: str = ""
    honest: float = 0.0
    level: str = "process"
    seconds: float = 3.0
    build: Callable[[Path, dict[str, str]], None] | None = None
    exercise: str = "tiny"

    @property
    def kind(self) -> str:
        """Return the class of the attack."""
        return self.name.partition("/")[0]

    def hand_in(self, folder: Path, words: dict[str, str]) -> None:
        """Write what is handed in into a folder."""
        text = self.text
        for word, value in words.items():
            text = text.replace(f"@{word}@", value)
        if self.build:
            self.build(folder, words)
        else:
            (folder / f"{self.exercise}.py").write_text(text, encoding="utf-8")


def _read(path: Path, folder: str) -> Attack:
    text = path.read_text(encoding="utf-8")
    said = dict(_COMMENT.findall(text))
    name = str(path.relative_to(HERE / folder).with_suffix(""))
    return Attack(
        name,
        text,
        goal=said.get("goal", ""),
        honest=float(said.get("honest", 10 if folder == "controls" else 0)),
        level=said.get("level", "process"),
        seconds=float(said.get("seconds", 3.0)),
        exercise="quick" if path.parent.name == "speed" else "tiny",
    )


def attacks() -> list[Attack]:
    """Return all attacks."""
    from redteam.handins import HANDINS

    files = [_read(path, "attacks") for path in sorted((HERE / "attacks").glob("*/*.py"))]
    return [*files, *HANDINS]


def controls() -> list[Attack]:
    """Return the honest submissions, which deserve all points."""
    return [_read(path, "controls") for path in sorted((HERE / "controls").rglob("*.py"))]
