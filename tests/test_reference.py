"""Every public name is in the reference, and has an example that runs.

Public names are those of `docketstats.__all__` and of the `__all__` of each adapter. The reference may document more;
what it documents has an example too. That the examples run is tested by `test_docstrings.py` and by the docs build.
"""

import importlib
import inspect
import os
import pkgutil
import re
import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest

import docketstats
from docketstats import adapters

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
SITE = os.environ.get("DOCKETSTATS_SITE")
NO_ADAPTERS = {"engines", "frames"}
"""Modules among the adapters that only serve these."""

NOT_SHOWN = {f"docketstats.adapters.panels.PanelRow.{name}" for name in ("of", "of_figure")}
"""Constructors that only the engine calls."""

DIRECTIVES = re.compile(r"^\.\. (currentmodule|autoclass|autoexception|autofunction|autodata|py:data):: ([\w.]+)", re.M)


def public() -> Iterator[str]:
    """The public names, in full."""
    yield from (f"docketstats.{name}" for name in docketstats.__all__)
    for one in pkgutil.iter_modules(adapters.__path__, "docketstats.adapters."):
        if one.name.rpartition(".")[2] not in NO_ADAPTERS:
            yield from (f"{one.name}.{name}" for name in importlib.import_module(one.name).__all__)


def documented() -> Iterator[tuple[str, str]]:
    """What the pages of the reference document: the directive and the full name."""
    for page in sorted(REFERENCE.glob("*.rst")):
        module = ""
        for directive, name in DIRECTIVES.findall(page.read_text(encoding="utf-8")):
            if directive == "currentmodule":
                module = name
            else:
                yield directive, name if name.startswith("docketstats.") else f"{module}.{name}"


def found(name: str) -> object:
    """The object of a full name: an attribute goes before a module of the same name."""
    parent, _, last = name.rpartition(".")
    return getattr(importlib.import_module(parent), last)


def methods(cls: type) -> Iterator[tuple[str, object]]:
    """The public methods and properties that a class of this library has of its own or by inheritance."""
    for one in cls.__mro__:
        if one.__module__.startswith("docketstats"):
            for name, value in vars(one).items():
                value = getattr(value, "__func__", value)
                if not name.startswith("_") and (
                    inspect.isfunction(value) or isinstance(value, (property, cached_property))
                ):
                    yield name, value


PUBLIC = sorted(public())
DOCUMENTED = {name: directive for directive, name in documented()}
CALLABLE = sorted({name for name, directive in DOCUMENTED.items() if "data" not in directive})
CLASSES = [name for name in CALLABLE if inspect.isclass(found(name))]


def test_the_names_are_found() -> None:
    assert len(PUBLIC) > 100
    assert {"docketstats.Evidence", "docketstats.adapters.sdmx.publication"} <= set(PUBLIC) & set(CALLABLE)


def test_every_public_name_is_in_the_reference() -> None:
    assert not [name for name in PUBLIC if name not in DOCUMENTED]


@pytest.mark.parametrize("name", CALLABLE)
def test_it_has_an_example(name: str) -> None:
    assert ">>> " in (inspect.getdoc(found(name)) or "")


@pytest.mark.parametrize("name", CLASSES)
def test_its_methods_say_what_they_do(name: str) -> None:
    cls = found(name)
    assert isinstance(cls, type)
    assert not [one for one, value in methods(cls) if not (value.__doc__ or "").strip()]


@pytest.mark.skipif(SITE is None, reason="needs the built site: DOCKETSTATS_SITE names its folder")
def test_the_site_has_an_entry_for_every_public_name_and_method() -> None:
    raw = Path(str(SITE), "objects.inv").read_bytes()
    lines = zlib.decompress(raw.split(b"\n", 4)[4]).decode().splitlines()  # below four lines of heading
    entries = {line.split(" ", 1)[0] for line in lines}
    wanted = set(PUBLIC)
    wanted.update(f"{name}.{one}" for name in PUBLIC if name in CLASSES for one, _ in methods(found(name)))  # type: ignore[arg-type]
    assert len(wanted) > 300
    assert sorted(wanted - entries) == sorted(NOT_SHOWN)
