"""Print escape codes."""
# goal: deface


def total(numbers):
    print("\x1b[2J\x1b[8m everything is fine \x9b2J")
    return 0.0


def scaled(image, factor):
    print("\x1b]8;;http://localhost/\x07click\x1b]8;;\x07")
    return image
