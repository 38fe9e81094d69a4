"""A small Spark whose executors are processes of their own, so that what is sent to them is pickled.

A test that needs it skips where PySpark or Java is missing. With `DOCKETSTATS_SPARK=required` that is a failure.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

HERE = Path(__file__).parent
WARNINGS = (
    "ignore:The copy keyword is deprecated:DeprecationWarning",  # PySpark 4.0 on pandas 3
    "ignore:The 'future.infer_string' option is deprecated:DeprecationWarning",  # Ibis 12 on pandas 3
    "ignore:unclosed <socket:ResourceWarning",  # PySpark leaves what it collects from to be closed by itself
    "ignore:unclosed <socket:pytest.PytestUnraisableExceptionWarning",
    "ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("spark")
            for one in WARNINGS:
                item.add_marker(pytest.mark.filterwarnings(one))


def missing(what: str) -> NoReturn:
    if os.environ.get("DOCKETSTATS_SPARK") == "required":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session on two executors with a core each."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        missing("one Spark is enough: run pytest tests/spark without -n")
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        missing("PySpark is not installed: pip install 'docketstats[spark]'")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        missing("there is no Java")
    folder = tmp_path_factory.mktemp("spark")
    os.environ |= {
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_DIR": str(folder / "work"),
    }
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.executor.memory": "512m",
        "spark.sql.shuffle.partitions": "3",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.task.maxFailures": "1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("docketstats")
    for name, value in settings.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("OFF")
    yield made
    made.stop()


@pytest.fixture(scope="session")
def connection(session: Any) -> Any:
    """Ibis on that session."""
    import ibis

    return ibis.pyspark.connect(session)


@pytest.fixture(scope="session")
def on_spark(session: Any, connection: Any) -> Callable[[Any], Any]:
    """Puts an Arrow table on Spark, as an Ibis table."""

    def put(table: Any) -> Any:
        session.createDataFrame(table).createOrReplaceTempView("put")
        return connection.table("put")

    return put
