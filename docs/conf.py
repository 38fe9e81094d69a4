"""Sphinx configuration: furo, MyST for prose, autodoc for the reference. The build needs no network."""

from __future__ import annotations

import doctest
import hashlib
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "extensions"))

project = "docketstats"
author = "docketstats maintainers"
copyright = "docketstats maintainers"
try:
    release = metadata.version("docketstats")
except metadata.PackageNotFoundError:  # a checkout on PYTHONPATH
    import docketstats

    release = docketstats.__version__
version = release

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.doctest",
    "matplotlib.sphinxext.plot_directive",
    "sphinx_copybutton",
    "sphinx_gallery.gen_gallery",
    "in_browser",
]
exclude_patterns = ["_build", "changelog.d"]
nitpicky = True
default_role = "py:obj"  # `Interval` in a docstring is a link

# -- prose ------------------------------------------------------------------------------------------------------------

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# -- reference --------------------------------------------------------------------------------------------------------

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_default_options = {"members": True}
python_maximum_signature_line_length = 88
python_use_unqualified_type_names = True
napoleon_google_docstring = True
napoleon_numpy_docstring = False

# Without intersphinx, which would need the network, other libraries have no targets here.
nitpick_ignore_regex = [
    (r"py:.*", r"(collections\.abc|datetime|decimal|enum|fractions|pathlib|typing)\..+"),
    (r"py:.*", r"(great_tables|matplotlib|prov)\..+"),
]
nitpick_ignore = [
    # Parameters that docstrings name in single backticks.
    ("py:obj", "places"),
    ("py:obj", "to"),
    # Names of types in signatures of the adapter for records.
    ("py:class", "Day"),
    ("py:class", "Rule"),
    ("py:class", "_Moves"),
]

# -- doctest ----------------------------------------------------------------------------------------------------------

doctest_default_flags = doctest.ELLIPSIS | doctest.DONT_ACCEPT_TRUE_FOR_1
doctest_global_setup = f"""
import datetime, math, os
from pathlib import Path
DOCS = Path({str(HERE)!r})
from decimal import Decimal
from fractions import Fraction
import docketstats as ds
from docketstats import *
from in_a_document import typed
"""

# -- plots ------------------------------------------------------------------------------------------------------------

plot_formats = ["svg"]
plot_html_show_formats = False
plot_html_show_source_link = False
plot_working_directory = str(HERE.parent / "tests" / "benchmarks" / "results")

# -- gallery ----------------------------------------------------------------------------------------------------------

sphinx_gallery_conf = {
    "examples_dirs": str(HERE.parent / "examples" / "gallery"),
    "gallery_dirs": "gallery",  # made by the build, and not kept
    "within_subsection_order": "FileNameSortKey",
    "image_scrapers": ("gallery_pictures.scrape",),
    "ignore_repr_types": r"matplotlib",
    "run_stale_examples": True,  # pages say what the library says now, though a script is as it was
    "abort_on_example_error": True,
    "first_notebook_cell": "%matplotlib inline",
    "remove_config_comments": True,
    "download_all_examples": False,
    "show_signature": False,
    "write_computation_times": False,
    "min_reported_time": sys.maxsize,  # no times on the pages, so that each build makes the same
}

# -- copy buttons -----------------------------------------------------------------------------------------------------

# What is copied is what was typed: without prompts, and without outputs.
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
copybutton_selector = "div.highlight:not(.sphx-glr-script-out *) > pre"

# -- html -------------------------------------------------------------------------------------------------------------

html_theme = "furo"
html_title = "docketstats"
html_static_path = ["_static"]
html_favicon = "_static/favicon.svg"
html_css_files = ["docketstats.css", "gallery.css"]
html_js_files = ["accessible.js", "checker/checker.js"]
templates_path = ["_templates"]
html_copy_source = False
html_show_sourcelink = False
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"


def _no_inline_type(_app: Sphinx, what: str, _name: str, _obj: object, _options: object, lines: list[str]) -> None:
    """Keep napoleon from reading a property's "This: that" as a type; its annotation says the type already."""
    if what in ("property", "attribute", "data"):
        lines[:0] = ["..", ""]  # an empty comment


def _public_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.TextElement
) -> nodes.Element | None:
    """Resolve a bare name in a docstring of any layer to the public name of the package."""
    target = node.get("reftarget", "")
    if node.get("refdomain") != "py" or target.startswith("docketstats."):
        return None
    domain = env.domains.python_domain
    name = f"docketstats.{target}"
    if name not in domain.objects:
        return None
    return domain.resolve_xref(env, node["refdoc"], app.builder, "obj", name, node, contnode)


def _fragments(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put the news fragments of the next version where changelog.md asks for them."""
    if docname != "changelog":
        return
    kinds: dict[str, list[str]] = {}
    for path in sorted((HERE / "changelog.d").glob("*.*.md")):
        kinds.setdefault(path.name.split(".")[-2], []).append(path.read_text(encoding="utf-8").strip())
        app.env.note_dependency(str(path))
    shown = "\n\n".join(f"### {kind.capitalize()}\n\n" + "\n\n".join(texts) for kind, texts in kinds.items())
    source[0] = source[0].replace("<!-- fragments -->", shown)


def _made(app: Sphinx, _docname: str, source: list[str]) -> None:
    """Put what is made from other files of the repository where a page asks for it."""
    import made

    if "<!-- made: " in source[0]:
        source[0] = made.filled(source[0])
        for path in made.read_from():
            app.env.note_dependency(str(path))


def _report(app: Sphinx, error: Exception | None) -> None:
    """Write the report that publish-a-report.md links to."""
    if error is None and app.builder.format == "html":
        from docketstats.adapters import report
        from docketstats.adapters.documents import load

        path = HERE / "how-to" / "letter.toml"
        letter, digest = load(path), hashlib.sha256(path.read_bytes()).hexdigest()
        page = report.html(letter.evidence, letter.decide(), title=letter.title, document=path.name, digest=digest)
        Path(app.outdir, "how-to", "letter-report.html").write_text(page, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the small helpers above."""
    app.connect("autodoc-process-docstring", _no_inline_type, priority=400)  # before napoleon's
    app.connect("missing-reference", _public_name)
    app.connect("source-read", _fragments)
    app.connect("source-read", _made)
    app.connect("build-finished", _report)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
