"""Extras: an adapter whose library is missing names the extra, and nothing optional is loaded without need."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ADAPTERS = {"prov": "prov", "records": "ibis", "sdmx": "sdmx", "tables": "great_tables"}


@pytest.mark.parametrize(("extra", "library"), ADAPTERS.items())
def test_a_missing_library_is_one_error_that_names_the_extra(extra: str, library: str) -> None:
    code = f"""
import sys
sys.modules[{library!r}] = None
from docketstats import MissingExtra
try:
    import docketstats.adapters.{extra}
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
    assert set(ADAPTERS) <= set(project["optional-dependencies"])
    for use in ("test", "docs"):
        assert any(
            set(ADAPTERS) <= set(one[len("docketstats[") : -1].split(","))
            for one in project["optional-dependencies"][use]
            if one.startswith("docketstats[")
        )


@pytest.mark.parametrize("adapter", ["claimreview", "datapackage", "panels"])
def test_adapters_without_an_extra_load_no_library(adapter: str) -> None:
    code = f"import sys, docketstats.adapters.{adapter}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pandas", "numpy", "cattrs", *ADAPTERS.values()} & set(done.stdout.split())
