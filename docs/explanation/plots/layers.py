"""The layers from the top down, with an arrow for each that imports another, as the code says."""

import made
import matplotlib.pyplot as plt

graph = made.imports()
names = list(graph)
figure, axes = plt.subplots(figsize=(6.4, 5.2))
for row, name in enumerate(names):
    axes.text(0, -row, name, ha="center", va="center", bbox={"boxstyle": "round", "facecolor": "white"}, zorder=2)
    for used in graph[name]:
        below = names.index(used)
        # Neighbours are joined straight, others by an arc on a side of its own, the wider the further.
        side = 1 if below - row == 1 else (0.34 if row % 2 else -0.34)
        start, end = ((0, -row - 0.2), (0, -below + 0.2)) if side == 1 else ((0, -row), (0, -below))
        style = "arc3" if side == 1 else f"arc3,rad={side}"
        arrow = {"arrowstyle": "->", "color": "grey", "linewidth": 0.9, "connectionstyle": style}
        axes.annotate("", xy=end, xytext=start, arrowprops=arrow | {"shrinkA": 4, "shrinkB": 4}, zorder=1)
axes.set_xlim(-3.2, 3.2)
axes.set_ylim(-len(names) + 0.4, 0.6)
axes.axis("off")
figure.tight_layout()
