"""The example, submitted as the how-to says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.mark.usefixtures("session")  # it is skipped where none can be had
def test_the_example_is_submitted(tmp_path: Path) -> None:
    import pyspark

    guide = (PROJECT / "docs" / "how-to" / "use-spark.md").read_text("utf-8")
    assert "spark-submit --master 'local-cluster[2,1,1024]'" in guide
    command = [
        str(Path(pyspark.__file__).parent / "bin" / "spark-submit"),
        *("--master", "local-cluster[2,1,1024]", "--conf", "spark.executor.memory=512m"),
        *("--conf", "spark.ui.enabled=false", str(PROJECT / "examples" / "records_on_spark.py")),
    ]
    told = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_WORKER_DIR": str(tmp_path)}
    # What the session of the other tests has set would make this a part of it.
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYSPARK_", "SPARK_"))}
    done = subprocess.run(command, env=own | told, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    for said in ('count(everyone, at="2023-06-30"): 1,317 persons', "Asked of 200 offices on the executors"):
        assert said in done.stdout
        assert said in guide
    assert re.findall(r"office \d+: .*", done.stdout) == re.findall(r"office \d+: .*", guide)
