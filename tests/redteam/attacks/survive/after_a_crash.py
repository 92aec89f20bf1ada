"""Leave a process behind and crash at once, so that nobody is there to ask for it."""
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
    time.sleep(0.05)
    os._exit(1)
