"""Compute a number of millions of digits in one operation that nothing interrupts."""
# goal: deny
# seconds: 0.5


def scaled(image, factor):
    return float(9 ** 9 ** 8 % 7)
