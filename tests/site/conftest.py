"""The built site: its folder is named by `DOCKETSTATS_SITE`, and tests of it skip without."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built HTML."""
    named = os.environ.get("DOCKETSTATS_SITE")
    if not named:
        pytest.skip("DOCKETSTATS_SITE names no built site: sphinx-build -b html docs docs/_build/html")
    folder = Path(named).resolve()
    if not (folder / "index.html").is_file():
        pytest.fail(f"DOCKETSTATS_SITE: there is no index.html in {folder}")
    return folder
