"""The ``convgrade`` command: each command reads its arguments and makes one call down."""

import io
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from convgrade import __version__
from convgrade.core.errors import ConvgradeError, ExitCode, InputError
from convgrade.options import SOLUTIONS, Course, Out, Selfcheck
from convgrade.releasing import add_releases
from convgrade.worker.levels import Level

app = typer.Typer(
    name="convgrade",
    help="Grade numpy exercises with pytest checks, against reference solutions and PyTorch's answers.",
    epilog="Exit codes: 0 all points, 1 points missing, 2 wrong usage or input, 3 grader error (staff must look).",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="markdown",
)
release_app = typer.Typer(help="Generate what students, Gradescope and others get, from solutions/.")
new_app = typer.Typer(help="Start something new, as a complete skeleton.", no_args_is_help=True)
app.add_typer(release_app, name="release")
app.add_typer(new_app, name="new")

Required = Annotated[
    Level,
    typer.Option("--require-isolation", metavar="LEVEL", help="process, guarded, closed or sealed; refuse below it."),
]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with a documented code; errors for people are one sentence each."""
    _never_fail_to_print()
    try:
        app(args=arguments, prog_name="convgrade")
    except ConvgradeError as error:
        print(f"convgrade: {error}", file=sys.stderr)  # noqa: T201 - a terminal program
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception:  # noqa: BLE001 - Python's own exit code for it, 1, would say that points are missing
        traceback.print_exc()
        sys.exit(ExitCode.GRADER_ERROR)
    sys.exit(ExitCode.ALL_POINTS)


def _never_fail_to_print() -> None:
    """Spell out what a console cannot show, such as Windows' in code page 1252, instead of ending with an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"convgrade {__version__}")
        raise typer.Exit


@app.command()
def grade(
    submission: Annotated[
        Path, typer.Argument(help="What was handed in: a folder, a .zip, one .py file or the notebook.")
    ],
    assignment: Annotated[str, typer.Option("--assignment", "-a", help="Which assignment, such as a2_convolution.")],
    assignments: Course = SOLUTIONS,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write results.json (Gradescope's format) here.")
    ] = None,
    metadata: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Gradescope's submission_metadata.json: whose it is, and what rules go by."),
    ] = None,
    require_isolation: Required = Level.PROCESS,
    live_torch: Annotated[
        bool, typer.Option("--live-torch", help="Ask PyTorch itself as well, on every device present.")
    ] = False,
    device: Annotated[
        str | None,
        typer.Option(metavar="cuda", help="Let code that uses PyTorch use this GPU as well; see docs/gpu.md first."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show every failed check in full.")] = False,
    student: Annotated[
        str | None, typer.Option(metavar="ID", help="Whose own numbers are asked for; the metadata tell by default.")
    ] = None,
) -> None:
    """Grade one submission with all checks, public and hidden.

    Student code runs in a process of its own; a submission that crashes, loops or cheats costs only
    its own points, and results.json is valid however the run ends.
    """
    from convgrade.reports.deliver import Order, deliver

    order = Order(
        submission,
        assignment,
        assignments,
        out=out,
        metadata=metadata,
        live_torch=live_torch,
        device=device,
        everything=everything,
        required=require_isolation,
        student=student,
    )
    raise typer.Exit(deliver(order))


@app.command()
def check(
    exercises: Annotated[list[str] | None, typer.Argument(help="Which exercises; all by default.")] = None,
    folder: Annotated[Path, typer.Option("--folder", metavar="DIR", help="The assignment's folder.")] = Path(),
    everything: Annotated[bool, typer.Option("--all", help="Show every failed check in full.")] = False,
    student: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Your address or user name: gives you your own numbers from now on."),
    ] = None,
) -> None:
    """Check your own work: run the public checks of the assignment in this folder.

    Shows the smallest input found on which your code is wrong, what it returned and what it should return.
    """
    from convgrade.home.check import check_folder

    raise typer.Exit(check_folder(folder, tuple(exercises or ()), everything=everything, student=student))


@app.command()
def watch(
    exercises: Annotated[list[str] | None, typer.Argument(help="Which exercises; all by default.")] = None,
    folder: Annotated[Path, typer.Option("--folder", metavar="DIR", help="The assignment's folder.")] = Path(),
    everything: Annotated[bool, typer.Option("--all", help="Show every failed check in full.")] = False,
) -> None:
    """Check your work whenever you save a file, until you press Ctrl-C.

    Only the exercises that the saved file belongs to are checked again, which takes a moment.
    """
    from convgrade.home.watch import watch_folder

    raise typer.Exit(watch_folder(folder, tuple(exercises or ()), everything=everything))


