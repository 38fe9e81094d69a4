"""Verdicts: examples, sources, and which count would settle what is open."""

import math
from fractions import Fraction

import attrs
import pytest

import docketstats as ds
from docketstats.findings import settling

LETTER = ds.Source("Letter")
DAY = "2024-07-21"
docket = ds.Docket("docket", classifications=(ds.CustodyStatus,))
a, b = docket.population("a"), docket.population("b")
free, prison = docket["non_detained"], docket["incarcerated"]


def said(what: ds.Population | ds.Measure, value: object, **how: object) -> ds.ReportedFigure:
    return ds.reported(what, value, source=LETTER, **how)


def evidence(*figures: ds.ReportedFigure, **more: object) -> ds.Evidence:
    return ds.Evidence(docket.snapshot(DAY, figures), **more)


letter = evidence(said(a & free, 13_099))


def test_the_claim_carries_its_date_and_words() -> None:
    verdict = letter.check(ds.Claim(ds.count(a & prison) >= 6_550, text="half of them", by="somebody"))
    assert verdict.claim.statement == (ds.count(a & prison, at=DAY) >= 6_550)
    assert str(verdict) == "undetermined: half of them"
    assert 'Claim: "half of them" (somebody)' in verdict.explain()


def test_a_claim_without_words_is_shown_as_a_statement() -> None:
    assert str(letter.check(ds.count(a & free) >= 1)) == f'supported: count(a & non_detained, at="{DAY}") >= 1'


def test_both_examples_fit_every_fact() -> None:
    verdict = letter.check(ds.count(a & prison) >= 6_550)
    assert verdict.true_in.check()
    assert verdict.false_in.check()
    assert verdict.true_in.value >= 6_550 > verdict.false_in.value


def test_sources_and_assumptions_of_a_decided_claim() -> None:
    assumed = letter.assuming(ds.Assumption(ds.count(a & prison, at=DAY) <= 5, because="for argument's sake"))
    verdict = assumed.check(ds.count(a & prison) >= 6_550)
    assert verdict.outcome is ds.Outcome.REFUTED
    assert verdict.sources == ()
    assert [fact.because for fact in verdict.assumptions] == ["for argument's sake"]
    assert letter.check(ds.count(a & prison) > 13_099).sources == (LETTER,)


def test_an_empty_claim_is_refused_and_an_entire_one_supported() -> None:
    with pytest.raises(ds.ModelError, match="empty interval"):
        ds.count(a).lies_in(ds.Interval.empty())
    verdict = letter.check(ds.count(a).lies_in(ds.Interval.entire()))
    assert verdict.outcome is ds.Outcome.SUPPORTED
    assert verdict.check()


def test_a_claim_that_is_not_whole_is_decided() -> None:
    assert evidence(said(a, 2)).check(ds.count(a) >= ds.percent(150)).outcome is ds.Outcome.SUPPORTED
    assert evidence(said(a, "1 to 2")).check(ds.count(a).equals(ds.percent(150))).outcome is ds.Outcome.REFUTED


def test_a_claim_about_the_wrong_thing_is_an_error() -> None:
    for wrong in (a, ds.count(a), "13,099 roam free", None):
        with pytest.raises(ds.ModelError, match="neither a statement nor a relation"):
            letter.check(wrong)


# -- what would settle it ---------------------------------------------------------------------------------------------


def test_would_settle_names_counts_and_the_values_that_decide() -> None:
    (first,) = letter.check(ds.count(a & prison) >= 6_550).would_settle
    assert str(first.term) == f'incarcerated.at("{DAY}")'
    assert first.supports == ()
    assert first.refutes == (ds.Interval(0, 6_549),)
    assert first.leaves_open == (ds.Interval(6_550, math.inf),)


def test_values_between_the_two_ways_a_range_may_fail_support_it() -> None:
    known = evidence(said(a, "0 to 5"), said(b, "0 to 5"), said(a & b, 0), said(a | b, "5 to 6"))
    (one,) = (one for one in known.check(ds.count(a).between(2, 4)).would_settle if str(one.term).startswith("b.at"))
    assert one.supports == (ds.Interval(2, 3),)
    assert one.refutes == (ds.Interval(0, 0), ds.Interval(5, 5))
    assert one.leaves_open == (ds.Interval(1, 1), ds.Interval(4, 4))
    assert one.said("b") == "count(b): supported if 2 to 3, refuted if 0 or 5, else open"


