"""Attack, kill and fuzz the grader in containers like Gradescope's, with the environment that ``setup.sh`` makes.

    python tests/redteam/inside.py --clean-root build/clean-root --container docker --container old-docker

Linux, root, runc and debootstrap.  Each container is a clean root with Docker's default capabilities and
rules for system calls, 768 MiB and half a processor, without a network; this repository's ``tests`` and
``solutions`` are shown in it, read-only.  What the programs print, and their findings, is kept in ``--out``.
"""

import argparse
import json
import shutil
import signal
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1])]

from redteam.report import table

from convgrade.authoring.clean_root import prepare, require_tools
from convgrade.authoring.container import BASE, CleanRoot
from convgrade.authoring.docker import VARIANTS
from convgrade.authoring.rehearse import GRADESCOPE_CPUS, GRADESCOPE_MEMORY_MIB, set_up
from convgrade.authoring.release import gradescope_zip
from convgrade.authoring.running import Ended, Limits
from convgrade.core.errors import ConvgradeError
from convgrade.core.exercise import find_assignment

PROJECT = Path(__file__).parents[2]
ASSIGNMENT = "a2_convolution"  # the one that the kills grade
SECONDS = 3600.0
PROGRAMS = ("redteam", "kills", "fuzz")
HEADING = (
    *("container", "user", "level", "attacks", "beat naive", "points gained", "otherwise gained", "not promised"),
    *("controls full", "left over", "kills wrong", "fuzz findings"),
)
_SHARES = {"decoder": 0.75, "intake": 0.125, "recordings": 0.115, "results": 0.01}  # by what an input costs
_INSIDE = "/convgrade"
# The shell stays the first process, as in a real run, and takes in orphans.
_SCRIPT = """
python={base}/venv/bin/python out={base}/results tests={inside}/tests
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
$python $tests/redteam/report.py --json $out/redteam.json
$python $tests/faults/kills.py --kills {kills} --json $out/kills.json
$python $tests/fuzz/fuzz.py --count {counts} --found $out/found --json $out/fuzz.json
exit 0
"""


@dataclass
class Found:
    """What came of one kind of container; ``documents`` are the programs' own, by name."""

    variant: str
    ended: Ended
    documents: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def rows(self) -> list[list[str]]:
        """Return a row for each user as whom the red team attacked; kills and inputs are in the first one."""
        kills, fuzz = self.documents.get("kills"), self.documents.get("fuzz")
        wrong = "did not finish" if kills is None else f"{_count(kills, 'wrong')} of {len(kills)}"
        findings = "did not finish" if fuzz is None else f"{_count(fuzz, 'finding')} in {_inputs(fuzz)}"
        settings = self.documents.get("redteam") or [None]
        return [
            [self.variant, *_attacked(setting), *((wrong, findings) if number == 0 else ("", ""))]
            for number, setting in enumerate(settings)
        ]

    def problems(self) -> list[str]:
        """Return a sentence on each thing that is not as it should be."""
        said = [f"{name} did not finish" for name in PROGRAMS if name not in self.documents]
        for setting in self.documents.get("redteam", []):
            where = setting["title"]
            said += [f"{where}: {name} gained {gains}" for name, gains in setting["gained"].items()]
            said += [f"{where}: the honest {name} did not get all points" for name in setting["lost"]]
            if setting["left"]:
                said.append(f"{where}: {setting['left']} attacks left a process, a file or a message")
            if not setting["beat_naive"]:
                said.append(f"{where}: no attack beats even the naive grader, so this proves nothing")
        for number, happened in enumerate(self.documents.get("kills", []), 1):
            said += [f"kill {number}: {wrong}" for wrong in happened["wrong"]]
        said += [f"fuzz, {fed['target']}: {fed['finding']}" for fed in self.documents.get("fuzz", []) if fed["finding"]]
        return [f"{self.variant}: {sentence}" for sentence in said]

    def used(self) -> str:
        """Return in words what the container took."""
        peak = f"at most {self.ended.peak_mib:.0f} MiB" if self.ended.peak_mib else "memory unknown"
        took = f"{self.ended.seconds:.0f} s, of them {self.ended.cpu_seconds:.0f} s of processor"
        return f"{self.variant}: {took}, {peak}; limits: {self.ended.limits}"


