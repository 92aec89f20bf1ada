"""Let the tests import the fuzzer, which is a program of its own."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
