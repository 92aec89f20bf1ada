"""Call the function that the check hands over for ever."""
# goal: deny
# seconds: 0.3


def slope(f, x):
    while True:
        f(x)
