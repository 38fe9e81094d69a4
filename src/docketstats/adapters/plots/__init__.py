"""Pictures of answers, through matplotlib: each function draws into one ``Axes`` and returns it.

An end that is in the interval is a filled mark, one that is not is a hollow one, and no end at all is an arrow to the
edge. A solid line is sharp, a dashed one is valid only. So nothing hangs on colour, and what is unknown is never drawn
as zero.

All take the ``Axes`` as ``ax``. Without one they make a ``Figure`` of their own that fits what is drawn, without
``pyplot``: ``plot_intervals(answers).figure.savefig("answers.svg")``. Text and lines take the colour of the labels of
the ``Axes``, so that a dark style is enough for a dark page. No setting of matplotlib is changed.
"""

from docketstats.errors import MissingExtra

try:
    import matplotlib  # noqa: F401 - for the error
except ImportError as error:
    raise MissingExtra.named("plot") from error

from docketstats.adapters.plots.examples import plot_examples
from docketstats.adapters.plots.history import plot_history
from docketstats.adapters.plots.intervals import plot_intervals
from docketstats.adapters.plots.proof import plot_proof
from docketstats.adapters.plots.sensitivity import plot_sensitivity
from docketstats.adapters.plots.transitions import plot_transitions

__all__ = [
    "plot_examples",
    "plot_history",
    "plot_intervals",
    "plot_proof",
    "plot_sensitivity",
    "plot_transitions",
]
