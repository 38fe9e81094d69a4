"""The command line. `main` is its entry; each module here holds one group of commands or one way to show answers.

Exit status: 0 when all is as expected, 1 when it is not (an unexpected verdict, a contradiction, a proof that does not
hold), 2 for input that cannot be used, 130 when stopped by Ctrl-C. Errors go to standard error, without a traceback.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from docketstats.cli.parser import parser
from docketstats.cli.status import BAD_INPUT, INTERRUPTED, OK, attempt
from docketstats.cli.terminal import failed, prepare

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: The arguments; those of the process unless given.

    Returns:
        The exit status.

    >>> main(["conflicts", "no such file.toml"])
    2
    """
    prepare()
    options = parser().parse_args(argv)
    try:
        status = attempt(options)
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except OSError as error:
        # What is left in the buffer has nowhere to go; the interpreter must not complain when it flushes that.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK if isinstance(error, BrokenPipeError) else failed(f"the answer cannot be written: {error}", BAD_INPUT)
    except KeyboardInterrupt:
        return INTERRUPTED