@app.command()
def submit(
    folder: Annotated[Path, typer.Option("--folder", metavar="DIR", help="The assignment's folder.")] = Path(),
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Where the zip goes; there by default.")
    ] = None,
    check: Annotated[bool, typer.Option("--check/--no-check", help="Run the public checks first.")] = True,
) -> None:
    """Make the zip to hand in, and say what is missing in it.

    What does not compile, or holds the marks of an unfinished merge, is refused; checks that fail are not.
    """
    from convgrade.home.submit import submit_folder

    is_watched = sys.stdin.isatty() and sys.stdout.isatty()
    ask = (lambda question: typer.confirm(question, default=True)) if is_watched else None
    raise typer.Exit(submit_folder(folder, out=out, check=check, ask=ask))


@app.command()
def hint(
    exercise: Annotated[str, typer.Argument(help="Which exercise, such as conv2d.")],
    folder: Annotated[Path, typer.Option("--folder", metavar="DIR", help="The assignment's folder.")] = Path(),
) -> None:
    """Show the next hint on an exercise; the first one asks about the check that failed last."""
    from convgrade.reports.hints import print_next_hint

    print_next_hint(folder, exercise)


@release_app.callback(invoke_without_command=True)
def release(
    context: typer.Context,
    write: Annotated[bool, typer.Option("--write", help="Regenerate the students' folders.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Fail if they are not what solutions/ gives.")] = False,
    assignments: Course = SOLUTIONS,
    target: Annotated[Path, typer.Option(metavar="DIR", help="The students' folders.")] = Path("assignments"),
) -> None:
    """Generate what students, Gradescope and others get, from solutions/."""
    if context.invoked_subcommand is not None:
        return
    if write == check:
        raise InputError(
            "say what to do: release --write, release --check, or one of the commands below release --help"
        )
    from convgrade.authoring import release as releasing

    if write:
        for path in releasing.write(assignments, target):
            typer.echo(f"wrote {path}")
        return
    releasing.require_in_step(assignments, target)
    typer.echo(f"{target} is what {assignments} gives")


@release_app.command()
def student(
    names: Annotated[list[str] | None, typer.Argument(help="Which assignments; all by default.")] = None,
    out: Out = Path("dist"),
    assignments: Course = SOLUTIONS,
    selfcheck: Selfcheck = True,
) -> None:
    """Build the zip that students download: stubs, public checks, handout, and convgrade itself."""
    from convgrade.authoring.release import build_student_zips
    from convgrade.authoring.selfcheck_report import require_sound

    if selfcheck:
        require_sound(assignments, names or ())
    for path in build_student_zips(assignments, names or (), out):
        typer.echo(f"wrote {path}")


@release_app.command()
def gradescope(
    names: Annotated[list[str] | None, typer.Argument(help="Which assignments; all by default.")] = None,
    out: Out = Path("dist"),
    assignments: Course = SOLUTIONS,
    selfcheck: Selfcheck = True,
    live_torch: Annotated[
        bool, typer.Option("--live-torch", help="PyTorch in the image: checks ask it, beside its recorded answers.")
    ] = False,
    vendored: Annotated[
        bool, typer.Option("--vendored", help="Bring the packages along: no network is needed to set it up.")
    ] = False,
    python: Annotated[
        list[str] | None, typer.Option(metavar="VERSION", help="With --vendored: for this Python; 3.11 to 3.13.")
    ] = None,
    dockerfile: Annotated[
        bool, typer.Option("--dockerfile", help="What `docker build` takes, for a course with an image of its own.")
    ] = False,
) -> None:
    """Build the autograder zip to upload to Gradescope: pinned by hashes; PyTorch only where student code needs it."""
    from convgrade.authoring.gradescope import Variant, missing_in_image
    from convgrade.authoring.release import build_gradescope_zips
    from convgrade.authoring.selfcheck_report import require_sound
    from convgrade.authoring.wheels import PYTHONS
    from convgrade.core.exercise import assignment_names, find_assignment

    if selfcheck:
        require_sound(assignments, names or ())
    if python and not vendored:
        raise InputError("--python says which packages to bring along: give --vendored too")
    pythons = tuple(python or PYTHONS) if vendored else ()
    variant = Variant(live_torch=live_torch, vendored=pythons, dockerfile=dockerfile)
    for path in build_gradescope_zips(assignments, names or (), out, variant):
        typer.echo(f"wrote {path} ({path.stat().st_size / 1e6:.1f} MB)")
    for name in names or assignment_names(assignments):
        for sentence in missing_in_image(find_assignment(assignments, name)):
            typer.echo(f"note: {sentence}", err=True)


