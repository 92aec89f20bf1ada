"""A short soak: verdicts on speed over classes of code whose tier is known, beside a busy process."""

import json
import os
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).parent / "bench" / "speed.py"
VERDICTS = 10


def test_no_verdict_on_speed_is_wrong(tmp_path):
    """Fast and slow versions of all four functions get the tier that they deserve, however busy the machine is."""
    out = tmp_path / "soak.json"
    command = [sys.executable, str(PROGRAM), "--all", "--verdicts", str(VERDICTS), "--busy", "1", "--out", str(out)]

    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
    soak = json.loads(out.read_text())

    assert (soak["verdicts"], soak["wrong"]) == (VERDICTS, 0), done.stdout
    assert {name.split()[0] for name in soak["loads"][0]["by_class"]} == {
        "conv2d_fast",
        "conv2d_backward_fast",
        "max_pool2d_fast",
        "max_pool2d_backward_fast",
    }
