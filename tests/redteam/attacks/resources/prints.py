"""Print five million characters in a call."""
# goal: deny


def total(numbers):
    print("x" * 5_000_000)
    return 0.0
