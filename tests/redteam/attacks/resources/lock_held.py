"""Sleep in C while holding Python's global lock, so that no timer of Python's runs."""
# goal: deny
# seconds: 0.5
import ctypes


def scaled(image, factor):
    ctypes.PyDLL(None).sleep(60)
