"""Progress bars: on a terminal and in a notebook, and not a letter where output goes elsewhere."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from types import ModuleType, SimpleNamespace

import pytest

import docketstats as ds
from docketstats.adapters.panels import bound_panel
from docketstats.values import progress

COURT = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", ("open", "closed")),))
REPORT = ds.Source("Annual report")
FIGURES = [
    ds.reported(what, said, source=REPORT)
    for what, said in ((COURT.everyone, 70), (COURT["open"], 66), (COURT["closed"], "1 to 10"))
]
EVIDENCE = ds.Evidence(COURT.snapshot("2024", figures=FIGURES))
ROWS = [{"county": name, "everyone": 70} for name in "ab"]

LONG_WORK: dict[str, tuple[str, Callable[[], object]]] = {
    "bounds": ("questions", lambda: EVIDENCE.bounds([COURT.everyone, COURT["open"]])),
    "history": ("dates", lambda: EVIDENCE.history(COURT.everyone)),
    "panel": ("groups", lambda: bound_panel(ROWS, COURT.everyone, by="county", template=EVIDENCE)),
    "sensitivity": ("changes", lambda: EVIDENCE.sensitivity(ds.count(COURT["closed"]) >= 5)),
    "suppress": ("audits", lambda: EVIDENCE.suppress(threshold=11, keep=[COURT.everyone])),
}
each = pytest.mark.parametrize("name", LONG_WORK)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@each
def test_long_work_shows_a_bar_on_a_terminal(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    unit, work = LONG_WORK[name]
    work()
    assert unit in stream.getvalue()
    assert stream.getvalue().endswith("\r")  # the bar is gone


@each
def test_long_work_is_silent_in_a_pipe(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    LONG_WORK[name][1]()
    assert tuple(capfd.readouterr()) == ("", "")


def kernel(monkeypatch: pytest.MonkeyPatch, config: dict[str, object]) -> None:
    """Take this process for one of IPython."""
    module = ModuleType("IPython")
    module.get_ipython = lambda: SimpleNamespace(config=config)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "IPython", module)
    monkeypatch.setattr(progress, "find_spec", lambda _: None)


@pytest.mark.parametrize(("config", "shown"), [({"IPKernelApp": {}}, True), ({}, False)], ids=["kernel", "shell"])
def test_a_notebook_shows_a_bar_though_it_is_no_terminal(
    config: dict[str, object], shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel(monkeypatch, config)
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    EVIDENCE.bounds([COURT.everyone])
    assert ("questions" in stream.getvalue()) is shown
