"""What somebody does who has never seen the project, step by step, as they would type it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Step:
    """One line in a shell.

    ``code`` is the exit code that it must end with, ``says`` what it must print, ``needs`` the path of a
    file that it must leave.
    """

    name: str
    line: str
    code: int = 0
    says: str = ""
    needs: str = ""

    def problem(self, code, printed):
        """Return in a sentence what was not as it should be; nothing where all was."""
        if code != self.code:
            return f"ended with exit code {code}, not {self.code}"
        if self.says not in printed:
            return f"did not print {self.says!r}"
        if "Traceback (most recent call last)" in printed:
            return "printed a traceback"
        return ""


# While `watch` runs, the right file is saved over the wrong one; then comes Ctrl-C.
_WATCH = (
    "(sleep 4; cp {perfect}/conv2d.py .) & "
    "timeout --preserve-status --signal INT 9 {bin}/convgrade watch conv2d; code=$?; wait; exit $code"
)


def student_steps(python, zip_file, submissions, *, notebook):
    """Return what a student does, from the zip to the zip.

    Parameters
    ----------
    python : str
        The program that makes the environment.
    zip_file : str
        a2's student zip, where the steps see it.
    submissions : str
        The golden submissions, where the steps see them.
    notebook : bool
        Whether to run the notebook too, which installs what runs notebooks.
    """
    home, bin_folder = "a2_convolution", ".venv/bin"
    perfect, wrong = f"{submissions}/perfect/submission", f"{submissions}/forgets_bias/submission"
    watch = _WATCH.format(perfect=perfect, bin=bin_folder)
    asked = f"import sys, json; sys.exit('check(' not in open('{home}.ipynb', encoding='utf-8').read())"
    steps = [
        Step("unzip", f"{python} -m zipfile -e {zip_file} .", needs=f"{home}/README.md"),
        Step("make an environment", f"cd {home} && {python} -m venv .venv"),
        Step("pip install -r requirements.txt", f"cd {home} && {bin_folder}/python -m pip install -r requirements.txt"),
        Step("convgrade check, nothing written", f"cd {home} && {bin_folder}/convgrade check", 1, "not written yet"),
        Step("pytest, nothing written", f"cd {home} && {bin_folder}/pytest tests", 1, "not written yet"),
        Step("write it, with a mistake", f"cp {perfect}/*.py {home}/ && cp {wrong}/conv2d.py {home}/"),
        Step("convgrade check conv2d", f"cd {home} && {bin_folder}/convgrade check conv2d", 1, "a known mistake"),
        Step("convgrade hint conv2d", f"cd {home} && {bin_folder}/convgrade hint conv2d", 0, "what should you see?"),
        Step("convgrade hint conv2d again", f"cd {home} && {bin_folder}/convgrade hint conv2d", 0, "Hint 1 of 3"),
        Step("convgrade watch, save, Ctrl-C", f"cd {home} || exit; {watch}", 0, "No longer watching."),
        Step("convgrade check", f"cd {home} && {bin_folder}/convgrade check", 0, "next: convgrade submit"),
        Step("python -m pytest tests", f"cd {home} && {bin_folder}/python -m pytest tests", 0, "passed"),
        Step("convgrade submit", f"cd {home} && {bin_folder}/convgrade submit", 0, "Hand in this file"),
    ]
    if notebook:
        install = f"{bin_folder}/python -m pip install --quiet ipykernel nbclient"
        run = f"PATH=$PWD/{bin_folder}:$PATH jupyter execute --inplace {home}.ipynb && grep -q text/html {home}.ipynb"
        steps += [
            Step("pip install ipykernel nbclient", f"cd {home} && {install}"),
            Step("run the notebook", f'cd {home} && {bin_folder}/python -c "{asked}" && {run}'),
        ]
    return steps


def instructor_steps(bundle):
    """Return what an instructor does, from the clone to zips that are known to work.

    Parameters
    ----------
    bundle : str
        What to clone.
    """
    inside = "cd convgrade && "
    command = f"{inside}.venv/bin/convgrade"
    exercise = "a3_pooling/my_layer"
    return [
        Step("git clone", f"git clone --quiet {bundle} convgrade", needs="convgrade/Makefile"),
        Step("make", f"{inside}make", 0, "make demo"),
        Step("make demo", f"{inside}make demo", 0, "patches_the_grader"),
        Step("convgrade list", f"{command} list", 0, "a2_convolution"),
        Step("convgrade doctor", f"{command} doctor", 0, "level"),
        Step("convgrade new exercise", f"{command} new exercise {exercise}", 0, "solution.py"),
        Step("convgrade selfcheck of it", f"{command} selfcheck {exercise}", 0, "my_layer"),
        Step("make install", f"{inside}make install"),
        Step("convgrade release --check", f"{command} release --check", 3, "release --write"),
        Step("convgrade release --write", f"{command} release --write", 0, "my_layer.py"),
        Step("convgrade release student", f"{command} release student a3_pooling", 0, "a3_pooling-student.zip"),
        Step("convgrade release gradescope", f"{command} release gradescope a3_pooling", 0, "-gradescope.zip"),
        Step(
            "convgrade rehearse",
            f"{command} rehearse dist/a3_pooling-gradescope.zip assignments/a3_pooling",
            says="a3_pooling",
        ),
        Step(
            "convgrade grade",
            f"{command} grade tests/submissions/perfect/submission -a a2_convolution --out reports",
            needs="convgrade/reports/results.json",
        ),
    ]


def pythons(least=(3, 11)):
    """Return the Pythons of this machine that students may have, newest last, one of each version."""
    places = [*Path("/usr/bin").glob("python3.*"), *Path("/usr/local/bin").glob("python3.*")]
    places += Path.home().glob(".pyenv/versions/*/bin/python3.*")
    found = {}
    for place in sorted(places):
        digits = place.name.removeprefix("python3.")
        if digits.isdigit() and (3, int(digits)) >= least:
            found.setdefault(int(digits), place)
    return [found[minor] for minor in sorted(found)]