def test_a_count_that_is_published_settles_it_as_told() -> None:
    figures = [said(a, 10), said(b, "4 to 10"), said(a | b, "10 to 20")]
    claim = ds.count(a & b) >= 5
    named = {population.at(DAY).term: population for population in (b, a - b, b - a, a | b)}
    decided = set()
    for one in evidence(*figures).check(claim).would_settle:
        for values, outcome in ((one.supports, ds.Outcome.SUPPORTED), (one.refutes, ds.Outcome.REFUTED)):
            for value in values if one.term in named else ():
                more = evidence(*figures, said(named[one.term], value))
                assert more.check(claim).outcome is outcome
                decided.add(outcome)
    assert ds.Outcome.REFUTED in decided


def test_the_count_that_the_claim_is_about_settles_it() -> None:
    first = letter.check(ds.count(a & prison) >= 6_550).own_count
    assert first is not None
    assert first.term == (a & prison).at(DAY).term
    assert first.supports == (ds.Interval(6_550, 13_099),)
    assert first.refutes == (ds.Interval(0, 6_549),)
    assert (first.leaves_open, first.remaining) == ((), 0)


def test_what_is_too_much_to_be_looked_at_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ds.TooLarge("too many kinds of unit")

    monkeypatch.setattr(settling, "greatest", refuse)
    verdict = letter.check(ds.count(a & prison) >= 6_550)
    assert (verdict.own_count, verdict.would_settle) == (None, ())
    assert "settle" not in verdict.explain()


def test_a_decided_claim_needs_no_settling() -> None:
    verdict = letter.check(ds.count(a & prison) > 13_099)
    assert (verdict.own_count, verdict.would_settle) == (None, ())


def test_of_a_share_the_two_counts_are_among_the_others() -> None:
    verdict = letter.check(ds.share(a & prison, among=a) > Fraction(1, 2))
    assert verdict.own_count is None
    assert (a & prison).at(DAY).term in [one.term for one in verdict.would_settle]


def test_a_claim_that_is_open_in_its_strongest_reading_alone_can_be_settled() -> None:
    told = evidence(said(a, 13_000), said(b, "0 to 9"), said(a & b, 0))
    verdict = told.check(ds.Claim(ds.Statement.worded(ds.count(a | b), "more than 13,000")))
    assert (verdict.weakest.outcome, verdict.outcome) == (ds.Outcome.SUPPORTED, ds.Outcome.UNDETERMINED)
    assert verdict.would_settle


# -- forgery ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", [ds.Outcome.SUPPORTED, ds.Outcome.REFUTED])
def test_check_refuses_an_outcome_that_nothing_shows(outcome: ds.Outcome) -> None:
    verdict = letter.check(ds.count(a & prison) >= 6_550)
    judgement = attrs.evolve(verdict.weakest, outcome=outcome, proofs=verdict.figure.proofs)
    with pytest.raises(ds.ProofRejected):
        attrs.evolve(verdict, weakest=judgement, strongest=judgement).check()


def test_check_refuses_an_example_of_which_a_count_was_changed() -> None:
    verdict = letter.check(ds.count(a & prison) >= 6_550)
    example = verdict.true_in
    worlds = (attrs.evolve(example.worlds[0], count=example.worlds[0].count + 1), *example.worlds[1:])
    judgement = attrs.evolve(verdict.strongest, true_in=attrs.evolve(example, worlds=worlds))
    with pytest.raises(ds.ProofRejected):
        attrs.evolve(verdict, strongest=judgement).check()


def test_a_refutation_rests_on_no_more_figures_than_it_needs() -> None:
    crowded = evidence(said(a, 50), said(b, 30), said(a | b, 80), said(a & free, 40), said(b & free, 20))
    verdict = crowded.check(ds.count(a & free).equals(41))
    ((proof),) = verdict.proofs
    assert [fact.origin.name for fact in proof.facts] == ["FIGURE", "CLAIM"]


def test_the_examples_of_a_claim_put_units_in_few_sets() -> None:
    verdict = evidence(said(a & free, 10), said(b & free, 4)).check(ds.count(a & b) >= 1)
    assert verdict.false_in is not None
    assert not any({"a", "b"} <= {leaf.name for leaf in world.members} for world in verdict.false_in.worlds)


