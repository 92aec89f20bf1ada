"""Loop for ever while it is imported."""
# goal: deny
# seconds: 0.5
while True:
    pass
