"""What the first and a further count take on structured dockets, by the number of sets, and what HiGHS alone takes."""

import json
from pathlib import Path

import matplotlib.pyplot as plt

found = json.loads(Path("engine.json").read_text(encoding="utf-8"))
rows = found["growth"]
sets = [row["sets"] for row in rows]
figure, axes = plt.subplots(figsize=(6.4, 4))
axes.loglog(sets, [row["first_s"] for row in rows], "o-", label="first count, with all that it makes")
axes.loglog(sets, [row["highs_s"] for row in rows], "s--", label="HiGHS alone, one end")
axes.loglog(sets, [row["further_mean_ms"] / 1e3 for row in rows], "^-", label="a further count, mean")
axes.loglog(sets, [row["further_ms"] / 1e3 for row in rows], "v-", label="a further count, median")
axes.set_xlabel("sets")
axes.set_ylabel("seconds")
axes.grid(visible=True, which="major", alpha=0.3)
axes.legend()
figure.tight_layout()
