"""Leave a process behind and hang until the deadline."""
# goal: survive
# seconds: 0.5
import ctypes
import os
import time


def scaled(image, factor):
    if os.fork() == 0:
        os.setsid()
        ctypes.CDLL(None).prctl(15, b"rt@TOKEN@", 0, 0, 0)
    time.sleep(20)
