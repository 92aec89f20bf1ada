"""How much there is to do, in the same words everywhere: points, time, difficulty."""

from convgrade.core.exercise import Assignment

HARDEST = 5


def points_text(points: float, bonus: float) -> str:
    """Return points with the bonus, if there is one: ``30 + 5 bonus``."""
    return f"{points:g} + {bonus:g} bonus" if bonus else f"{points:g}"


def level(difficulty: int) -> str:
    """Return a difficulty from 1 to 5 as dots: ``●●○○○``."""
    return "●" * difficulty + "○" * (HARDEST - difficulty)


def hardest(assignment: Assignment) -> int:
    """Return the difficulty of an assignment's hardest exercise."""
    return max(exercise.difficulty for exercise in assignment.exercises)


def duration(minutes: int) -> str:
    """Return minutes as people say them: ``45 minutes``, ``2 h``, ``2 h 40``."""
    if minutes < 60:
        return f"{minutes} minutes"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02}" if rest else f"{hours} h"
