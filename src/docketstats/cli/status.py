"""The exit statuses of the command line, and how an error becomes one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from docketstats.adapters.documents import load
from docketstats.cli.options import next_steps
from docketstats.cli.terminal import failed
from docketstats.errors import ContradictoryEvidence, DocketStatsError, TooLarge
from docketstats.findings.decision import Decision
from docketstats.inference.conflicts import Conflicts

OK, NOT_AS_EXPECTED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


def status_of(decisions: Sequence[Decision], conflicts: Conflicts) -> int:
    """The exit status of a document: claims tell what is expected; without any, only a contradiction is unexpected."""
    good = all(decision.as_expected for decision in decisions) if decisions else not conflicts
    return OK if good else NOT_AS_EXPECTED


def attempt(options: argparse.Namespace, run: Callable[[argparse.Namespace], int] | None = None) -> int:
    """The exit status of a command; what is wrong with its input is told on standard error, without a traceback."""
    try:
        return (run or options.run)(options)
    except ContradictoryEvidence as error:
        failed(error, NOT_AS_EXPECTED)
        for way in next_steps(options, load(options.document), error.conflicts):
            print(way, file=sys.stderr)
        return NOT_AS_EXPECTED
    except TooLarge as error:
        if error.mend:
            error.mend = error.mend.replace("leave out figures with .only(...)", "leave figures out of the document")
        return failed(error, BAD_INPUT)
    except DocketStatsError as error:
        return failed(error, BAD_INPUT)
    except RecursionError:
        return failed("the input is nested too deeply", BAD_INPUT)
