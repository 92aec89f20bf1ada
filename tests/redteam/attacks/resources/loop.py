"""Loop for ever in a call."""
# goal: deny
# seconds: 0.5


def scaled(image, factor):
    while True:
        pass
