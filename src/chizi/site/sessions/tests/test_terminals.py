"""Our half of a device's key lives no longer than the sign-in it belongs to."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from chizi.fronts.terminal.tests.phones import Phone
from chizi.ground.devices.models import Device
from chizi.org.models import Person
from chizi.site.sessions.live import end_sessions
from chizi.site.sessions.terminals import MINUTE, destroy_ended_keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone():
    found = Phone(Person.objects.create(username="wang", name="Wang"))
    found.hello()
    return found


def at_the_minute(days: int = 0) -> datetime:
    now = datetime.now(UTC) + timedelta(days=days)
    return now.replace(minute=MINUTE) if now.minute <= MINUTE else now.replace(minute=MINUTE, second=59)


def held() -> bool:
    return Device.objects.get().held


def test_a_key_stays_while_the_sign_in_does_and_after_it_ran_out_by_itself(phone):
    assert destroy_ended_keys(at_the_minute()) == 0
    assert destroy_ended_keys(at_the_minute(days=9)) == 0
    assert held()


def test_ending_the_sign_in_from_elsewhere_destroys_it(phone):
    end_sessions(phone.person)
    assert destroy_ended_keys(at_the_minute().replace(minute=MINUTE + 1)) == 0
    assert destroy_ended_keys(at_the_minute()) == 1
    assert not held()


def test_signing_out_destroys_it(phone):
    phone.client.post("/accounts/logout/")
    assert destroy_ended_keys(at_the_minute()) == 1


def test_leaving_the_service_destroys_it(phone):
    Person.objects.update(is_active=False)
    assert destroy_ended_keys(at_the_minute()) == 1
    assert phone.post("pack", {}).status_code in (401, 405)
    assert Client().get("/terminal/").status_code == 302
