"""The published problems beside the project, family by family; skipped where they are not there."""

import json
from fractions import Fraction
from pathlib import Path

import docketstats as ds

SOURCE = ds.Source("the case")


def cases(shared: Path, family: str) -> list[dict]:
    return json.loads((shared / "acceptance" / f"{family}.json").read_text())["cases"]


def test_ecological_bounds(shared: Path) -> None:
    for case in cases(shared, "ecological_bounds"):
        docket = ds.Docket("precinct")
        group, voters = docket.population("G"), docket.population("V")
        named = {"U": docket.everyone, "G": group, "V": voters}
        snapshot = docket.snapshot(
            "2024-11-05", figures=[ds.reported(named[k], v, source=SOURCE) for k, v in case["facts"].items()]
        )
        evidence = ds.Evidence(snapshot)
        shares = {
            "share V in G": ds.share(voters, among=group),
            "share V in ~G": ds.share(voters, among=~group),
        }
        shares["share(V in G) - share(V in ~G)"] = shares["share V in G"] - shares["share V in ~G"]
        counts = {"G&V": ds.count(group & voters), "~G&V": ds.count(~group & voters)}
        for name, expected in case["expect"].items():
            found = evidence.bound({**shares, **counts}[name])
            assert found.check()
            assert found.interval == ds.Interval(*map(Fraction, expected)), (case["id"], name)
            assert found.sharpness is ds.Sharpness.SHARP


def test_hidden_cells(shared: Path) -> None:
    for case in cases(shared, "sdc_interval_audit"):
        rows = ds.Classification("row", tuple(f"r{x}" for x in case["rows"]))
        columns = ds.Classification("column", tuple(f"c{x}" for x in case["cols"]))
        docket = ds.Docket("table", classifications=(rows, columns))

        def cell(pair: list[str], docket: ds.Docket = docket) -> ds.Population:
            return docket[f"r{pair[0]}"] & docket[f"c{pair[1]}"]

        figures = [ds.reported(cell(one["cell"]), one["value"], source=SOURCE) for one in case["published_cells"]]
        figures += [ds.reported(docket[f"r{k}"], v, source=SOURCE) for k, v in case["row_totals"].items()]
        figures += [ds.reported(docket[f"c{k}"], v, source=SOURCE) for k, v in case["col_totals"].items()]
        figures.append(ds.reported(docket.everyone, case["total"], source=SOURCE))
        evidence = ds.Evidence(docket.snapshot("2024", figures=figures))
        for query in case["queries"]:
            found = evidence.bound(ds.count(cell(query["cell"])))
            assert found.check()
            assert found.interval == ds.Interval(query["lo"], query["hi"]), (case["id"], query)
            assert found.sharpness is ds.Sharpness.SHARP
        hidden = [ds.reported(cell(query["cell"]), "(S)", source=SOURCE) for query in case["queries"]]
        published = ds.Evidence(docket.snapshot("2024", figures=[*figures, *hidden]))
        audited = published.exposed(threshold=11)
        expected = [ds.Interval(query["lo"], query["hi"]) for query in case["queries"]]
        assert [one.interval for one in audited.cells] == expected, case["id"]
        assert [one.is_exposed for one in audited.cells] == [one.is_point or one.upper < 11 for one in expected]
        assert all(one.figure.check() for one in audited.cells)
        left_out = evidence.exposed(threshold=11, cells=[cell(query["cell"]) for query in case["queries"]])
        assert [one.interval for one in left_out.cells] == expected, case["id"]


def test_probability_logic(shared: Path) -> None:
    wrong = []
    for case in cases(shared, "probability_logic"):
        docket = ds.Docket("universe")
        names = {atom: docket.population(atom) for atom in case["atoms"]}
        namespace = {"everyone": docket.everyone, **names}

        def read(text: str, namespace: dict = namespace) -> ds.Population:
            return eval(text, {"__builtins__": {}}, namespace)

        def share(what: dict, docket: ds.Docket = docket, read=read) -> ds.Measure:
            given = read(what["given"]) if what.get("given") else docket.everyone
            return ds.share(read(what["expr"]), among=given)

        figures = []
        for fact in case["facts"]:
            if "same_as" in fact:
                other = share({**fact, "expr": fact["same_as"]})
                figures.append(ds.reported(share(fact) - other, 0, source=SOURCE))
                continue
            interval = ds.Interval(Fraction(fact["lo"]), Fraction(fact["hi"]))
            figures.append(ds.reported(share(fact), interval, source=SOURCE))
        relations = [read(one).same_as(docket.everyone, because="given") for one in case["relations"]]
        evidence = ds.Evidence(docket.snapshot("2024", figures=figures), relations=relations)
        expected = case["expect"]
        conflicts = case.get("minimal_conflict_sets")
        try:
            found = evidence.bound(share(case["query"]))
        except ds.ContradictoryEvidence as error:
            assert expected is None or conflicts, case["id"]
            got = sorted(
                sorted(
                    figures.index(figure)
                    for figure in figures
                    for fact in one.facts
                    if fact.name == f"figure {figures.index(figure) + 1} of 2024"
                )
                for one in error.conflicts
            )
            if conflicts is not None and got != sorted(map(sorted, conflicts)):
                wrong.append((case["id"], got, conflicts))
            continue
        found.check()
        if expected is None:
            if not found.is_undefined:
                wrong.append((case["id"], found.interval, expected))
            continue
        want = ds.Interval(Fraction(expected["lo"]), Fraction(expected["hi"]))
        hull = ds.Interval(found.interval.lower, found.interval.upper)
        if hull != want or found.sharpness is not ds.Sharpness.SHARP:
            wrong.append((case["id"], found.interval, expected, found.sharpness))
    assert not wrong
