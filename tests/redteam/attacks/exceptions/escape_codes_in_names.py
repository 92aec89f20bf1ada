"""Hide escape codes in the name of an exception and of a function."""
# goal: deface


def total(numbers):
    kind = type("\x1b[32mPassed\x1b[0m", (Exception,), {"__module__": "\x1b[2J"})
    raise kind(f"{kind.__name__}")
