"""Zips: the same bytes every time."""

import io
import zipfile

import pytest

from convgrade.authoring import wheel
from convgrade.core.archive import unzip, zip_bytes
from convgrade.core.errors import ConvgradeError, InputError


def test_order_does_not_matter():
    """The same files in another order give the same bytes."""
    assert zip_bytes({"a": b"1", "b/c": b"2"}) == zip_bytes({"b/c": b"2", "a": b"1"})


def test_members_come_back():
    """What was packed is unpacked."""
    files = {"a": b"1", "b/c": b"\0\xff"}

    assert unzip(zip_bytes(files)) == files


def test_times_and_modes_are_fixed():
    """Members carry the first time a zip can hold, and are executable only where asked."""
    with zipfile.ZipFile(io.BytesIO(zip_bytes({"run": b"", "data": b""}, ["run"]))) as archive:
        members = {member.filename: member for member in archive.infolist()}

    assert {member.date_time for member in members.values()} == {(1980, 1, 1, 0, 0, 0)}
    assert [oct(members[name].external_attr >> 16) for name in ("run", "data")] == ["0o100755", "0o100644"]


def test_the_wheel_is_reproducible():
    """Two builds of the same sources give the same bytes, and the package is in them."""
    first = wheel.wheel_bytes()
    wheel._build.cache_clear()

    assert wheel.wheel_bytes() == first
    assert "convgrade/core/exercise.py" in unzip(first)


def test_without_sources_no_wheel(tmp_path, monkeypatch):
    """An installed convgrade says that it needs its sources."""
    monkeypatch.setattr(wheel.convgrade, "__file__", str(tmp_path / "site-packages" / "convgrade" / "__init__.py"))

    with pytest.raises(InputError, match="sources, which are not at hand"):
        wheel.wheel_bytes()


def test_a_failed_build_quotes_hatchling(tmp_path):
    """A project that cannot be built is told with hatchling's own words."""
    (tmp_path / "pyproject.toml").write_text("[project\n")

    with pytest.raises(ConvgradeError, match="could not build convgrade's wheel"):
        wheel._build(tmp_path, "any hash")
