"""An office with questions and papers, and a browser in which one of its people is signed in."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from chizi.learn.tests.papers_world import study


@pytest.fixture
def here(settings, tmp_path):
    settings.DATA = tmp_path
    return study(timezone.now())


@pytest.fixture
def at(here):
    """A browser in which somebody of the office is signed in, in English."""

    def sit(name: str, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        person = getattr(here, name, None) or here.desk.person[name]
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return sit
