"""Raise from code whose file name and lines are made up, to put words into a report."""
# goal: deface


def total(numbers):
    code = "\n" * 30 + "raise ValueError('\\x1b[2Jsee above')"
    exec(compile(code, "\x1b[31mtiny.py", "exec"))
