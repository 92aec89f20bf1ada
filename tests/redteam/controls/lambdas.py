"""Is written in lambdas and partial functions."""

from functools import partial, reduce
from operator import add, mul

import numpy as np

total = lambda numbers: reduce(add, map(float, numbers), 0.0)
scaled = lambda image, factor: np.vectorize(partial(mul, factor))(image)
slope = lambda f, x: (lambda up, down: up - down)(f(x + 0.5), f(x - 0.5))
