"""Return an object whose text is so long that the results are refused."""
# goal: deny


class Long:
    def __sub__(self, other):
        return 1.0

    def __str__(self):
        return "x" * 2_000_000

    __repr__ = __str__


def total(numbers):
    return Long()
