"""Import the solution by name, as the checks do."""
# goal: points
from solution import scaled, slope, total
