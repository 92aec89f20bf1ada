"""Raise an exception whose text never comes."""
# goal: deny
# seconds: 0.3


class Endless(Exception):
    def __str__(self):
        while True:
            pass


def scaled(image, factor):
    raise Endless
