"""What students call in a notebook: ``from convgrade.notebook import check``."""

from convgrade.notebook.checking import check

__all__ = ["check"]
