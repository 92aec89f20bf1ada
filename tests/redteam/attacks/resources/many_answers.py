"""Return a million numbers where one is asked for."""
# goal: deny


def total(numbers):
    class Many(list):
        def __sub__(self, other):
            return 1.0

        def __str__(self):
            return str(list(self))

    return Many(range(300_000))
