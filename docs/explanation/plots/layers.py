"""The layers as a staircase: a line goes right from a layer and down to one that it imports, as the code says."""

import made
import matplotlib.pyplot as plt

graph = made.imports()
names = list(graph)
figure, axes = plt.subplots(figsize=(7.2, 4.6))
for row, (name, below) in enumerate(graph.items()):
    for used in below:
        column = names.index(used)
        axes.plot([row, column, column], [-row, -row, -column], color="lightgrey", linewidth=1, zorder=1)
        axes.plot([column], [-row], "o", color="tab:blue", markersize=4, zorder=2)
    axes.text(row, -row, name, ha="center", va="center", bbox={"boxstyle": "round", "facecolor": "white"}, zorder=3)
axes.set_xlim(-0.6, len(names) - 0.4)
axes.set_ylim(-len(names) + 0.5, 0.5)
axes.axis("off")
figure.tight_layout()
