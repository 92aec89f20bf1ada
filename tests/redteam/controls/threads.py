"""Uses threads, and leaves none behind."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np


def total(numbers):
    box = []
    thread = threading.Thread(target=lambda: box.append(float(np.sum(numbers))))
    thread.start()
    thread.join()
    return box[0]


def scaled(image, factor):
    with ThreadPoolExecutor(2) as pool:
        return np.stack(list(pool.map(lambda row: row * factor, image)))


def slope(f, x):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(f, x + 0.5).result() - pool.submit(f, x - 0.5).result()
