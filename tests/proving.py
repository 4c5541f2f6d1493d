"""How far the property tests go: a small fixed sample always, everything with CHIZI_PROVE=1.

The sample is the same on every machine. With --hypothesis-seed=N other examples are drawn, and the same number
draws the same ones again; `.ci/run` takes a fresh number each time and prints it.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

PROVE = os.environ.get("CHIZI_PROVE") == "1"
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


def pytest_configure(config: pytest.Config) -> None:
    if PROVE:
        settings.register_profile("chizi", max_examples=1000, deadline=None, suppress_health_check=SLOW)
    else:
        settings.register_profile(
            "chizi",
            max_examples=25,
            deadline=None,
            derandomize=config.getoption("--hypothesis-seed") is None,
            database=None,
            suppress_health_check=SLOW,
        )
    settings.load_profile("chizi")


def pytest_report_header(config: pytest.Config) -> str:
    seed = config.getoption("--hypothesis-seed")
    drawn = "fixed" if seed is None else f"drawn with --hypothesis-seed={seed}"
    return f"properties: {'in full' if PROVE else 'a sample, ' + drawn}"
