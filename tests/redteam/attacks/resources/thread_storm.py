"""Start as many threads as there may be; each waits."""
# goal: deny
# seconds: 0.7
import threading
import time

threads = []
try:
    for _ in range(100):
        thread = threading.Thread(target=time.sleep, args=(60,))
        thread.start()
        threads.append(thread)
except RuntimeError:
    pass


def total(numbers):
    return 0.0
