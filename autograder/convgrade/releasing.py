"""Commands on releases: more of those below ``convgrade release``, and what a release's own workflow runs."""

from pathlib import Path
from typing import Annotated

import typer

from convgrade.options import SOLUTIONS, Course, Names, Out, Selfcheck


def add_releases(app: typer.Typer, release: typer.Typer) -> None:
    """Add the commands to ``convgrade`` and to ``convgrade release``."""
    release.command()(classroom)
    release.command()(nbgrader)
    release.command(name="all")(release_all)
    release.command(name="diff")(release_diff)
    app.command(name="check-push", hidden=True)(check_push)


def classroom(
    names: Names = None,
    out: Out = Path("dist"),
    assignments: Course = SOLUTIONS,
    selfcheck: Selfcheck = True,
) -> None:
    """Build a template repository for GitHub Classroom: what students get, and a workflow that checks each push."""
    from convgrade.authoring.release import build_classroom_zips
    from convgrade.authoring.selfcheck_report import require_sound

    if selfcheck:
        require_sound(assignments, names or ())
    for path in build_classroom_zips(assignments, names or (), out):
        typer.echo(f"wrote {path}")


def nbgrader(
    names: Names = None,
    out: Out = Path("dist"),
    assignments: Course = SOLUTIONS,
    selfcheck: Selfcheck = True,
) -> None:
    """Build a course folder for nbgrader, DIR/nbgrader: notebooks with their points, and convgrade as the grader."""
    from convgrade.authoring.nbgrader_course import build_nbgrader_course
    from convgrade.authoring.selfcheck_report import require_sound

    if selfcheck:
        require_sound(assignments, names or ())
    for path in build_nbgrader_course(assignments, names or (), out):
        typer.echo(f"wrote {path}")
        typer.echo(f"next: cd {path} && nbgrader generate_assignment ASSIGNMENT")


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


def release_diff(
    old: Annotated[Path, typer.Argument(help="A zip, the folder that it unpacks to, or a manifest.json.")],
    new: Annotated[Path, typer.Argument(help="Another one of the same assignment.")],
) -> None:
    """Say what changed between two releases, and whether the new one can grade what was made for the old.

    Exit code 0: nothing changed; 1: something did.
    """
    from convgrade.authoring.release_diff import show_difference

    raise typer.Exit(show_difference(old, new))


def check_push(
    release: Annotated[Path, typer.Argument(help="The release, unpacked.")],
    pushed: Annotated[Path, typer.Argument(help="The repository's folder.")],
    summary: Annotated[Path | None, typer.Option(metavar="FILE", help="Add the report, as Markdown.")] = None,
    points: Annotated[Path | None, typer.Option(metavar="FILE", help="Add the points, for GitHub Classroom.")] = None,
) -> None:
    """Check what was pushed to GitHub with the checks of a release; its own workflow runs this."""
    from convgrade.home.pushed import check_push as run

    raise typer.Exit(run(release, pushed, summary=summary, points=points))
