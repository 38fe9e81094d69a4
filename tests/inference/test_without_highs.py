"""Without HiGHS and numpy, as in a browser, the exact simplex gives the same answers, and says what is too much."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
BLOCKED = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("numpy", "highspy", "threadpoolctl"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Blocked())
"""
DECIDED = """
import json, sys
from docketstats.adapters.documents import load
print(json.dumps([
    [str(one.outcome), one.verdict is not None and repr((one.verdict.figure.interval, one.verdict.figure.sharpness))]
    for one in load(sys.argv[1]).decide()
]))
"""
WIDE = """
import docketstats as ds
source, docket = ds.Source("Made up"), ds.Docket("wide")
sets = [docket.population(f"p{n}") for n in range(60)]
pairs = [(a, b) for n, a in enumerate(sets) for b in sets[n + 1:]]
evidence = ds.Evidence(docket.snapshot("2024", [ds.reported(a & b, 5, source=source) for a, b in pairs]))
try:
    evidence.bound(sets[0] | sets[1])
except ds.TooLarge as error:
    print(error)
"""
PANEL = """
import docketstats as ds
from docketstats.adapters.panels import bound_panel
docket = ds.Docket("court")
a, b = docket.population("a"), docket.population("b")
table = [{"group": n, "all": 10, "a": n, "b": 2 * n} for n in range(6)]
columns = {"all": docket.everyone, "a": a, "b": b}
print(bound_panel(table, a & b, "group", columns=columns).rows)
"""


def run(code: str, *given: str) -> str:
    return subprocess.run([sys.executable, "-c", code, *given], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("name", ["ice_letter_2024", "non_detained_docket", "claims_2024", "press_figures_2024"])
def test_answers_are_the_same(name: str) -> None:
    path = str(EXAMPLES / f"{name}.toml")
    found = run(BLOCKED + DECIDED, path)
    assert json.loads(found)
    assert found == run(DECIDED, path)


def test_a_wide_question_says_what_is_missing() -> None:
    assert run(BLOCKED + WIDE).strip() == "so many sets need numpy, which is not installed here"


def test_panels_are_the_same() -> None:
    found = run(BLOCKED + PANEL)
    assert "Interval(5, 5)" in found
    assert found == run(PANEL)
