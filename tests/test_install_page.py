"""The page on installing names every extra that is for users."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOR_MAINTAINERS = {"test", "browser", "bench", "docs", "lint", "mutation"}


def test_every_extra_is_told() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    page = (ROOT / "docs" / "start" / "install.md").read_text("utf-8")
    told = [name for row in re.findall(r"^\| (`.+?) \|", page, re.M) for name in re.findall(r"`(\w+)`", row)]
    assert sorted(told) == sorted(extras.keys() - FOR_MAINTAINERS)
