"""Engines that hold tables: which tables are Spark's, and what an engine says when it stops."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Any

_CAUSE = "Caused by: "
_THROWN = r"^(An error occurred while calling \S+ : )?(\w+\.)+\w+(Exception|Error): "


def is_spark_frame(table: Any) -> bool:
    """Whether a table is a data frame of PySpark, which need not be installed for this to be asked."""
    return type(table).__module__.startswith("pyspark.") and hasattr(table, "sparkSession")


def said(error: Exception) -> str:
    """What an engine says, without the trace of where in it: of several causes the first, and the file, if any."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    causes = [line.removeprefix(_CAUSE) for line in lines if line.startswith(_CAUSE)]
    files = [found[0] for line in lines if (found := re.search(r"error while reading file [^\s]+(?<!\.)", line))]
    own = list(takewhile(lambda line: not line.startswith("at "), lines))
    if "Traceback (most recent call last):" in own:  # of Python on an executor
        own = [line for line in own if re.match(r"[\w.]+(Error|Exception)\b", line)][-1:] or own[-1:]
        causes = []
    told = [*files[:1], causes[-1]] if causes else [" ".join(own)]
    return " ".join(": ".join(re.sub(_THROWN, "", one) for one in told).split())[:400] or type(error).__name__
