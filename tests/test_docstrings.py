"""The examples in docstrings run and give what they say."""

import doctest
import importlib
import pkgutil

import pytest

import docketstats

MODULES = sorted(
    one.name for one in pkgutil.walk_packages(docketstats.__path__, "docketstats.") if not one.name.endswith("__main__")
)


@pytest.mark.parametrize("name", ["docketstats", *MODULES])
def test_examples_run(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_public_names_have_docstrings() -> None:
    bare = [name for name in docketstats.__all__ if not getattr(docketstats, name).__doc__]
    assert not bare
