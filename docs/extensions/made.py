"""Parts of pages that are made from files of the repository whenever the site is built, so that they stay true.

A page asks for one by ``<!-- made: name -->`` on a line of its own.
"""

import ast
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RESULTS = "tests/benchmarks/results"
ASKED = r"^<!-- made: (\w+) -->$"
"""What a page asks for."""
PEERS = {"linprog": "SciPy `linprog`", "z3": "z3, exact", "glop": "OR-tools GLOP", "cbc": "CBC by PuLP"}


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table of Markdown; columns of numbers stand to the right.

    Raises:
        ValueError: If a row has not a cell for each heading.
    """
    shown = [[str(cell).replace("|", r"\|") for cell in row] for row in rows]
    if any(len(row) != len(heads) for row in shown):
        raise ValueError(f"a row has not {len(heads)} cells")
    numbers = (all(re.fullmatch(r"[\d,.]*", cell) for cell in column) for column in zip(*shown, strict=True))
    marks = ["--:" if right else "---" for right in numbers]
    return "\n".join(f"| {' | '.join(line)} |" for line in (heads, marks, *shown))


def times(ratio: float | None) -> str:
    """A ratio to two digits, as more would be noise; nothing where nothing was measured."""
    if ratio is None:
        return ""
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}" if ratio >= 1 else f"{ratio:.2f}"


# -- benchmarks -------------------------------------------------------------------------------------------------------


def results(root: Path, name: str) -> Any:
    """What a run of a benchmark kept."""
    return json.loads((root / RESULTS / f"{name}.json").read_text(encoding="utf-8"))


def small(root: Path) -> str:
    """Small random dockets against linprog."""
    found = results(root, "engine")["small"]
    rows = (
        [words, *(times(found[key]["ratio"][which]) for which in ("least", "median", "greatest"))]
        for words, key in (("The first", "first"), (f"All {found['questions']}", "in a row"))
    )
    return table(["Questions on a docket", "Least ratio", "Median ratio", "Greatest ratio"], rows)


def dense(root: Path) -> str:
    """Structured dockets against solvers over all worlds."""
    rows = ([row["sets"], f"{2 ** row['sets']:,}", *(times(row.get(f"{peer}_ratio")) for peer in PEERS)]
            for row in results(root, "engine")["dense"])  # fmt: skip
    return table(["Sets", "Worlds", *PEERS.values()], rows)


def growth(root: Path) -> str:
    """Many sets: beside HiGHS alone on the same matrix."""
    found = results(root, "engine")
    rows = (
        [
            f"{row['sets']:,}", row["treewidth"], f"{row['facts']:,}", f"{row['cells']:,}", f"{row['rows']:,}",
            times(row["first_over_highs"]), times(row["highs_over_further"]), times(row["check_over_first"]),
        ]
        for row in (*found["growth"], *found["wide bags"])
    )  # fmt: skip
    return table(
        ["Sets", "Treewidth", "Facts", "Cells", "Rows", "First / HiGHS", "HiGHS / further", "Check / first"], rows
    )


def entangled(root: Path) -> str:
    """Sets tied at random, against plain column generation."""

    def kind(row: Mapping[str, Any]) -> str:
        if row.get("singles"):
            return "counts of one set and of two"
        return f"units of {row['worlds']} kinds" if "worlds" in row else "units of any kind"

    def ratio(row: Mapping[str, Any]) -> str:
        least = "at least " if row.get("plain_finished", 0) < row["questions"] else ""
        return f"{least}{times(row['plain_over_ours'])}" if "plain_over_ours" in row else ""

    rows = (
        [row["sets"], row["figures"], kind(row), f"{row['sharp']} of {row['questions']}", ratio(row)]
        for row in results(root, "columns")["sentences"]
    )
    return table(["Sets", "Figures", "Of", "Sharp answers", "Plain column generation"], rows)


def margins(root: Path) -> str:
    """Sets that are all tied to each other, against linprog."""
    rows = (
        [
            row["sets"], f"{row['sharp']} of {row['cells']}",
            times(row["linprog_over_ours"]), times(row["linprog_over_proofs_only"]),
        ]
        for row in results(root, "columns")["margins"]
    )  # fmt: skip
    return table(["Sets", "Sharp answers", "`linprog`", "`linprog` / proofs only"], rows)


def transitions(root: Path) -> str:
    """A transition table against linprog."""
    found = results(root, "dates")["transitions"]
    return table(["Tables", "Median ratio", "Least ratio"],
                 [[found["tables"], times(found["ratio"]), times(found["least"])]])  # fmt: skip


def chains(root: Path) -> str:
    """Chains of snapshots: how time grows, as multiples of the shortest chain's."""
    found = results(root, "dates")
    first = found["chains"][0]
    rows = ([row["snapshots"], times(row["ms"] / first["ms"])] for row in found["chains"])
    return table(["Snapshots", f"Time, as a multiple of that of {first['snapshots']}"], rows)


