"""Return an object whose comparison never ends."""
# goal: deny
# seconds: 0.5


class Endless:
    def __eq__(self, other):
        while True:
            pass

    __sub__ = __eq__
    __hash__ = None


def total(numbers):
    return Endless()
