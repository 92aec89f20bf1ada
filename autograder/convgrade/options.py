"""Options that several commands share, each described in one place."""

from pathlib import Path
from typing import Annotated

import typer

Course = Annotated[
    Path, typer.Option("--assignments", metavar="DIR", help="Folder of the assignments, each with an assignment.toml.")
]
Names = Annotated[list[str] | None, typer.Argument(help="Which assignments; all by default.")]
Selfcheck = Annotated[
    bool,
    typer.Option("--selfcheck/--no-selfcheck", help="Prove the checks first; refuse to release if they are wrong."),
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where to write; made if it is missing.")]
SOLUTIONS = Path("solutions")
