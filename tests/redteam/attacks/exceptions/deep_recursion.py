"""Lift the limit of recursion and go deep through C, until the stack is used up."""
# goal: deny
import sys

sys.setrecursionlimit(10**8)


def total(numbers):
    return max([numbers], key=total)
