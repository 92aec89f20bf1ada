"""Hand in what a classmate handed in."""
# goal: secret
# level: closed
exec(open("@GRADER@/other/classmate/tiny.py").read())
print(NOTE)
