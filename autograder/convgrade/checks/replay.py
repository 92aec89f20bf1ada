"""Remember the fresh cases of property checks, to run the same checks on many implementations.

Which cases Hypothesis draws depends on the seed alone, as long as none fails.  So a check that passed once
on these cases is tried on the next implementation without drawing them anew; only where one of them fails
does Hypothesis run, and shrink.  The verdicts are the same, in a fraction of the time.
"""

from collections.abc import Callable, Generator
from typing import Any

import pytest
from hypothesis.strategies import DataObject

Arguments = dict[str, Any]


class Examples:
    """What the property checks of one exercise drew in a run in which they passed: a plugin for `run_checks`."""

    def __init__(self) -> None:
        self._drawn: dict[str, list[Arguments]] = {}
        self._passed: set[str] = set()
        self._inner: dict[str, Callable[..., None]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Have every property check note what it draws."""
        for item in items:
            handle = getattr(item.obj, "hypothesis", None) if isinstance(item, pytest.Function) else None
            if handle is None or not isinstance(item, pytest.Function):
                continue
            self._inner[item.nodeid] = handle.inner_test
            if item.nodeid not in self._passed:
                self._drawn[item.nodeid] = []
                handle.inner_test = self._noting(item, handle.inner_test)

    def _noting(self, item: pytest.Function, inner: Callable[..., None]) -> Callable[..., None]:
        def noting(**arguments: Any) -> None:
            inner(**arguments)
            drawn = {name: value for name, value in arguments.items() if name not in item.fixturenames}
            self._drawn[item.nodeid].append(drawn)

        return noting

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        """Note which checks passed; one that draws while it runs must do so again."""
        yield
        drawn = self._drawn.get(item.nodeid, [])
        if drawn and not any(isinstance(value, DataObject) for example in drawn for value in example.values()):
            self._passed.add(item.nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Try a check on what it drew earlier; where it fails on that, it runs as usual."""
        if pyfuncitem.nodeid not in self._passed or "set_score" in pyfuncitem.fixturenames:
            return None
        inner = self._inner[pyfuncitem.nodeid]
        fixtures = {name: pyfuncitem.funcargs[name] for name in _asked_for(pyfuncitem)}
        try:
            for example in self._drawn[pyfuncitem.nodeid]:
                inner(**fixtures, **example)
        except KeyboardInterrupt:
            raise
        except BaseException:  # noqa: BLE001 - the usual run says what it is
            return None
        return True


def _asked_for(item: pytest.Function) -> list[str]:
    """Return the names of the fixtures that a check asks for itself."""
    return [name for name in item._fixtureinfo.argnames if name in item.funcargs]  # noqa: SLF001 - pytest has no other name for it
