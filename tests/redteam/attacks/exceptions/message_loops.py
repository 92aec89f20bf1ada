"""Raise an exception whose text never comes."""
# goal: deny
# seconds: 0.5


class Endless(Exception):
    def __str__(self):
        while True:
            pass


def scaled(image, factor):
    raise Endless
