"""``python -m docketstats``: the command line."""

import sys

from docketstats.cli import main

if __name__ == "__main__":
    sys.exit(main())
