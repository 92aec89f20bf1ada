"""Write to the open descriptors from a thread, all the time."""
# goal: deny
import os
import threading
import time


def speak():
    for _ in range(200):
        for descriptor in range(3, 6):
            try:
                os.write(descriptor, b'{"score": 10}')
            except OSError:
                pass
        time.sleep(0.001)


threading.Thread(target=speak, daemon=True).start()


def total(numbers):
    time.sleep(0.01)
    return 0.0
