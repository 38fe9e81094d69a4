"""Puts what check-in-the-browser.md loads beside the built pages: Pyodide, and docketstats with what it needs as a zip.

`DOCKETSTATS_PYODIDE` names the folder of the npm package ``pyodide``. Without it the site is built without the checker,
and its page says so. Nothing is downloaded here: the libraries are those that are installed, without compiled parts.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

PYODIDE = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "pyodide-lock.json", "python_stdlib.zip")
LEFT_OUT = {"highspy", "numpy", "threadpoolctl"}  # compiled; small questions are answered without them
EXTRA = "report"
WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest time of a zip: the same files make the same zip


def _needed(name: str, extra: str = "", seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """A distribution and all that it needs in the browser."""
    for text in metadata.requires(name) or ():
        one = Requirement(text)
        in_browser = {"extra": extra, "sys_platform": "emscripten", "python_version": "3.13"}
        if one.name in LEFT_OUT | seen or (one.marker and not one.marker.evaluate(in_browser)):
            continue
        seen = _needed(one.name, seen=seen | {one.name})
    return seen


def _files() -> Iterator[tuple[str, Path]]:
    import docketstats

    home = Path(docketstats.__file__).parent
    yield from ((f"docketstats/{path.relative_to(home).as_posix()}", path) for path in home.rglob("*"))
    for name in _needed("docketstats", EXTRA):
        found = metadata.distribution(name)
        yield from ((str(path), Path(str(found.locate_file(path)))) for path in found.files or ())


def _write(app: Sphinx, error: Exception | None) -> None:
    given = os.environ.get("DOCKETSTATS_PYODIDE")
    if error is not None or app.builder.format != "html" or not given:
        return
    missing = [name for name in PYODIDE if not Path(given, name).is_file()]
    if missing:
        raise ExtensionError(f"DOCKETSTATS_PYODIDE: {given} has no {', '.join(missing)}: npm install pyodide@0.29")
    folder = Path(app.outdir, "_static", "checker")
    for name in PYODIDE:
        shutil.copyfile(Path(given, name), folder / name)
    with zipfile.ZipFile(folder / "docketstats.zip", "w", zipfile.ZIP_DEFLATED) as made:
        for name, path in sorted(_files()):
            if path.is_file() and path.suffix not in {".pyc", ".so", ".pyd"} and not name.startswith(".."):
                made.writestr(zipfile.ZipInfo(name, WHEN), path.read_bytes(), zipfile.ZIP_DEFLATED)


def setup(app: Sphinx) -> dict[str, Any]:
    """Write after the pages."""
    app.connect("build-finished", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