def exponent(root: Path) -> str:
    """By what power of the number of snapshots the time of a chain grows."""
    return (
        f"In this run the time grew as the number of snapshots to the power {results(root, 'dates')['exponent']:.1f}."
    )


def panels(root: Path) -> str:
    """Groups asked together against as many separate questions."""
    rows = ([f"`{row['question']}`", f"{row['groups']:,}", times(row["ratio"]), times(row["least"])]
            for row in results(root, "panels"))  # fmt: skip
    return table(["Question", "Groups", "Ratio", "Least ratio"], rows)


def records(root: Path) -> str:
    """Tallies against hand-written SQL."""
    found: Mapping[str, Mapping[str, float]] = results(root, "records")
    rows = (
        [name, times(1 / one["times faster"] if "times faster" in one else one["time"]), times(one["peak memory"])]
        for name, one in found.items()
    )
    return table(["What", "Time / theirs", "Peak memory / theirs"], rows)


# -- the code ---------------------------------------------------------------------------------------------------------


def project(root: Path) -> dict[str, Any]:
    """The project file."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def contract(root: Path, kind: str, name: str = "") -> dict[str, Any]:
    """The contract of import-linter of a kind, and with a name where there are several."""
    contracts = project(root)["tool"]["importlinter"]["contracts"]
    found: dict[str, Any] = next(one for one in contracts if one["type"] == kind and name in one["name"])
    return found


def layer_names(root: Path) -> tuple[str, ...]:
    """The layers from the top down, without the module that only starts the command line."""
    names = (one.removeprefix("docketstats.") for one in contract(root, "layers")["layers"])
    return tuple(name for name in names if not name.startswith("__"))


def modules(root: Path, layer: str) -> list[Path]:
    """The files of a layer: a module or a package."""
    home = root / "src" / "docketstats"
    one = home / f"{layer}.py"
    return [one] if one.exists() else sorted((home / layer).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The modules of this library that a file imports when it runs; what only type checkers read is left out."""
    pending: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            pending += node.orelse
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("docketstats"):
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.startswith("docketstats"))
        else:
            pending += ast.iter_child_nodes(node)


def imports(root: Path = ROOT) -> dict[str, tuple[str, ...]]:
    """Which layers each layer imports, from the top down; as the code says, not as it should be."""
    names = layer_names(root)
    found = {}
    for layer in names:
        used = {one.split(".")[1] for path in modules(root, layer) for one in imported(path) if "." in one}
        found[layer] = tuple(name for name in names if name in used and name != layer)
    return found


def layers(root: Path) -> str:
    """The layers: what each holds, by its own docstring, and which others it imports."""
    rows = []
    for layer, used in imports(root).items():
        files = modules(root, layer)
        home = next((path for path in files if path.name == "__init__.py" and path.parent.name == layer), files[0])
        text = ast.get_docstring(ast.parse(home.read_text(encoding="utf-8"))) or ""
        holds = " ".join(text.split("\n\n")[0].split())
        rows.append([f"`{layer}`", holds, ", ".join(f"`{one}`" for one in used) or "nothing"])
    return table(["Layer", "Holds", "Imports"], rows)


def homes(root: Path) -> str:
    """Which module may import which other library."""
    found: dict[str, list[str]] = {}
    for line in contract(root, "forbidden", "one home")["ignore_imports"]:
        home, _, library = line.partition(" -> ")
        found.setdefault(library, []).append(f"`{home.removeprefix('docketstats.')}`")
    return table(["Library", "Home"], ([f"`{name}`", ", ".join(found[name])] for name in sorted(found)))


def pythons(root: Path) -> str:
    """The versions of Python that the project file names."""
    mark = "Programming Language :: Python :: "
    found = [one.removeprefix(mark) for one in project(root)["project"]["classifiers"] if one.startswith(mark)]
    needed = project(root)["project"]["requires-python"]
    return f"Python {', '.join(found[:-1])} and {found[-1]}; `pip` asks for {needed}."


def peers(_root: Path) -> str:
    """The versions of the libraries that a page runs beside this one, as they are installed."""
    names = ("pint", "uncertainties", "portion", "scipy")
    return f"Run with {', '.join(f'{name} {metadata.version(name)}' for name in names)}."


PARTS: dict[str, Callable[[Path], str]] = {
    one.__name__: one
    for one in (small, dense, growth, entangled, margins, transitions, chains, exponent, panels, records,
                layers, homes, pythons, peers)
}  # fmt: skip


def read_from(root: Path = ROOT) -> Iterator[Path]:
    """The files that parts are made from."""
    yield root / "pyproject.toml"
    yield from sorted((root / RESULTS).glob("*.json"))
    yield from sorted((root / "src").rglob("*.py"))


def filled(source: str, root: Path = ROOT) -> str:
    """A page with the parts that it asks for."""
    return re.sub(ASKED, lambda found: PARTS[found[1]](root), source, flags=re.MULTILINE)
