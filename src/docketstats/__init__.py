"""docketstats: defensible figures from the few counts that agencies publish about a docket.

Write down what each source said; ask any question; get the tightest interval that the sources allow, with a proof and
a witness for each end, or a verdict on a claim.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docketstats.errors import (
        ContradictoryEvidence,
        DateError,
        DocketStatsError,
        DocumentError,
        InexactNumber,
        IntervalError,
        MissingExtra,
        ModelError,
        NotLinearFractional,
        NoTruthValue,
        PeriodError,
        ProofRejected,
        TooLarge,
        UnitError,
        UnknownName,
        WordingError,
        WrongType,
    )
    from docketstats.evidence import Evidence
    from docketstats.findings.annual import AnnualGrowth
    from docketstats.findings.comparison import Comparison, Movement
    from docketstats.findings.decision import Decision
    from docketstats.findings.derived import DerivedFigure, Sharpness
    from docketstats.findings.exposure import Exposure, Exposures
    from docketstats.findings.history import History
    from docketstats.findings.reconciliation import Reconciliation
    from docketstats.findings.sensitivity import Sensitivity
    from docketstats.findings.suppression import Suppression
    from docketstats.findings.transitions import Transitions
    from docketstats.findings.verdict import Outcome, Verdict
    from docketstats.inference.conflicts import Conflict
    from docketstats.inference.proof import Bound, Proof, Ray, Witness
    from docketstats.model.carryover import (
        at_most_a_day,
        closed_docket,
        constant_count,
        monotone,
        no_entries,
        no_exits,
        no_reentry,
    )
    from docketstats.model.change import average, change, growth
    from docketstats.model.classification import Classification, Item
    from docketstats.model.custody import CustodyStatus
    from docketstats.model.facts import Fact
    from docketstats.model.figure import Assumption, Claim, ReportedFigure, reported
    from docketstats.model.flow import entrants, entries, exits, leavers, moves
    from docketstats.model.measure import Measure, Statement, count, ratio, share
    from docketstats.model.population import Docket, Population, Relation
    from docketstats.model.snapshot import Snapshot
    from docketstats.model.source import Source
    from docketstats.values.interval import Interval, Overlap
    from docketstats.values.period import Period
    from docketstats.values.quantity import Quantity
    from docketstats.values.wording import percent, phrase, read

__version__ = "0.1.0"

__all__ = [
    "AnnualGrowth",
    "Assumption",
    "Bound",
    "Claim",
    "Classification",
    "Comparison",
    "Conflict",
    "ContradictoryEvidence",
    "CustodyStatus",
    "DateError",
    "Decision",
    "DerivedFigure",
    "Docket",
    "DocketStatsError",
    "DocumentError",
    "Evidence",
    "Exposure",
    "Exposures",
    "Fact",
    "History",
    "InexactNumber",
    "Interval",
    "IntervalError",
    "Item",
    "Measure",
    "MissingExtra",
    "ModelError",
    "Movement",
    "NoTruthValue",
    "NotLinearFractional",
    "Outcome",
    "Overlap",
    "Period",
    "PeriodError",
    "Population",
    "Proof",
    "ProofRejected",
    "Quantity",
    "Ray",
    "Reconciliation",
    "Relation",
    "ReportedFigure",
    "Sensitivity",
    "Sharpness",
    "Snapshot",
    "Source",
    "Statement",
    "Suppression",
    "TooLarge",
    "Transitions",
    "UnitError",
    "UnknownName",
    "Verdict",
    "Witness",
    "WordingError",
    "WrongType",
    "at_most_a_day",
    "average",
    "change",
    "closed_docket",
    "constant_count",
    "count",
    "entrants",
    "entries",
    "exits",
    "growth",
    "leavers",
    "monotone",
    "moves",
    "no_entries",
    "no_exits",
    "no_reentry",
    "percent",
    "phrase",
    "ratio",
    "read",
    "reported",
    "share",
]

# A module is loaded when one of its names is first used, so that importing the package costs next to nothing.
_HOMES = {
    "errors": """ContradictoryEvidence DateError DocketStatsError DocumentError InexactNumber IntervalError MissingExtra
        ModelError NotLinearFractional NoTruthValue PeriodError ProofRejected TooLarge UnitError UnknownName
        WordingError WrongType""",
    "evidence": "Evidence",
    "findings.annual": "AnnualGrowth",
    "findings.comparison": "Comparison Movement",
    "findings.decision": "Decision",
    "findings.derived": "DerivedFigure Sharpness",
    "findings.exposure": "Exposure Exposures",
    "findings.history": "History",
    "findings.reconciliation": "Reconciliation",
    "findings.sensitivity": "Sensitivity",
    "findings.suppression": "Suppression",
    "findings.transitions": "Transitions",
    "findings.verdict": "Outcome Verdict",
    "inference.conflicts": "Conflict",
    "inference.proof": "Bound Proof Ray Witness",
    "model.carryover": "at_most_a_day closed_docket constant_count monotone no_entries no_exits no_reentry",
    "model.change": "average change growth",
    "model.classification": "Classification Item",
    "model.custody": "CustodyStatus",
    "model.facts": "Fact",
    "model.figure": "Assumption Claim ReportedFigure reported",
    "model.flow": "entrants entries exits leavers moves",
    "model.measure": "Measure Statement count ratio share",
    "model.population": "Docket Population Relation",
    "model.snapshot": "Snapshot",
    "model.source": "Source",
    "values.interval": "Interval Overlap",
    "values.period": "Period",
    "values.quantity": "Quantity",
    "values.wording": "percent phrase read",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
