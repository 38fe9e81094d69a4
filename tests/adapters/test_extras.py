"""Extras: an adapter whose library is missing names the extra, and nothing optional is loaded without need."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ADAPTERS = {
    "plots": ("plot", "matplotlib"),
    "prov": ("prov", "prov"),
    "records": ("records", "ibis"),
    "sdmx": ("sdmx", "sdmx"),
    "tables": ("tables", "great_tables"),
}
"""The adapters whose library is that of an extra, each with its extra and its library."""


@pytest.mark.parametrize(("adapter", "extra", "library"), [(name, *pair) for name, pair in ADAPTERS.items()])
def test_a_missing_library_is_one_error_that_names_the_extra(adapter: str, extra: str, library: str) -> None:
    code = f"""
import sys
sys.modules[{library!r}] = None
from docketstats import MissingExtra
try:
    import docketstats.adapters.{adapter}
except MissingExtra as error:
    assert isinstance(error, ImportError)
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"the extra {extra!r} is not installed (pip install 'docketstats[{extra}]')\n"


def test_a_spark_data_frame_without_pyspark_names_the_extra() -> None:
    code = """
import sys
sys.modules["pyspark"] = None
from docketstats import MissingExtra
from docketstats.adapters.records.reading import opened
frame = type("DataFrame", (), {"__module__": "pyspark.sql.dataframe", "sparkSession": None})()
try:
    opened(frame)
except MissingExtra as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "the extra 'spark' is not installed (pip install 'docketstats[spark]')\n"


def test_each_extra_is_declared_and_tested() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    extras = {extra for extra, _ in ADAPTERS.values()}
    assert extras <= set(project["optional-dependencies"])
    for use in ("test", "docs"):
        assert any(
            extras <= set(one[len("docketstats[") : -1].split(","))
            for one in project["optional-dependencies"][use]
            if one.startswith("docketstats[")
        )


@pytest.mark.parametrize("adapter", ["claimreview", "datapackage", "panels"])
def test_adapters_without_an_extra_load_no_library(adapter: str) -> None:
    code = f"import sys, docketstats.adapters.{adapter}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pandas", "numpy", "cattrs", *(library for _, library in ADAPTERS.values())} & set(done.stdout.split())
