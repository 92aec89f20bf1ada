"""Call sys.exit while it is imported."""
# goal: deny
import sys

sys.exit(0)
