"""How many times as long other solvers take over all worlds, by the number of sets."""

import json
from pathlib import Path

import matplotlib.pyplot as plt

found = json.loads(Path("engine.json").read_text(encoding="utf-8"))
names = {"linprog": "scipy linprog", "z3": "z3, exact", "glop": "OR-tools GLOP", "cbc": "CBC by PuLP"}
figure, axes = plt.subplots(figsize=(6.4, 4))
for (peer, name), marker in zip(names.items(), "osv^", strict=True):
    rows = [row for row in found["dense"] if f"{peer}_ratio" in row]
    axes.semilogy([row["sets"] for row in rows], [row[f"{peer}_ratio"] for row in rows], marker + "-", label=name)
axes.axhline(1, color="grey", linewidth=0.8)
axes.set_xlabel("sets")
axes.set_ylabel("times as long as docketstats")
axes.grid(visible=True, which="major", alpha=0.3)
axes.legend()
figure.tight_layout()
