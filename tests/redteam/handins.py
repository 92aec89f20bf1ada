"""Attacks that are more than one file: what is handed in is a folder that no editor would make."""

import os
import zipfile
from pathlib import Path

from redteam.catalogue import Attack

_WRONG = "def total(numbers):\n    return 0.0\n\n\ndef scaled(image, factor):\n    return image\n\n\n"
_WRONG += "def slope(f, x):\n    return 0.0\n"
_REFERENCE = f"{_WRONG}\n\ndef curve(x):\n    return x\n"

Words = dict[str, str]


def _link(folder: Path, words: Words) -> None:
    (folder / "tiny.py").symlink_to(f"{words['GRADER']}/source/r1_tiny/tiny/solution.py")


def _linked_folder(folder: Path, words: Words) -> None:
    (folder / "tiny.py").write_text("from parts.solution import _NOTE\nprint(_NOTE)\n")
    (folder / "parts").symlink_to(f"{words['GRADER']}/source/r1_tiny/tiny")


def _shadowed_reference(folder: Path, words: Words) -> None:
    (folder / "tiny.py").write_text(_WRONG)
    (folder / "solution.py").write_text(_REFERENCE)


def _shadowed_library(folder: Path, words: Words) -> None:
    (folder / "tiny.py").write_text(_WRONG)
    fake = "class Answer:\n    def __getattr__(self, name):\n        return lambda *a: None\n"
    (folder / "decimal.py").write_text(fake)
    (folder / "solution.py").write_text(f"from decimal import Answer\n{_REFERENCE}")


def _compiled(folder: Path, words: Words) -> None:
    """Hide what runs: a compiled reference, without its source."""
    import py_compile

    source = folder / "solution.py"
    source.write_text(_REFERENCE)
    py_compile.compile(str(source), cfile=str(folder / "solution.pyc"), doraise=True)
    source.unlink()
    (folder / "tiny.py").write_text(_WRONG)


def _package(folder: Path, words: Words) -> None:
    (folder / "solution").mkdir()
    (folder / "solution" / "__init__.py").write_text(_REFERENCE)
    (folder / "tiny.py").write_text(_WRONG)


def _traversal(folder: Path, words: Words) -> None:
    (folder / "tiny.py").write_text(_WRONG)
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("../grader/source/r1_tiny/tiny/solution.py", _REFERENCE)


def _bomb(folder: Path, words: Words) -> None:
    (folder / "tiny.py").write_text(_WRONG)
    with zipfile.ZipFile(folder / "more.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.txt", bytes(8 * 2**20))


def _pipe(folder: Path, words: Words) -> None:
    os.mkfifo(folder / "tiny.py")


def _endless_file(folder: Path, words: Words) -> None:
    (folder / "tiny.py").symlink_to("/dev/zero")


def _large_file(folder: Path, words: Words) -> None:
    with (folder / "tiny.py").open("w") as file:
        file.write("values = [\n" + "    (1, 'text', [2.5, {}]),\n" * 300_000 + "]\n")


def _start_file(folder: Path, words: Words) -> None:
    (folder / "tiny.py").write_text(_WRONG)
    (folder / "traceback.py").write_text("import os\nos._exit(0)\n")
    (folder / "conftest.py").write_text("import os\nos._exit(0)\n")
    (folder / "sitecustomize.py").write_text("import os\nos._exit(0)\n")
    (folder / "solution.py").write_text("import os\nos._exit(0)\n")


_TABLE = {
    "link": (_link, "points", 0.0, "Hand in a symbolic link to the solution."),
    "linked_folder": (_linked_folder, "secret", 0.0, "Hand in a symbolic link to the folder of the solution."),
    "shadowed_reference": (_shadowed_reference, "points", 0.0, "Hand in a reference along with the answer."),
    "shadowed_library": (_shadowed_library, "points", 0.0, "Hand in a module that is named as one of the library's."),
    "compiled": (_compiled, "points", 0.0, "Hand in a compiled reference, without its source."),
    "package": (_package, "points", 0.0, "Hand in a folder that is imported in the reference's place."),
    "traversal": (_traversal, "points", 0.0, "Hand in an archive whose member lies where the reference does."),
    "bomb": (_bomb, "deny", 0.0, "Hand in an archive that is a thousand times larger inside."),
    "pipe": (_pipe, "deny", 0.0, "Hand in a named pipe, which is never read to its end."),
    "endless_file": (_endless_file, "deny", 0.0, "Hand in a link to a device that never ends."),
    "large_file": (_large_file, "deny", 0.0, "Hand in seven megabytes of program text."),
    "start_file": (_start_file, "deny", 0.0, "Hand in files that Python and pytest run by themselves."),
}

HANDINS = [
    Attack(f"handin/{name}", text, goal, honest, seconds=0.7 if goal == "deny" else 3.0, build=build)
    for name, (build, goal, honest, text) in _TABLE.items()
]
