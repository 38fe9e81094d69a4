"""Reconciliations: the least total change, as a proposal with its proof."""

import pickle
from fractions import Fraction
from pathlib import Path

import attrs
import pytest

import docketstats as ds
from docketstats.adapters.documents import document, dumps, from_json, load, loads, to_json
from docketstats.adapters.documents.verifying import check_again
from docketstats.findings.explanation import explain_proof

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = "2024-07-21"
docket = ds.Docket("court", unit="case")
a, b, c = (docket.population(name) for name in "abc")
first, second = ds.Source("First report"), ds.Source("Second report")


def said(
    what: ds.Population | ds.Measure, value: object, source: ds.Source = first, **more: object
) -> ds.ReportedFigure:
    return ds.reported(what, value, source=source, **more)  # type: ignore[arg-type]


def known(*figures: ds.ReportedFigure, **more: object) -> ds.Evidence:
    return ds.Evidence(docket.snapshot(DAY, figures), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def press() -> ds.Evidence:
    return load(EXAMPLES / "press_figures_2024.toml").evidence


def changes(found: ds.Reconciliation) -> list[tuple[str, object]]:
    return [(one.measure.text.split(", at=")[0] + ")", one.change) for one in found.corrections]


# -- three figures in print -----------------------------------------------------------------------------------------


def test_the_press_figures_are_ten_apart_and_each_alone_explains_it(press: ds.Evidence) -> None:
    found = press.reconcile()
    assert (found.total, found.at_least, found.is_least) == (10, 10, True)
    assert found.check()
    assert len(found.corrections) == 1
    allowed = {one.fact.text.split(" is ")[1]: (one.interval, one.correction and one.correction.change)
               for one in found.alone}  # fmt: skip
    assert allowed == {
        "435,719": (ds.Interval.exactly(435_709), -10),
        "226,847": (ds.Interval.exactly(226_837), -10),
        "662,556": (ds.Interval.exactly(662_566), 10),
    }


def test_with_trust_in_the_letter_the_agency_figure_is_the_one_to_move(press: ds.Evidence) -> None:
    letter = next(one for one in press.sources if one.publisher == "ICE")
    found = press.reconcile(trust={letter: 2})
    (correction,) = found.corrections
    assert correction.source is not letter
    assert (correction.stated, correction.corrected) == (ds.Interval(662_556, 662_556), ds.Interval(662_566, 662_566))
    assert (correction.change, correction.text, found.total) == (10, "raised by 10", 10)


def test_relative_to_its_size_the_largest_figure_moves_least(press: ds.Evidence) -> None:
    found = press.reconcile(by="relative")
    assert found.total == Fraction(10, 662_556)
    assert changes(found) == [("count(convicted | pending)", 10)]
    assert "0.00151 %, each correction as a part of the number that it corrects" in found.explain()


def test_nothing_is_applied_until_it_is_asked_for_and_then_every_answer_shows_it(press: ds.Evidence) -> None:
    found = press.reconcile(adjust=[one for one in press.sources if one.publisher != "ICE"])
    assert press.conflicts()
    applied = found.apply(press)
    assert press.conflicts()
    assert not applied.conflicts()
    (assumption,) = applied.assumptions
    assert (
        assumption.because == "reconciled: 662,556 persons [a news agency, Report on the letter, 2024-09] raised by 10"
    )
    convicted, pending = (press.dockets[0][name] for name in ("convicted", "pending"))
    for what in (convicted | pending, convicted):
        assert assumption.because in applied.bound(ds.count(what)).notes
    assert applied.reconcile().is_consistent


def test_the_explanation_is_arithmetic_in_plain_words(press: ds.Evidence) -> None:
    text = press.reconcile().explain()
    assert "The least total change of figures that lets them is 10 persons." in text
    assert "This is a proposal. It does not say which figure is wrong" in text
    assert "count(convicted) - its correction = 435,719   [ICE" in text
    assert "so the total change is at least 10 persons" in text
    assert "Each of these figures by itself, if wrong, explains the contradiction:" in text
    assert "; by the other facts it is 435,709 persons, so it would be lowered by 10" in text
    for ugly in ("correction of figure", "raised.at", "everyone"):
        assert ugly not in text


def test_the_proof_can_be_read_by_itself(press: ds.Evidence) -> None:
    least = press.reconcile().least
    assert least is not None
    assert least.proof is not None
    assert least.proof.check()
    assert ">= 10" in explain_proof(least.proof)


# -- what a correction is -------------------------------------------------------------------------------------------


def test_consistent_evidence_needs_none() -> None:
    found = known(said(a, 5), said(b, 7)).reconcile()
    assert (found.total, found.corrections, found.alone, found.is_consistent) == (0, (), (), True)
    assert found.check()
    assert found.explain() == "The facts can all be true: no correction is needed."
    evidence = known(said(a, 5))
    assert found.apply(evidence) == evidence


def test_halves_of_units_would_fit_and_whole_ones_need_a_correction() -> None:
    halves = known(said(a ^ b, 1), said(b ^ c, 1), said(a ^ c, 1)).reconcile()
    assert halves.check()
    assert halves.total == 1  # a unit is in an even number of the three differences, so three ones cannot be
    assert "either" in halves.explain()


def test_an_interval_moves_as_a_whole_and_only_as_far_as_needed() -> None:
    found = known(said(a, "10 to 20"), said(docket.everyone, 7), said(b, "more than 3")).reconcile()
    assert found.total == 3
    (moved,) = [one for one in found.alone if one.stated.interval == ds.Interval(10, 20)]
    assert moved.correction is not None
    assert (moved.correction.change, moved.correction.corrected) == (-3, ds.Interval(7, 17))


def test_more_than_a_number_of_units_is_at_least_one_more() -> None:
    found = known(said(a, "more than 10", reading="literal"), said(docket.everyone, 10)).reconcile()
    assert found.total == 1


def test_a_share_is_corrected_in_its_numerator() -> None:
    evidence = known(
        said(ds.share(a, among=docket.everyone), Fraction(1, 2)),
        said(docket.everyone, 100, second),
        said(a, 44, second),
    )
    found = evidence.reconcile(adjust=[first])
    assert found.total == 6
    (one,) = found.corrections
    assert (one.change, one.text) == (-6, "lowered by 6 in its numerator")
    assert one.corrected == ds.Interval.exactly(Fraction(44, 100))
    assert found.check()
    assert evidence.reconcile(adjust=[first], by="relative").total == Fraction(6, 50)
    assert not found.apply(evidence).conflicts()


def test_a_revised_figure_does_not_come_back() -> None:
    old = said(a, 9)
    evidence = known(said(a, 6, revises=old), old, said(docket.everyone, 5, second))
    found = evidence.reconcile(adjust=[first])
    assert found.total == 1
    applied = found.apply(evidence)
    assert not applied.conflicts()
    assert applied.bound(ds.count(a)).interval == ds.Interval(5, 5)


def test_figures_that_span_dates_and_flows_are_corrected_too() -> None:
    since, until = "2024-01-01", "2024-12-31"
    evidence = ds.Evidence(
        docket.snapshot(since, [said(docket.everyone, 10)]),
        docket.snapshot(until, [said(docket.everyone, 15)]),
        figures=[
            said(ds.entries(docket.everyone, since=since, until=until), 9, second),
            said(ds.exits(docket.everyone, since=since, until=until), 2, second),
        ],
    )
    found = evidence.reconcile()
    assert found.check()
    assert found.total == 2
    assert len(found.alone) == 4
    assert not found.apply(evidence).conflicts()


def test_two_contradictions_are_mended_at_once_and_no_figure_alone_explains_both() -> None:
    evidence = known(said(a, 5), said(a, 7, second), said(b, 1), said(b, 4, second))
    found = evidence.reconcile()
    assert found.total == 5
    assert len(found.corrections) == 2
    assert found.alone == ()
    assert found.check()
    assert "No single figure explains the contradiction by itself." in found.explain()


def test_a_figure_has_its_own_trust_before_that_of_its_source() -> None:
    low, high = said(a, 5), said(a, 7)
    assert known(low, high).reconcile(trust={first: 3, low: 1}).corrections[0].corrected == ds.Interval(7, 7)
    assert known(low, high).reconcile(trust={first: 3, high: Fraction(1, 2)}).total == 1


# -- refusals -------------------------------------------------------------------------------------------------------


def test_what_figures_cannot_mend_is_named() -> None:
    evidence = known(
        said(a, 5), relations=[a.within(b, because="by definition"), a.disjoint_from(b, because="by practice")]
    )
    assert evidence.reconcile().total == 5
    with pytest.raises(ds.ContradictoryEvidence, match="by definition") as caught:
        evidence.assuming(ds.Assumption(ds.count(a) >= 1, because="to see")).reconcile()
    (conflict,) = caught.value.conflicts
    assert conflict.proof.check()
    assert {fact.because for fact in conflict.facts} == {"by definition", "by practice", "to see"}


def test_figures_that_may_not_move_are_named_too() -> None:
    with pytest.raises(ds.ContradictoryEvidence, match="no correction of 0 figures lets all the facts hold"):
        known(said(a, 5), said(a, 7)).reconcile(adjust=[])


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(ds.ModelError) as caught:
        known(said(a, 5)).reconcile(by="squares", trust={second: 2, first: 0}, adjust=[said(b, 1)])  # type: ignore[arg-type]
    for part in ("not 'squares'", "trust names", "adjust names", "above 0, not 0"):
        assert part in str(caught.value)
    with pytest.raises(ds.InexactNumber):
        known(said(a, 5)).reconcile(trust={first: 0.5})  # type: ignore[dict-item]


def test_it_applies_to_evidence_with_the_same_figures_only() -> None:
    found = known(said(a, 5), said(a, 7)).reconcile()
    with pytest.raises(ds.ModelError, match="has not the figures"):
        found.apply(known(said(b, 5)))


# -- checking -------------------------------------------------------------------------------------------------------


def test_it_reads_back_from_json_and_pickle_and_is_checked_again(press: ds.Evidence) -> None:
    found = press.reconcile()
    for again in (from_json(to_json(found)), pickle.loads(pickle.dumps(found))):
        assert again == found
        assert hash(again) == hash(found)
        assert again.check()
        assert again.explain() == found.explain()
    assert {fact.name for fact in check_again(found).facts} == {fact.name for fact in found.used}


def test_check_finds_what_is_not_so(press: ds.Evidence) -> None:
    found = press.reconcile()
    least = found.least
    assert least is not None
    assert least.witness is not None
    cheaper = attrs.evolve(found.adjustable[0], trust=Fraction(1, 2))
    other = attrs.evolve(found.adjustable[0], interval=ds.Interval.exactly(435_709))
    rest = found.adjustable[1:]
    for wrong in (
        attrs.evolve(found, least=attrs.evolve(least, value=9)),
        attrs.evolve(found, least=attrs.evolve(least, value=11)),
        attrs.evolve(found, least=attrs.evolve(least, witness=None)),
        attrs.evolve(found, least=None),
        attrs.evolve(found, adjustable=(cheaper, *rest)),
        attrs.evolve(found, adjustable=(other, *rest)),
        attrs.evolve(found, adjustable=rest),
        attrs.evolve(found, facts=found.facts[1:]),
        attrs.evolve(found, alone=(attrs.evolve(found.alone[0], stated=found.adjustable[1]),)),
        attrs.evolve(found, alone=(attrs.evolve(found.alone[0], allowed=found.alone[1].allowed),)),
        attrs.evolve(found, alone=(attrs.evolve(found.alone[0], least=least),)),
    ):
        with pytest.raises(ds.ProofRejected):
            wrong.check()


def test_corrected_evidence_can_be_written_as_a_document(press: ds.Evidence) -> None:
    applied = press.reconcile(by="relative").apply(press)
    assert loads(dumps(document(applied, title="Corrected"))).evidence == applied
