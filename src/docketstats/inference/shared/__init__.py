"""One linear system for many groups that differ in nothing but the ends of its rows, solved for all of them at once.

What proves a bound for one group proves one for each: multipliers of rows stay right whatever the rows' ends are. And
what a basis makes of the ends is a point for each group; whether it fits is looked up. So groups are solved one after
another, each from what the others left: the multipliers and the basis that a group needed are tried on all that are
still open (sensitivity analysis of right-hand sides; Gal 1995). The answer of a group is what its multipliers prove and
its own whole point attains: both are checked in whole numbers, here, for each group by itself.
"""

from docketstats.inference.shared.fractional import Fractional, Over
from docketstats.inference.shared.linear import Linear
from docketstats.inference.shared.system import Shared

__all__ = ["Fractional", "Linear", "Over", "Shared"]
