"""The scripts of the gallery as notebooks: they run in a kernel, and end with what they show.

They need what builds the site, `pip install 'docketstats[docs]'`, and skip without; with DOCKETSTATS_NOTEBOOKS=required
what is missing is a failure.
"""

from __future__ import annotations

import json
import os
import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted((ROOT / "examples" / "gallery").glob("*.py"))
SHOWN = {"text/html", "image/png"}

pytestmark = pytest.mark.notebook


def needed(name: str) -> Any:
    """A library, or the end of the test without it."""
    if os.environ.get("DOCKETSTATS_NOTEBOOKS") == "required":
        __import__(name)
    return pytest.importorskip(name)


def notebook(script: Path) -> Any:
    """A script as the notebook that the site offers: by sphinx-gallery's converter, with the settings of the site."""
    needed("sphinx_gallery")
    nbformat = needed("nbformat")
    from sphinx_gallery.gen_gallery import DEFAULT_GALLERY_CONF
    from sphinx_gallery.notebook import jupyter_notebook
    from sphinx_gallery.py_source_parser import split_code_and_text_blocks

    settings = DEFAULT_GALLERY_CONF | runpy.run_path(str(ROOT / "docs" / "conf.py"))["sphinx_gallery_conf"]
    _, blocks = split_code_and_text_blocks(script)
    return nbformat.reads(json.dumps(jupyter_notebook(blocks, settings, str(script.parent))), as_version=4)


def test_there_are_scripts() -> None:
    assert len(SCRIPTS) >= 12


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_notebook_runs_and_ends_with_what_it_shows(script: Path, tmp_path: Path) -> None:
    needed("ipykernel")
    client = needed("nbclient").NotebookClient
    made = notebook(script)
    client(made, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    code = [cell for cell in made.cells if cell.cell_type == "code"]
    outputs = [one for cell in code for one in cell.outputs]
    assert not [one for one in outputs if one.output_type == "error" or "Warning" in one.get("text", "")]
    assert SHOWN & {kind for one in code[-1].outputs for kind in one.get("data", {})}
    assert made.cells[-1].cell_type == "markdown"
    assert made.cells[-1].source.startswith("**What may be said:**")
    assert not list(tmp_path.iterdir())
