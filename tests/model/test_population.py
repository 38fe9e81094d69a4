"""Dockets, populations and relations: how they are made, written, compared and refused."""

import datetime

import pytest

import docketstats as ds

docket = ds.Docket(
    "docket",
    classifications=(
        ds.CustodyStatus,
        ds.Classification("criminality", ("convicted", "pending", "neither")),
        ds.Classification("answer", ("yes", "no", "neither")),
    ),
)
other = ds.Docket("other")
a, b, c = (docket.population(name) for name in "abc")
DAY = "2024-07-21"


# -- dockets ----------------------------------------------------------------------------------------------------------


def test_an_item_is_a_population_by_itself_or_by_its_code() -> None:
    assert docket[ds.CustodyStatus.NON_DETAINED] == docket["non_detained"] == docket["custody:non_detained"]
    assert docket["convicted"] == docket["criminality:convicted"]


def test_an_unknown_item_is_an_error_that_lists_the_items() -> None:
    with pytest.raises(ds.UnknownName, match=r"no classification of docket 'docket' has an item 'felon'.*convicted"):
        docket["felon"]
    with pytest.raises(LookupError):
        docket["criminality:yes"]


def test_an_item_of_two_classifications_must_be_qualified() -> None:
    with pytest.raises(ds.UnknownName, match='write "criminality:neither" or "answer:neither"'):
        docket["neither"]
    assert docket["criminality:neither"] != docket["answer:neither"]
    assert repr(docket["criminality:neither"]) == "criminality:neither"


def test_in_tells_whether_an_item_is_known() -> None:
    assert "convicted" in docket
    assert ds.CustodyStatus.BOND in docket
    assert "felon" not in docket
    assert ds.Item("felon") not in docket
    assert 5 not in docket


@pytest.mark.parametrize("name", ["convicted", "neither", "detained"])
def test_a_named_set_may_not_have_the_name_of_an_item(name: str) -> None:
    with pytest.raises(ds.ModelError, match=f"'{name}' already has a meaning"):
        docket.population(name)


@pytest.mark.parametrize("name", ["everyone", "nobody"])
def test_everyone_and_nobody_are_reserved(name: str) -> None:
    with pytest.raises(ds.ModelError, match=rf"docket\.{name}"):
        docket.population(name)


@pytest.mark.parametrize("name", ["", " a", "a ", "a:b", "a@b", "a'b", 'a"b', "a\nb", None, 5])
def test_a_name_that_cannot_be_written_in_an_expression_is_refused(name: object) -> None:
    with pytest.raises(ds.ModelError, match="cannot name a population"):
        docket.population(name)
    with pytest.raises(ds.ModelError, match="cannot name a docket"):
        ds.Docket(name)


def test_two_classifications_of_one_name_are_refused() -> None:
    with pytest.raises(ds.ModelError, match="two classifications share a name"):
        ds.Docket("d", classifications=(ds.CustodyStatus, ds.CustodyStatus))


def test_what_is_no_classification_is_refused() -> None:
    with pytest.raises(ds.ModelError, match="is no classification"):
        ds.Docket("d", classifications=("custody",))


def test_one_classification_needs_no_tuple() -> None:
    assert ds.Docket("d", classifications=ds.CustodyStatus).classifications == (ds.CustodyStatus,)


def test_a_named_set_registers_nothing() -> None:
    before = hash(docket)
    docket.population("new")
    assert "new" not in docket
    assert hash(docket) == before


# -- populations ------------------------------------------------------------------------------------------------------


def test_identity_is_docket_and_name_not_description() -> None:
    assert docket.population("a", "one description") == docket.population("a", "another")
    assert docket.population("a") != ds.Docket("third").population("a")


@pytest.mark.parametrize(
    ("population", "text"),
    [
        (a & b & c, "a & b & c"),
        (b & a, "b & a"),
        (a & (b & c), "a & b & c"),
        ((a | b) & c, "(a | b) & c"),
        (a | b & c, "a | (b & c)"),
        (a - (b - c), "a - (b - c)"),
        (a - b - c, "a - b - c"),
        (a - b & c, "(a - b) & c"),
        (a ^ b | c, "(a ^ b) | c"),
        (~(a | b), "~(a | b)"),
        (~~a, "~~a"),
        ((a & b).at(DAY), '(a & b).at("2024-07-21")'),
        ((~a).at(DAY), '(~a).at("2024-07-21")'),
        (~a.at(DAY), '~a.at("2024-07-21")'),
        (docket.everyone - docket.nobody, "everyone - nobody"),
        (docket.population("older than 5") & a, '"older than 5" & a'),
    ],
    ids=str,
)
def test_repr_reads_like_what_was_typed(population: ds.Population, text: str) -> None:
    assert repr(population) == text


