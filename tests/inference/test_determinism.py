"""The same answer, proof and witness for the same input, whatever the hash seed."""

import os
import subprocess
import sys

import pytest

SCRIPT = """
import functools, hashlib, operator, random
import docketstats as ds
from docketstats.adapters.documents import to_json

draw = random.Random(3)
docket = ds.Docket("docket", classifications=(ds.CustodyStatus,))
sets = [docket.population(f"s{number:02}") for number in range(SIZE)]
units = [frozenset(number for number in range(SIZE) if draw.random() < 0.4) for _ in range(300)]
source = ds.Source("Report")
figures = []
for number in range(SIZE):
    for chosen in ([number], [number, number + 1], [number, number + 2]):
        if chosen[-1] < SIZE and (len(chosen) == 2 and chosen[1] == number + 1 or draw.random() < 0.6):
            population = sets[chosen[0]]
            for one in chosen[1:]:
                population = population & sets[one]
            count = sum(unit.issuperset(chosen) for unit in units)
            interval = ds.Interval(max(0, count - draw.choice([0, 3])), count)
            figures.append(ds.reported(population, interval, source=source))
evidence = ds.Evidence(docket.snapshot("2024-07-21", figures))
a, b, c = sets[3], sets[4], sets[SIZE - 1]
many = functools.reduce(operator.or_, sets[:14])
asked = (a, a & b, a & c, a & docket["detained"], many - a)
for measure in (*map(ds.count, asked), ds.share(a, among=b)):
    figure = evidence.bound(measure)
    print(measure, figure.interval, hashlib.sha256(to_json(figure).encode()).hexdigest())
print(evidence.check(ds.count(a & b) >= 40).explain())
wrong = ds.reported(a & b, 299, source=ds.Source("Other report"))
print(*(evidence | ds.Evidence(docket.snapshot("2024-07-21", [wrong]))).conflicts(), sep="\\n")
"""


@pytest.mark.parametrize("size", [6, 14, 48], ids=["all at once", "bag by bag", "near"])
def test_the_hash_seed_changes_nothing(size: int) -> None:
    script = SCRIPT.replace("SIZE", str(size))
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in "123"
    }
    assert len(printed) == 1
