"""What of a folder counts."""

from convgrade.core.hashing import folder_files


def test_caches_and_environments_are_left_out(tmp_path):
    """Hidden files, caches and virtual environments of any name are no content, and are not read."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").write_bytes(b"1")
    (tmp_path / "a.py").write_bytes(b"2")
    for name in (".venv/x.py", "__pycache__/a.pyc", ".hidden", "my_env/lib/numpy.py", "my_env/pyvenv.cfg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"3")

    assert folder_files(tmp_path) == {"a.py": b"2", "tests/test_a.py": b"1"}
