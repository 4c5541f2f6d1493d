"""An office whose campaign asks the county's people to learn, and its people at their browsers."""

import pytest
from django.conf import settings
from django.test import Client

from chizi.learn.actions import look_for_signs
from chizi.learn.tests import progress_world as w

TOLD = "上周在坞城街道，两户人家因为楼道堆物吵到半夜，我先让双方把话说完，再请社区和物业一起量了通道宽度，就好了。"


@pytest.fixture
def here():
    """Twelve officers: six have read and mastered, five have applied, two have written the same words."""
    found = w.world(people=12)
    for person in found.officers[:6]:
        w.has_read(person, found.reading)
        for objective in found.objectives:
            w.has_mastered(person, objective, found.county)
    for person in found.officers[:5]:
        w.applied(found, person, found.county)
    w.wrote(found.officers[0], TOLD, found.county)
    w.wrote(found.officers[1], TOLD.replace("上周", "前天"), found.county)
    w.counted()
    look_for_signs(actor=found.xu, now=w.NOW)
    return found


@pytest.fixture
def at(here):
    """A browser in which somebody of the cast is signed in, in English."""

    def sit(person, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return sit
