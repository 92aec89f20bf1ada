"""Grade within nbgrader: preprocessors that put convgrade's checks in the place of nbgrader's kernel.

``nbgrader_config.py`` of a course folder calls `configure`; nothing here imports nbgrader until then.
"""

from convgrade.in_nbgrader.configuration import configure

__all__ = ["configure"]
