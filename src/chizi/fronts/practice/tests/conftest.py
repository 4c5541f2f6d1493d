"""An office of today with a lecture, a service item and what else practice shows, and its people at their browsers."""

import pytest
from django.conf import settings as conf
from django.test import Client

from chizi.learn.tests.practice_world import practice


@pytest.fixture
def here(tmp_path, settings):
    """The people of the practice world; their grants began long ago and have no end."""
    return practice(tmp_path, settings)


@pytest.fixture
def at(here):
    """A browser in which somebody of the cast is signed in, in English."""

    def sit(name: str, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(getattr(here, name), backend=conf.AUTHENTICATION_BACKENDS[-1])
        return client

    return sit
