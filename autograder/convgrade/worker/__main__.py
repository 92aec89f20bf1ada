"""The program of a worker, of the fork server that workers come from, and of a helper that ends them.

Started as ``python -s -S -P -B .../worker/__main__.py ROLE NUMPY_PARENT``; see `entry.start`.
"""

import sys
from pathlib import Path


def main() -> None:
    """Make the package importable for a moment, and start."""
    home = str(Path(__file__).resolve().parents[2])
    sys.path.append(home)
    from convgrade.worker import entry  # noqa: PLC0415 - importable only now

    entry.start(home, *sys.argv[1:])


main()
