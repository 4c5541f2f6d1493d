"""One small office, founded once; tests that need one of their own take a copy."""

import pytest

from chizi.fronts.cli.tests import houses
from tests.surviving import offices


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """An office that nobody opens any more."""
    with houses.opened(tmp_path_factory.mktemp("template")) as house:
        offices.found(house)
        house.close_worker()
        yield house


@pytest.fixture
def office(template, tmp_path):
    """A small office of the test's own."""
    with houses.copied(template, tmp_path / "office") as house:
        yield house
