"""Auto-graded assignments for the CNN unit of a deep-learning course.

Kept empty of imports on purpose: the student's process imports this package to reach
``convgrade.worker`` and must not drag the engine in with it.
"""

__version__ = "0.1.0"
