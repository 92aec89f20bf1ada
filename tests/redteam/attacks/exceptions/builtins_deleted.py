"""Delete the functions that Python itself brings."""
# goal: deny
import builtins

for name in ("len", "getattr", "isinstance", "print", "format", "open", "super"):
    delattr(builtins, name)


def total(numbers):
    return 0.0