add_releases(app, release_app)


@app.command()
def rehearse(
    zip_file: Annotated[Path, typer.Argument(metavar="ZIP", help="What `convgrade release gradescope` built.")],
    submissions: Annotated[list[Path], typer.Argument(help="Submissions: folders, zips or single files.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Keep each results.json here.")] = None,
    clean_root: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Use containers, over this root of Debian's packages; made if it is missing."),
    ] = None,
    containers: Annotated[
        list[str] | None,
        typer.Option("--container", help="With --clean-root: docker (the default), no-landlock or old-docker."),
    ] = None,
) -> None:
    """Run an autograder zip as Gradescope would: its folders, its scripts, its memory and half a CPU.

    With --clean-root (Linux, as root, with runc and debootstrap) it runs in containers with Docker's
    restrictions, and the results are compared with those of this machine.
    """
    from convgrade.authoring import rehearse_report as report

    if clean_root is None:
        raise typer.Exit(report.rehearse_and_show(zip_file, submissions, out))
    variants = containers or ["docker"]
    raise typer.Exit(report.rehearse_in_clean_root(zip_file, submissions, out, clean_root, variants))


@app.command()
def record(
    which: Annotated[
        list[str] | None, typer.Argument(metavar="[ASSIGNMENT[/EXERCISE]]...", help="All by default.")
    ] = None,
    device: Annotated[list[str] | None, typer.Option(help="cpu, cuda; every one present by default.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail if an answer has changed.")] = False,
    assignments: Course = SOLUTIONS,
) -> None:
    """Ask PyTorch for the answers to the recorded cases and keep them in recorded.npz."""
    from convgrade.authoring.record import record_all

    raise typer.Exit(record_all(assignments, which or (), device or (), write=not check, say=typer.echo))


@app.command()
def mutants(
    which: Annotated[
        list[str] | None, typer.Argument(metavar="[ASSIGNMENT[/EXERCISE]]...", help="All by default.")
    ] = None,
    assignments: Course = SOLUTIONS,
) -> None:
    """Prove the checks: every small change to a worked solution must cost points, or be declared harmless."""
    from convgrade.authoring.mutants import try_all

    raise typer.Exit(try_all(assignments, which or (), typer.echo))


@app.command()
def selfcheck(
    which: Annotated[
        list[str] | None, typer.Argument(metavar="[ASSIGNMENT[/EXERCISE]]...", help="All by default.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print figures for machines.")] = False,
    jobs: Annotated[int | None, typer.Option(min=1, help="How many processes; one per processor by default.")] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Prove again what has not changed.")] = False,
    assignments: Course = SOLUTIONS,
) -> None:
    """Grade the checks themselves: stub 0, solution full, every known mistake caught and named."""
    from convgrade.authoring.selfcheck_report import selfcheck_and_show

    raise typer.Exit(selfcheck_and_show(assignments, which or (), as_json=as_json, jobs=jobs, cached=not no_cache))


@new_app.command()
def exercise(
    name: Annotated[str, typer.Argument(metavar="ASSIGNMENT/NAME", help="Such as a2_convolution/conv3d.")],
    assignments: Course = SOLUTIONS,
) -> None:
    """Write the skeleton of an exercise: it passes the project's own tests as it is."""
    from convgrade.authoring.new import new_exercise

    assignment, _, short = name.partition("/")
    if not short:
        raise InputError(f"name the assignment too: a2_convolution/{name}")
    for path in new_exercise(assignments, assignment, short):
        typer.echo(f"wrote {path}")


@app.command(name="list")
def list_exercises(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[ASSIGNMENT]...", help="Show the exercises of these.")
    ] = None,
    lecture: Annotated[bool, typer.Option("--lecture", help="Show the lecture's items with their exercises.")] = False,
    assignments: Course = SOLUTIONS,
) -> None:
    """List the assignments: what comes after what, points, minutes, difficulty."""
    from convgrade.reports import catalogue

    if lecture and names:
        raise InputError("say either which assignments, or --lecture")
    if lecture:
        catalogue.print_lecture(assignments)
    elif names:
        catalogue.print_assignments(assignments, names)
    else:
        catalogue.print_course(assignments)


@app.command()
def doctor(assignments: Course = SOLUTIONS, require_isolation: Required = Level.PROCESS) -> None:
    """Say what this machine gives: isolation, tried out from inside a worker; PyTorch, devices, recordings.

    Ends with exit code 1 where isolation is below the required level.
    """
    from convgrade.reports.doctor import print_doctor

    raise typer.Exit(print_doctor(assignments, require_isolation))
