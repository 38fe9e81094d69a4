"""Made-up records counted on Spark, and one question asked of each office there. No record here is of a real person.

With ``spark-submit`` it runs where that says, and else on a local session. Without PySpark or Java it says so.
"""

import os
import shutil
import sys

import ibis

import docketstats as ds
from docketstats.adapters.panels import bound_panel
from docketstats.adapters.records import tally
from docketstats.adapters.records.made_up import COLUMNS, DOCKET, made_up

try:
    from pyspark.sql import SparkSession
except ImportError:
    print("PySpark is not installed: pip install 'docketstats[spark]'")
    sys.exit()
if shutil.which("java") is None:
    print("There is no Java for Spark.")
    sys.exit()

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the workers need the libraries of this Python
session = SparkSession.builder.appName("docketstats").config("spark.sql.shuffle.partitions", "4").getOrCreate()
session.sparkContext.setLogLevel("ERROR")
spark = ibis.pyspark.connect(session)

stays = spark.create_view("stays", made_up(20_000, seed=1))
columns = {"status": COLUMNS["status"], "criminality": COLUMNS["criminality"]}
when = {"start": "book_in", "end": "release"}
snapshot = tally(stays, DOCKET, as_of="2023-06-30", columns=columns, source="Made-up stays", **when)
evidence = ds.Evidence(snapshot)
print("On 30 June 2023, of the stays that Spark counted:")
for population in (DOCKET.everyone, DOCKET["detained"], DOCKET["detained"] & DOCKET["convicted"]):
    print(f"  {evidence.bound(population)}")

offices = stays.group_by(office=stays.person_id % 200).aggregate(
    stays=stays.count(), detained=(stays.status == "DET").sum(), convicted=(stays.criminality == "CONV").sum()
)
detained, convicted = DOCKET.population("held by the office"), DOCKET.population("recorded as convicted")
panel = bound_panel(
    offices,
    ds.count(detained & convicted),
    by="office",
    columns={"stays": DOCKET.everyone, "detained": detained, "convicted": convicted},
)
print(f"Asked of {len(panel):,} offices on the executors, such as")
for row in list(panel)[:3]:
    print(f"  office {row.group[0]}: {row.interval.lower} to {row.interval.upper} held and convicted")
panel.check([0])
session.stop()
