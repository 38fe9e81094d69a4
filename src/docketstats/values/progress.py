"""Progress bars: on a terminal and in a notebook, and nothing at all where output goes to a file or a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any


def bar(items: Iterable[Any] | None = None, *, unit: str, total: int | None = None) -> Any:
    """A progress bar over some items, or one that is moved by ``update``; it is gone when all is done.

    Args:
        items: What is gone through.
        unit: What is counted, with a space before it.
        total: How many there are, if ``items`` do not tell.

    >>> list(bar([1, 2, 3], unit=" questions"))
    [1, 2, 3]
    """
    import tqdm  # it is loaded where a bar may be shown

    notebook = _is_notebook()
    kind: Any = tqdm.tqdm
    if notebook and find_spec("ipywidgets"):  # without it, a notebook shows the bar of a terminal
        import tqdm.notebook

        kind = tqdm.notebook.tqdm
    return kind(items, unit=unit, total=total, disable=False if notebook else None, leave=False)


def _is_notebook() -> bool:
    """Whether this runs in a kernel of Jupyter, whose output is no terminal and yet is watched."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return shell is not None and "IPKernelApp" in shell.config
