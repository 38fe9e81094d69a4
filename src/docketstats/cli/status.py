"""The exit statuses of the command line, and how an error becomes one."""

from __future__ import annotations

from collections.abc import Callable

from docketstats.cli.terminal import failed
from docketstats.errors import ContradictoryEvidence, DocketStatsError, TooLarge

OK, NOT_AS_EXPECTED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


def attempt(run: Callable[[], int]) -> int:
    """The exit status of ``run``; what is wrong with its input is told on standard error, without a traceback."""
    try:
        return run()
    except ContradictoryEvidence as error:
        return failed(error, NOT_AS_EXPECTED)
    except TooLarge as error:
        if error.mend:
            error.mend = error.mend.replace("leave out figures with .only(...)", "leave figures out of the document")
        return failed(error, BAD_INPUT)
    except DocketStatsError as error:
        return failed(error, BAD_INPUT)
    except RecursionError:
        return failed("the input is nested too deeply", BAD_INPUT)
