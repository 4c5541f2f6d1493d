"""An office that has its plan and its people, behind a real server."""

import pytest

from tests.fortnight.office import Office, opened
from tests.journey.conftest import chizi, visit
from tests.week.bureau import Bureau
from tests.week.conftest import bureau

__all__ = ["bureau", "chizi", "office", "visit"]


@pytest.fixture
def office(bureau: Bureau) -> Office:
    """The office on the first Monday: a material and a paper are published, a task asks the city to learn them."""
    return opened(bureau)
