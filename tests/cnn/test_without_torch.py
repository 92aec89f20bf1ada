"""The domain where PyTorch is not installed."""

import subprocess
import sys

WITHOUT_TORCH = "import sys; sys.modules['torch'] = None; "


def output(code):
    """Return what an interpreter without PyTorch prints."""
    done = subprocess.run([sys.executable, "-c", WITHOUT_TORCH + code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_domain_needs_no_torch():
    """Cases and bounds can be had without PyTorch."""
    code = "from convgrade import cnn; print(cnn.float32_bound(abs, cnn.numbers((1, 1), 0)).shape)"

    assert output(code) == "(1, 1)"


def test_the_oracle_says_that_it_is_not_available():
    """The oracle can be imported without PyTorch, and then says that it has no answers."""
    assert output("from convgrade.cnn import oracle; print(oracle.available())") == "False"
