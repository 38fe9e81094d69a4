"""S15: immutable, hashable, picklable, and shared between threads."""

import pickle
import pickletools
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import attrs
import pytest

import docketstats as ds

SOURCE = ds.Source("Annual report", publisher="Office", published="2024-09-25")
DAY = "2024-07-21"
docket = ds.Docket("docket", classifications=(ds.CustodyStatus, ds.Classification("kind", ("x", "y"))))
a, held = docket.population("a", "described"), docket[ds.CustodyStatus.DETAINED]


def build() -> ds.Evidence:
    figures = [
        ds.reported(a, "more than 90", source=SOURCE, confidence="95%"),
        ds.reported(held, 40, source=SOURCE),
        ds.reported(docket.everyone, 120, source=SOURCE),
        ds.reported(ds.share(a, among=held), "50%", rounded_to="1%", source=SOURCE),
    ]
    return ds.Evidence(
        docket.snapshot(DAY, figures),
        relations=[docket["x"].within(a, source=SOURCE)],
        assumptions=[ds.Assumption(ds.count(a & docket["x"], at=DAY) <= 80, because="argument")],
    )


CLAIM = ds.Claim(ds.Statement.worded(ds.count(a & held), "more than 30"), text="more than 30", by="somebody")


def used() -> ds.Evidence:
    """Evidence with all its caches filled."""
    evidence = build()
    evidence.bound(ds.count(a & held))
    evidence.check(CLAIM)
    evidence.conflicts()
    return evidence


def things() -> dict[str, object]:
    evidence = used()
    broken = ds.Evidence(docket.snapshot(DAY, [ds.reported(a, n, source=SOURCE) for n in (1, 2)]))
    figure = evidence.bound(ds.share(a & held, among=held))
    return {
        "source": SOURCE,
        "item": ds.CustodyStatus.NON_DETAINED,
        "classification": ds.CustodyStatus,
        "docket": docket,
        "population": (~a & held).at(DAY),
        "relation": a.within(held, source=SOURCE),
        "interval": ds.Interval(0, Fraction(1, 2), upper_open=True),
        "quantity": ds.Quantity(5, "person"),
        "period": ds.Period.read("2024-07 #tag"),
        "measure": ds.growth(a, since="2021", until="2024") + ds.percent(5),
        "statement": ds.count(a) > 5,
        "claim": CLAIM,
        "assumption": evidence.assumptions[0],
        "figure": evidence.snapshots[0].figures[3],
        "snapshot": evidence.snapshots[0],
        "evidence": evidence,
        "fact": figure.facts[0],
        "bound": figure.upper,
        "proof": figure.upper.proof,
        "witness": figure.upper.witness,
        "derived figure": figure,
        "undefined figure": ds.Evidence(docket.snapshot(DAY, [ds.reported(a, 0, source=SOURCE)])).bound(
            ds.share(held, among=a)
        ),
        "verdict": evidence.check(CLAIM),
        "conflict": broken.conflicts()[0],
        "conflicts": broken.conflicts(),
        "sensitivity": evidence.sensitivity(ds.count(a & held)),
    }


THINGS = things()
every_thing = pytest.mark.parametrize("thing", THINGS.values(), ids=THINGS)


@every_thing
def test_public_objects_are_frozen(thing: object) -> None:
    if isinstance(thing, tuple):
        with pytest.raises(TypeError):
            thing[0] = None
        return
    for name in [field.name for field in attrs.fields(type(thing))]:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(thing, name, None)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(thing, name)


@every_thing
def test_public_objects_are_hashable(thing: object) -> None:
    assert hash(thing) == hash(thing)
    assert {thing: 1}[thing] == 1


@every_thing
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_public_objects_are_equal_after_pickling(thing: object, protocol: int) -> None:
    copy = pickle.loads(pickle.dumps(thing, protocol))
    assert copy == thing
    assert hash(copy) == hash(thing)
    assert repr(copy) == repr(thing)
    assert type(copy) is type(thing)


@pytest.mark.parametrize("name", ["derived figure", "undefined figure", "verdict", "proof", "witness"])
def test_findings_still_check_after_pickling(name: str) -> None:
    assert pickle.loads(pickle.dumps(THINGS[name])).check()


def test_conflicts_remember_whether_they_are_all() -> None:
    assert pickle.loads(pickle.dumps(THINGS["conflicts"])).complete


def test_errors_are_picklable_with_what_they_carry() -> None:
    broken = ds.Evidence(docket.snapshot(DAY, [ds.reported(a, n, source=SOURCE) for n in (1, 2)]))
    with pytest.raises(ds.ContradictoryEvidence) as caught:
        broken.bound(ds.count(a))
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (str(copy), copy.conflicts, copy.complete) == (str(caught.value), caught.value.conflicts, True)


def test_caches_take_no_part_in_equality_or_hash() -> None:
    fresh, warm = build(), used()
    assert fresh == warm
    assert hash(fresh) == hash(warm)


def test_caches_take_no_part_in_pickles() -> None:
    # Not by their length: equal sets that live are one object, and then a text may be pickled once or twice.
    fresh, warm = (
        {text for _, text, _ in pickletools.genops(pickle.dumps(one)) if isinstance(text, str)}
        for one in (build(), used())
    )
    assert fresh == warm


def test_asking_does_not_change_the_evidence() -> None:
    evidence = build()
    before = repr(evidence)
    first = evidence.bound(ds.count(a & held))
    evidence.without(SOURCE)
    evidence.assuming(ds.Assumption(a.within(held), because="argument"))
    assert repr(evidence) == before
    assert evidence.bound(ds.count(a & held)) == first


def test_sharing_evidence_between_threads_is_safe() -> None:
    measures = [ds.count(a & held), ds.count(a), ds.share(a, among=held), ds.count(~held), ds.count(a | held)] * 4
    expected = [build().bound(measure) for measure in measures]
    shared = build()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(shared.bound, measures)) == expected
        assert len({str(quantity) for quantity in pool.map(lambda one: one.quantity, expected)}) == 5
        verdicts = list(pool.map(shared.check, [CLAIM] * 8))
    assert len(set(verdicts)) == 1


def test_a_collection_that_was_passed_in_may_change_afterwards() -> None:
    figures = [ds.reported(a, 5, source=SOURCE)]
    snapshot = docket.snapshot(DAY, figures)
    figures.clear()
    assert len(snapshot.figures) == 1
