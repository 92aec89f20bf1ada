"""Loop for ever while it is imported."""
# goal: deny
# seconds: 0.3
while True:
    pass
