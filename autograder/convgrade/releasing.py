"""Commands below ``convgrade release`` that build more than one kind of artefact, or look at what was built."""

from pathlib import Path

import typer

from convgrade.options import SOLUTIONS, Course, Names, Out, Selfcheck


def add_releases(app: typer.Typer) -> None:
    """Add the commands to ``convgrade release``."""
    app.command(name="all")(release_all)


def release_all(
    names: Names = None,
    out: Out = Path("dist"),
    assignments: Course = SOLUTIONS,
    selfcheck: Selfcheck = True,
) -> None:
    """Build everything for students and graders, and say what it weighs: the same bytes every time."""
    from convgrade.authoring.release_all import build_and_show
    from convgrade.authoring.selfcheck_report import require_sound

    if selfcheck:
        require_sound(assignments, names or ())
    build_and_show(assignments, names or (), out)