def test_a_comparison_by_two_equals_signs_says_what_to_write() -> None:
    with pytest.raises(ds.ModelError, match="write count"):
        letter.check(ds.count(a) == 5)  # type: ignore[arg-type]


def test_a_supported_claim_that_gives_one_end_only_says_so() -> None:
    docket = ds.Docket("court", unit="case")
    old = docket.population("old")
    figure = ds.reported(docket.everyone, 100, source=ds.Source("Report"))
    evidence = ds.Evidence(docket.snapshot("2024", figures=[figure]))
    note = "the claim gives one end only: the facts allow 0 to 100 cases, the other end as well as this one"
    assert evidence.check(ds.Statement.worded(ds.count(old), "up to 100")).notes == (note,)
    assert evidence.check(ds.count(old) >= 0).notes == (note,)
    for says_more_or_less in (ds.count(old) <= 120, ds.count(old).between(0, 100), ds.count(docket.everyone) <= 100):
        assert evidence.check(says_more_or_less).notes == ()


NEAR = {
    "nearly 600": ("fewer than 600 cases", "lower"),
    "almost 600": ("fewer than 600 cases", "lower"),
    "just under 600": ("fewer than 600 cases", "lower"),
    "as many as 600": ("at most 600 cases", "lower"),
    "up to 600": ("at most 600 cases", "lower"),
    "as few as 200": ("at least 200 cases", "upper"),
    "just over 200": ("more than 200 cases", "upper"),
}


@pytest.mark.parametrize(("value", "allowed"), [(300, "300 cases"), ("250 to 500", "250 to 500 cases")])
@pytest.mark.parametrize("words", NEAR)
def test_words_that_readers_take_for_a_number_near_it_are_noted(words: str, value: object, allowed: str) -> None:
    docket = ds.Docket("court", unit="case")
    evidence = ds.Evidence(docket.snapshot("2024", figures=[said(docket.everyone, value)]))
    verdict = evidence.check(ds.Statement.worded(ds.count(docket.everyone), words))
    name, (read, end) = words.rsplit(" ", 1)[0], NEAR[words]
    assert verdict.outcome is ds.Outcome.SUPPORTED
    assert verdict.notes == (
        f'the claim gives one end only: "{name} N" is read as {read}, with no {end} end, and the facts allow {allowed}',
    )
    rounded = ds.Statement.worded(ds.count(docket.everyone), "nearly 500", rounded_to=10)
    assert not any("one end" in note for note in evidence.check(rounded).notes)


@pytest.mark.parametrize(("words", "value"), [("nearly 500", "at most 500"), ("as many as 400", "250 to 500")])
def test_such_words_are_noted_of_an_undetermined_claim_too(words: str, value: str) -> None:
    verdict = evidence(said(a, value)).check(ds.Statement.worded(ds.count(a), words))
    assert verdict.outcome is ds.Outcome.UNDETERMINED
    assert "with no lower end" in verdict.notes[0]


@pytest.mark.parametrize(
    ("words", "last", "read", "allowed"),
    [
        ("fell by nearly 40%", 90, "more than -40 % and less than 0 %, with no upper end but 0", "-10 %"),
        ("rose by nearly 40%", 110, "more than 0 % and less than 40 %, with no lower end but 0", "10 %"),
    ],
)
def test_a_move_of_nearly_so_much_has_no_end_but_0(words: str, last: int, read: str, allowed: str) -> None:
    docket = ds.Docket("court", unit="case")
    grown = ds.growth(docket.everyone, since="2023", until="2024")

    def verdict(number: int) -> ds.Verdict:
        pairs = (("2023", 100), ("2024", number))
        counts = [docket.snapshot(year, [said(docket.everyone, one)]) for year, one in pairs]
        return ds.Evidence(*counts).check(ds.Statement.worded(grown, words))

    assert verdict(last).outcome is ds.Outcome.SUPPORTED
    (note,) = verdict(last).notes
    assert note.endswith(f'"nearly N" is read as {read}, and the facts allow {allowed}')
    assert verdict(200 - last).outcome is ds.Outcome.REFUTED  # it went the other way


def test_refuted_and_exactly_reached_ends_need_no_such_note() -> None:
    known = evidence(said(a, 500))
    for words in ("nearly 400", "as many as 500", "at most 600"):
        notes = known.check(ds.Statement.worded(ds.count(a), words)).notes
        assert not any("one end" in note for note in notes)
