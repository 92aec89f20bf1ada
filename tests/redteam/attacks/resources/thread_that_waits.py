"""Let the process never end: leave a thread behind that is waited for."""
# goal: deny
# seconds: 0.7
import threading
import time

threading.Thread(target=time.sleep, args=(60,)).start()


def total(numbers):
    return 0.0
