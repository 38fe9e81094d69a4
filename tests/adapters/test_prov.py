"""PROV: documents load as equal ones, and name every source that an answer rests on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prov.model import ProvDocument, ProvEntity

import docketstats as ds
from docketstats.adapters import prov
from docketstats.adapters.documents import load

LETTER = load(Path(__file__).parents[2] / "examples" / "ice_letter_2024.toml")
FORMATS = ("json", "provn", "xml")
COURT = ds.Docket("court", unit="case")


def labels(document: ProvDocument, kind: str) -> list[str]:
    """The labels of the entities of a type."""
    entities = document.get_records(ProvEntity)
    return [str(one.label) for one in entities if f"docketstats:{kind}" in map(str, one.get_asserted_types())]


def answer(title: str = "Report", value: Any = 70, **about: str) -> ds.DerivedFigure:
    figure = ds.reported(COURT.everyone, value, source=ds.Source(title, **about))
    return ds.Evidence(COURT.snapshot("2024", [figure])).bound(COURT.population("asylum"))


@pytest.mark.parametrize("format", FORMATS)
def test_each_verdict_on_the_letter_loads_as_an_equal_document(format: prov.Format) -> None:
    for claim in LETTER.claims:
        verdict = LETTER.evidence.check(claim)
        document = prov.provenance(verdict, explained=True)
        assert prov.loads(prov.dumps(document, format), format) == document
        assert ProvDocument.deserialize(content=prov.dumps(document, format), format=format) == document


def test_the_sources_and_facts_are_those_of_the_proofs() -> None:
    for claim in LETTER.claims:
        verdict = LETTER.evidence.check(claim)
        document = prov.provenance(verdict)
        assert sorted(labels(document, "Source")) == sorted(source.title for source in verdict.sources)
        used = {fact.text for proof in verdict.proofs for fact in proof.facts if fact.origin.value == "figure"}
        assert set(labels(document, "ReportedFigure")) == used
        assert labels(document, "Claim") == [claim.text]


def test_a_chain_leads_from_the_answer_to_the_publisher() -> None:
    document = prov.provenance(answer(publisher="A court", published="2024-10-01", url="https://example.org/?a=b#c"))
    text = prov.dumps(document, "provn")
    words = "wasGeneratedBy wasAssociatedWith used wasAttributedTo prov:Quotation prov:Organization"
    for word in words.split():
        assert word in text
    assert 'prov:label="A court"' in text
    assert 'prov:location="https://example.org/?a=b#c"' in text
    assert 'docketstats:interval="[0, 70]"' in text
    assert f'docketstats:version="{ds.__version__}"' in text


def test_an_undefined_answer_has_no_ends() -> None:
    figure = LETTER.evidence.bound(LETTER.measure("share(convicted, among=nobody, at=2024-07-21)"))
    text = prov.dumps(prov.provenance(figure), "provn")
    assert 'docketstats:interval="empty"' in text
    assert "docketstats:lower=" not in text


def test_the_same_answer_has_the_same_names_and_another_has_others() -> None:
    one, same, other = (prov.provenance(answer(value=value)) for value in (70, 70, 71))
    assert prov.dumps(one) == prov.dumps(same)

    def names(document: ProvDocument) -> set[str]:
        return {str(entity.identifier) for entity in document.get_records(ProvEntity)}

    assert len(names(one) & names(other)) == 1  # the source
    joined = prov.loads(prov.dumps(one))
    joined.update(other)
    assert len(list(joined.unified().get_records(ProvEntity))) == len(names(one) | names(other))


hostile = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20) | st.sampled_from(
    ['a "q" \\ b', '"""', "<b>&</b>", "\u202ertl", "x" * 10_000, "docketstats:x", "two\nlines", "\x00\x1f\ufffe"]
)


@given(hostile, hostile, st.sampled_from(FORMATS))
def test_any_text_makes_valid_names_and_loads(title: str, publisher: str, format: prov.Format) -> None:
    document = prov.provenance(answer(title if title.strip() else "x", publisher=publisher, url=publisher))
    text = prov.dumps(document, format)
    assert prov.loads(text, format) == document
    assert "\0" not in text
    assert "\u202e" not in text


def test_what_is_no_document_is_refused() -> None:
    for format in FORMATS:
        with pytest.raises(ds.DocumentError, match="no PROV document"):
            prov.loads("<", format)  # type: ignore[arg-type]
    with pytest.raises(ds.DocumentError, match="no format"):
        prov.dumps(prov.provenance(answer()), "rdf")  # type: ignore[arg-type]
