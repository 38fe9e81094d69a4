"""Makes the oracle's own modules importable; last on the path, as one is called like a standard module."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