def _attacked(setting: dict[str, Any] | None) -> list[str]:
    if setting is None:
        return ["did not finish", *[""] * 8]
    points = sum("points" in gains for gains in setting["gained"].values())
    full = f"{setting['controls'] - len(setting['lost'])} of {setting['controls']}"
    user = setting["title"].replace("this user", "root")
    counts = [setting["attacks"], setting["beat_naive"], points, len(setting["gained"]) - points]
    return [user, setting["level"], *map(str, counts), f"{len(setting['not_promised'])}", full, f"{setting['left']}"]


def _count(documents: list[dict[str, Any]], key: str) -> int:
    return sum(bool(document[key]) for document in documents)


def _inputs(documents: list[dict[str, Any]]) -> int:
    return sum(document["inputs"] for document in documents)


def look_inside(place: CleanRoot, variant: str, kills: int, inputs: int, keep: Path) -> Found:
    """Run the three programs in a fresh container of one kind, and keep what they left."""
    layout = place.fresh()
    layout.results.mkdir()
    counts = " ".join(f"{target}={round(share * inputs)}" for target, share in _SHARES.items())
    script = _SCRIPT.format(base=BASE, inside=_INSIDE, kills=kills, counts=counts)
    shown = {f"{_INSIDE}/{name}": PROJECT / name for name in ("tests", "solutions")}
    limits = Limits(GRADESCOPE_MEMORY_MIB, GRADESCOPE_CPUS, SECONDS)
    shutil.rmtree(keep, ignore_errors=True)
    keep.mkdir(parents=True)
    with (keep / "output.txt").open("wb") as output:
        ended = place.execute(["/bin/bash", "-c", script], variant, limits, output, shown)
    shutil.copytree(layout.results, keep, dirs_exist_ok=True)
    left = {name: keep / f"{name}.json" for name in PROGRAMS}
    documents = {name: json.loads(path.read_text()) for name, path in left.items() if path.exists()}
    return Found(variant, ended, documents)


def run(root: Path, variants: list[str], kills: int, inputs: int, out: Path) -> list[Found]:
    """Set a zip up in a clean root, and look inside of each kind of container."""
    require_tools()
    ready = prepare(root)
    with tempfile.TemporaryDirectory(prefix="convgrade-inside-", ignore_cleanup_errors=True) as scratch:
        zip_path, folder = Path(scratch) / "autograder.zip", Path(scratch) / "containers"
        zip_path.write_bytes(gradescope_zip(find_assignment(PROJECT / "solutions", ASSIGNMENT)))
        folder.mkdir()
        place = CleanRoot(ready, folder, variants)
        set_up(place, zip_path)
        return [_told(look_inside(place, variant, kills, inputs, out / variant)) for variant in variants]


def _told(found: Found) -> Found:
    print(found.used(), flush=True)
    return found


def main() -> int:
    """Run from the command line; exit code 1 if anything is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clean-root", type=Path, default=PROJECT / "build" / "clean-root")
    parser.add_argument("--container", action="append", choices=list(VARIANTS), help="all kinds by default")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--out", type=Path, default=PROJECT / "build" / "inside")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a container ends with us
    try:
        variants = options.container or list(VARIANTS)
        found = run(options.clean_root, variants, options.kills, options.inputs, options.out)
    except ConvgradeError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"\n{table([list(HEADING), *(row for one in found for row in one.rows())])}\n")
    problems = [problem for one in found for problem in one.problems()]
    print("\n".join(problems) or f"nothing gained, lost or left over; what was printed is in {options.out}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
