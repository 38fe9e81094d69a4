"""What `import docketstats` costs: nothing optional and nothing heavy is loaded."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import docketstats

HEAVY = (
    *("pint", "numpy", "cattrs", "highspy", "lark", "scipy", "hypothesis"),
    *("pandas", "prov", "sdmx", "great_tables", "rich", "shtab", "jinja2"),
    *("ibis", "duckdb", "pyarrow", "matplotlib"),
)


def loaded(code: str) -> set[str]:
    """The heavy modules that a fresh interpreter has loaded after running some code."""
    code += f"\nimport sys; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_import_loads_nothing_heavy() -> None:
    assert loaded("import docketstats") == set()


def test_a_first_answer_from_numbers_loads_nothing_heavy() -> None:
    code = """
import docketstats as ds
docket = ds.Docket("docket")
a, b = docket.population("a"), docket.population("b")
figures = [ds.reported(a, 5, source=ds.Source("Report")), ds.reported(b, 7, source=ds.Source("Report"))]
evidence = ds.Evidence(docket.snapshot("2024-07-21", figures=figures))
evidence.bound(ds.count(a & b)).explain()
evidence.check(ds.count(a & b) >= 3).explain()
"""
    assert loaded(code) == set()


@pytest.mark.parametrize(
    ("code", "module"),
    [("ds.read('about 5', tolerance=1)", "lark"), ("ds.Quantity(1, 'year').to('day')", "pint")],
)
def test_what_is_needed_is_loaded_when_it_is(code: str, module: str) -> None:
    assert loaded(f"import docketstats as ds; {code}") >= {module}


def test_import_prints_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", "import docketstats"], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_every_public_name_has_a_home_and_a_type() -> None:
    source = Path(docketstats.__file__).read_text(encoding="utf-8")
    typed = {
        name.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("docketstats.")
        for name in node.names
    }
    assert set(docketstats._HOME) == set(docketstats.__all__) == typed
    assert all(getattr(docketstats, name) is not None for name in docketstats.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        docketstats.no_such_name


def test_a_pipe_loads_no_table() -> None:
    code = "from docketstats.cli import main; main(['conflicts', 'nowhere.toml']); import docketstats.cli.table"
    assert not loaded(code) & {"rich", "shtab"}
