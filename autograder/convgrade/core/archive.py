"""Zip files that are the same, byte for byte, whenever and wherever they are made."""

import io
import zipfile
from collections.abc import Collection, Mapping

TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can hold
_UNIX = 3


def zip_bytes(files: Mapping[str, bytes], executable: Collection[str] = ()) -> bytes:
    """Return a zip file with these members: sorted, without times, with fixed modes.

    Members are stored, not compressed: compressed bytes depend on the version of zlib.

    Parameters
    ----------
    files : mapping of str to bytes
        Contents by POSIX path.
    executable : collection of str, optional
        Which of them may be run.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, TIME)
            member.create_system = _UNIX
            member.external_attr = (0o100755 if name in executable else 0o100644) << 16
            archive.writestr(member, files[name])
    return buffer.getvalue()


def unzip(data: bytes) -> dict[str, bytes]:
    """Return the members of a (trusted) zip file by name, folders left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
