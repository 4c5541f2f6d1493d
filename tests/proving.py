"""How far the property tests go: a small fixed sample always, everything with CHIZI_PROVE=1.

The sample is the same on every machine (derandomized). With CHIZI_SEED=N the run draws other examples, and
prints the number so that it can be repeated; `.ci/run` draws a fresh one each time.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

PROVE = os.environ.get("CHIZI_PROVE") == "1"
SEED = os.environ.get("CHIZI_SEED", "")
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]

settings.register_profile(
    "sample", max_examples=25, deadline=None, derandomize=not SEED, database=None, suppress_health_check=SLOW
)
settings.register_profile("prove", max_examples=1000, deadline=None, suppress_health_check=SLOW)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("prove" if PROVE else "sample")
    if SEED and config.getoption("hypothesis_seed", None) is None:
        config.option.hypothesis_seed = SEED


def pytest_report_header(config: pytest.Config) -> str:
    extent = "in full" if PROVE else "a sample"
    return f"properties: {extent}, seed {SEED or 'fixed'} (repeat with CHIZI_SEED=N)"
