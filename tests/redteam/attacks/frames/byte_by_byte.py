"""Send a frame so slowly that it never ends."""
# goal: deny
# seconds: 0.5
import os
import time


def scaled(image, factor):
    while True:
        for descriptor in range(3, 6):
            try:
                os.write(descriptor, b"c")
            except OSError:
                pass
        time.sleep(0.02)
