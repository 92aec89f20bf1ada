"""Change the solution, so that the wrong answer is right from now on."""
# goal: escape
# level: closed


def total(numbers):
    with open("@GRADER@/source/r1_tiny/tiny/solution.py", "a") as file:
        file.write("\n\ndef total(numbers):\n    return 0.0\n")
    return 0.0
