"""The README: its picture is what the answers say, its links lead somewhere, and on an index none is left."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINKS = re.findall(r"(?<!`)\[[^]]*\]\(([^)]*)\)", README)


def test_the_picture_is_drawn_from_the_answers() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "idea.py"))
    assert made["PICTURE"].read_text(encoding="utf-8") == made["picture"](), "draw it anew: python docs/idea.py"
    words = [one.text for one in ElementTree.fromstring(made["picture"]()).iter() if one.text]
    assert {"0", "13,099", "true here", "false here", "undetermined"} <= set(words)


def test_links_lead_somewhere() -> None:
    assert "docs/_static/idea.svg" in LINKS
    assert not [one for one in LINKS if "://" not in one and not (ROOT / one).exists()]


def test_no_relative_link_is_left_on_an_index() -> None:
    pytest.importorskip("hatchling")
    shown = runpy.run_path(str(ROOT / ".ci" / "readme.py"))["for_an_index"](README)
    assert re.findall(r"\]\((?!https?://)", shown) == []
    assert "> A letter counts 13,099 persons" in shown
    assert "`examples/ice_letter_2024.toml`" in shown
    command = next(line for line in README.splitlines() if line.startswith("python3 -m venv"))
    assert command in shown.splitlines()
