"""Be slow, each call a little less than the limit."""
# goal: deny
# seconds: 0.5
import time


def scaled(image, factor):
    time.sleep(0.3)
    return image


def slope(f, x):
    time.sleep(0.3)
    return 0.0
