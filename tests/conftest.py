"""Settings for all tests: Hypothesis profiles, chosen by DOCKETSTATS_PROFILE."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(__file__).parents[2] / "shared"

settings.register_profile("default", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("DOCKETSTATS_PROFILE", "default"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published problems and data beside the project; tests that need it skip without it."""
    if not SHARED.is_dir():
        pytest.skip("the published problems are not beside this project")
    return SHARED
