"""Call the function that the check hands over for ever."""
# goal: deny
# seconds: 0.5


def slope(f, x):
    while True:
        f(x)
