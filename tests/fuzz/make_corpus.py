"""Write the good inputs that fuzzing starts from: `python tests/fuzz/make_corpus.py` after a format has changed."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np

from convgrade.checks.cases import Case, Recorded, dump_cases
from convgrade.worker.protocol import Unsupported, pack

CORPUS = Path(__file__).with_name("corpus")
SOURCE = b"# coding: utf-8\nimport numpy as np\n\n\ndef conv2d(x, weight):\n    return np.zeros(3)\n"
TIME = (1980, 1, 1, 0, 0, 0)


def frames() -> dict[str, bytes]:
    """Return frames with values of every kind."""
    raised = {"kind": "ValueError", "bases": ["ValueError", "Exception"], "message": "é", "line": 3, "lines": ["x.py"]}
    grid = np.arange(12.0).reshape(3, 4)
    values = {
        "numbers": [None, True, 5, -(2**100), 1.5, float("inf"), float("nan")],
        "texts": ["text", "é" * 20, b"bytes", "", {"key": "value"}],
        "nested": [[1, (2, [3, {"a": [4.0]}])]],
        "scalars": [np.float32(1.5), np.int64(-3), np.bool_(True), np.complex128(1 + 2j)],
        "arrays": [grid, grid.T, grid[::-1, ::2], grid.astype(">i2"), np.zeros((0, 3)), np.array(True), grid > 3],
        "refused": [Unsupported("torch.Tensor")],
    }
    made = {name: pack("returned", "n" * 32, list_, ["x"], ["note"]) for name, list_ in values.items()}
    made["raised"] = pack("raised", "n" * 32, raised)
    made["loaded"] = pack("loaded", "n" * 32, ["conv2d", "np"])
    made["callback"] = pack("callback", "n" * 32, 0, (grid, 2), {"stride": 1})
    made["ready"] = pack("ready", "n" * 32, [["own process", ""]])
    return made


def notebook(*cells: str) -> bytes:
    """Return a notebook with these code cells, with and without outputs."""
    output = {"output_type": "stream", "name": "stdout", "text": ["1\n"]}
    code = [
        {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [output], "source": c} for c in cells
    ]
    text = {"cell_type": "markdown", "metadata": {}, "source": ["# Title\n", "text"]}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    return json.dumps({"cells": [text, *code], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}).encode()


def archive(compression: int, members: dict[str, bytes]) -> bytes:
    """Return a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as file:
        for name, data in members.items():
            file.writestr(zipfile.ZipInfo(name, TIME), data, compression)
    return buffer.getvalue()


def submissions() -> dict[str, bytes]:
    """Return what may be handed in as one file."""
    book = notebook(
        "%matplotlib inline\nimport numpy as np", SOURCE.decode(), "!ls", "%%bash\nls", "conv2d?", "def corr2d(): 1"
    )
    deflated, stored = zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED
    return {
        "plain.py": SOURCE,
        "bom.py": b"\xef\xbb\xbf" + SOURCE,
        "crlf.py": SOURCE.replace(b"\n", b"\r\n"),
        "stub.py": b"def conv2d(x):\n    raise NotImplementedError\n",
        "book.ipynb": book,
        "stub.ipynb": notebook("def conv2d(x):\n    raise NotImplementedError\n"),
        "empty.ipynb": notebook(),
        "deflated.zip": archive(deflated, {"conv2d.py": SOURCE, "corr2d.py": SOURCE * 30, "notes.txt": b"x"}),
        "stored.zip": archive(stored, {"hw/conv2d.py": SOURCE, "hw/a2.ipynb": book, "__MACOSX/._conv2d.py": b"\0"}),
        "deep.zip": archive(deflated, {"a/b/c/conv2d.py": SOURCE, ".git/HEAD": b"ref", "more.zip": b"PK"}),
    }


def recordings() -> dict[str, bytes]:
    """Return files of recorded answers."""
    cases = tuple(Case("f", (np.arange(float(n)),), {"stride": n}, "g", {"cpu": n / 3}) for n in range(1, 6))
    return {"recorded.npz": dump_cases(Recorded(cases, "2.0", {"cpu": "a processor"}))}


def main() -> None:
    """Write all of them."""
    for target, files in {"decoder": frames(), "intake": submissions(), "recordings": recordings()}.items():
        (CORPUS / target).mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (CORPUS / target / name).write_bytes(data)


if __name__ == "__main__":
    main()
