"""S1 from the task to the published result: on a phone without a network, at the desk, on paper, by two people."""

import pytest

from tests.fortnight.first_week import first_week
from tests.fortnight.office import Office
from tests.fortnight.second_week import second_week

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_s1_02_a_fortnight_is_learned_applied_judged_and_published(office: Office):
    first_week(office)
    second_week(office)
