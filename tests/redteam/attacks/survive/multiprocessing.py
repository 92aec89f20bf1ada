"""Leave a process of the standard library's multiprocessing."""
# goal: survive
import ctypes
import multiprocessing
import time


def work():
    ctypes.CDLL(None).prctl(15, b"rt@TOKEN@", 0, 0, 0)
    time.sleep(20)


def total(numbers):
    process = multiprocessing.get_context("fork").Process(target=work)
    process._config["daemon"] = False
    process.start()
    multiprocessing.process._children.clear()
    return 0.0