def test_equality_is_of_normal_forms_without_distribution() -> None:
    assert a & b & a == b & a
    assert (a | (b | c)) == (c | b | a)
    assert a & (b | c) != (a & b) | (a & c)
    assert (a & (b | c)).equivalent_to((a & b) | (a & c))
    assert ~(a | b) != ~a & ~b


def test_equivalent_to_knows_the_classifications() -> None:
    detained, free = docket["detained"], docket["non_detained"]
    assert free.equivalent_to(~detained)
    assert (detained & free).equivalent_to(docket.nobody)
    assert (docket["bond"] & free).equivalent_to(docket["bond"])
    assert not docket["bond"].equivalent_to(free)
    assert not (docket["bond"] | docket["incarcerated"]).equivalent_to(free)


def test_nobody_is_neutral_for_or_and_nobody_for_and() -> None:
    assert a | docket.nobody == a
    assert (a & docket.nobody).equivalent_to(docket.nobody)
    assert (a | docket.everyone).equivalent_to(docket.everyone)


def test_populations_of_two_dockets_do_not_combine() -> None:
    for combine in (
        lambda: a & other.population("a"),
        lambda: a - other.everyone,
        lambda: a.within(other.everyone),
        lambda: a.equivalent_to(other.everyone),
        lambda: docket.covers(other.everyone),
    ):
        with pytest.raises(ds.ModelError, match=r"of docket 'docket'.*of docket 'other'.*populations of one docket"):
            combine()


def test_two_definitions_of_one_docket_do_not_combine() -> None:
    with pytest.raises(ds.ModelError, match="two different definitions of docket 'docket'"):
        a & ds.Docket("docket").population("b")


@pytest.mark.parametrize("foreign", [5, "a", {1}, None])
def test_operators_return_not_implemented_for_foreign_types(foreign: object) -> None:
    assert a.__and__(foreign) is NotImplemented
    assert a.__xor__(foreign) is NotImplemented
    with pytest.raises(TypeError):
        a | foreign
    with pytest.raises(TypeError):
        foreign - a
    assert a != foreign


def test_a_date_is_anything_that_period_reads() -> None:
    assert a.at(DAY) == a.at(datetime.date(2024, 7, 21)) == a.at("July 21, 2024") == a.at(ds.Period.read(DAY))
    with pytest.raises(ds.PeriodError):
        a.at("soon")


def test_a_part_keeps_its_date() -> None:
    mixed = (a.at("2021") & b).at("2024")
    assert mixed == a.at("2021") & b.at("2024")
    assert {str(date) for date in mixed.dates} == {"2021", "2024"}


def test_a_population_with_a_date_takes_no_other() -> None:
    assert a.at(DAY).at(DAY) == a.at(DAY)
    with pytest.raises(ds.DateError, match="has its date already"):
        a.at(DAY).at("2021")


# -- relations --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("relation", "text"),
    [
        (a.within(b), "a within b"),
        (a.disjoint_from(b | c), "a disjoint from b | c"),
        (a.same_as(b), "a same as b"),
        ((a & b).empty(), "a & b empty"),
        (docket.covers(a, b), "covers(a, b)"),
    ],
    ids=str,
)
def test_relations_read_like_what_was_typed(relation: ds.Relation, text: str) -> None:
    assert repr(relation) == text


def test_a_relation_needs_its_number_of_populations() -> None:
    with pytest.raises(ds.ModelError, match="no relation 'within' of 1 populations"):
        ds.Relation("within", (a,))
    with pytest.raises(ds.ModelError, match="no relation 'beside'"):
        ds.Relation("beside", (a, b))
    with pytest.raises(ds.ModelError, match="'b' is no population"):
        a.within("b")


@pytest.mark.parametrize(
    ("relation", "empty"),
    [
        (a.within(b), a - b),
        (a.disjoint_from(b), a & b),
        (a.same_as(b), a ^ b),
        (a.empty(), a),
        (docket.covers(a, b), ~(a | b)),
    ],
    ids=str,
)
def test_a_relation_says_that_one_population_is_empty(relation: ds.Relation, empty: ds.Population) -> None:
    assert relation.empty_term == empty.term
