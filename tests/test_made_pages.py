"""Parts of pages that are made from other files of the repository change with them, and what pages name exists."""

import importlib.util
import json
import re
import shutil
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

import docketstats

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").rglob("*.md"))


@pytest.fixture(scope="module")
def made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("made", ROOT / "docs" / "extensions" / "made.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The results of the benchmarks, to be changed."""
    shutil.copytree(ROOT / "tests" / "benchmarks" / "results", tmp_path / "tests" / "benchmarks" / "results")
    return tmp_path


def changed(root: Path, name: str, path: tuple[str | int, ...], value: float) -> None:
    """Change one number of one run."""
    file = root / "tests" / "benchmarks" / "results" / f"{name}.json"
    data = json.loads(file.read_text())
    place = data
    for step in path[:-1]:
        place = place[step]
    assert path[-1] in place or isinstance(path[-1], int)
    place[path[-1]] = value
    file.write_text(json.dumps(data))


@pytest.mark.parametrize(
    ("part", "name", "path"),
    [
        ("small", "engine", ("small", "in a row", "ratio", "median")),
        ("dense", "engine", ("dense", 0, "linprog_ratio")),
        ("growth", "engine", ("growth", 2, "highs_over_further")),
        ("growth", "engine", ("wide bags", 0, "first_over_highs")),
        ("entangled", "columns", ("sentences", 1, "plain_over_ours")),
        ("margins", "columns", ("margins", 0, "linprog_over_ours")),
        ("transitions", "dates", ("transitions", "ratio")),
        ("chains", "dates", ("chains", 3, "ms")),
        ("exponent", "dates", ("exponent",)),
        ("panels", "panels", (0, "ratio")),
        ("records", "records", ("tally of 10,000,000 rows, times hand-written SQL", "time")),
        ("records", "records", ("stays at 120 dates of 10,000,000 rows, against as many queries", "times faster")),
    ],
)
def test_a_changed_result_changes_the_page(
    made: ModuleType, copy: Path, part: str, name: str, path: tuple[str | int, ...]
) -> None:
    source = (ROOT / "docs" / "explanation" / "performance.md").read_text(encoding="utf-8")
    before = made.filled(source, copy)
    assert before == made.filled(source)
    assert made.PARTS[part](copy) in before
    changed(copy, name, path, 123456)
    after = made.filled(source, copy)
    assert after != before
    assert made.PARTS[part](copy) in after


def test_ratios_have_two_digits(made: ModuleType) -> None:
    assert [made.times(one) for one in (0.0512, 0.948, 1.234, 9.87, 12.3, 7931.5, None)] == [
        "0.05", "0.95", "1.2", "9.9", "12", "7,932", "",
    ]  # fmt: skip


def test_a_result_that_is_a_lower_limit_says_so(made: ModuleType, copy: Path) -> None:
    assert "at least" not in made.entangled(copy)
    changed(copy, "columns", ("sentences", 1, "plain_finished"), 1)
    assert "at least 2.2" in made.entangled(copy)


def test_every_part_is_asked_for(made: ModuleType) -> None:
    asked = {name for page in PAGES for name in re.findall(made.ASKED, page.read_text("utf-8"), re.MULTILINE)}
    assert asked == set(made.PARTS)


def test_the_layers_are_those_of_the_contract(made: ModuleType) -> None:
    graph = made.imports()
    names = list(graph)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(one for one in project["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    assert [f"docketstats.{name}" for name in names] == [one for one in contract["layers"] if "__main__" not in one]
    assert all(names.index(used) > names.index(layer) for layer, below in graph.items() for used in below)
    assert "model" in graph["inference"]  # the imports are found at all
    assert "errors" in graph["values"]


def test_imports_are_found_wherever_they_stand(made: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "one.py"
    file.write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from docketstats.cli import main\n"
        "else:\n    import docketstats.values\ndef later():\n    from docketstats.model.facts import Fact\n"
    )
    assert sorted(made.imported(file)) == ["docketstats.model.facts.Fact", "docketstats.values"]


def test_modules_on_the_page_of_the_architecture_exist(made: ModuleType) -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    layers = "|".join(made.imports())
    named = set(re.findall(rf"`((?:{layers})(?:\.\w+)+)`", page))
    home = ROOT / "src" / "docketstats"
    assert len(named) > 20
    missing = [
        one for one in named if not any((home / one.replace(".", "/")).with_suffix(end).exists() for end in ("", ".py"))
    ]
    assert not missing


def test_the_page_of_the_architecture_names_what_the_kernel_trusts() -> None:
    page = " ".join((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split())
    said = page[page.index("The kernel trusts no solver") : page.index("Adapters do not import each other")]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    kernel = next(one for one in contracts if one["name"] == "The kernel trusts no solver")
    assert {one.removeprefix("inference.") for one in re.findall(r"`([\w.]+)`", said)} == {
        one.rpartition(".")[2] for one in kernel["source_modules"]
    }


def test_the_citation_is_of_this_version() -> None:
    yaml = pytest.importorskip("yaml")
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert cited["version"] == docketstats.__version__
    assert cited["authors"] == [{"name": "docketstats maintainers"}]
    assert {"message", "title", "license"} <= set(cited)


def test_the_policy_says_so_as_long_as_nothing_is_deprecated() -> None:
    page = (ROOT / "docs" / "policy.md").read_text(encoding="utf-8")
    warned = any("DeprecationWarning" in path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert ("There is no deprecated name today" in page) is not warned
