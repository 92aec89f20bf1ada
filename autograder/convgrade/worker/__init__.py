"""The only door to student code: a process of its own, few kinds of values, a deadline on every answer."""
