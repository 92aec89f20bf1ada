"""Wait for a lock that is never released."""
# goal: deny
# seconds: 0.5
import threading

lock = threading.Lock()


def scaled(image, factor):
    lock.acquire()
    lock.acquire()
