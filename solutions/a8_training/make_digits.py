"""Make ``digits.npz`` from the digits that scikit-learn brings along; see ``DIGITS.txt`` for where they are from.

Needs scikit-learn, which nothing else here does: ``pip install scikit-learn``, then ``python make_digits.py``.
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

digits = load_digits()
np.savez_compressed(
    Path(__file__).parent / "digits.npz",
    images=digits.images.astype(np.uint8)[:, None],
    labels=digits.target.astype(np.uint8),
)
