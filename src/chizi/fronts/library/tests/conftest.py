"""A library of today with its people at their browsers."""

from pathlib import Path

import pytest
from django.conf import settings as house
from django.test import Client
from django.utils import timezone

from chizi.learn.actions import MaterialDraft, draft_material, publish_material
from chizi.learn.models import Material
from chizi.learn.tests.materials_world import draft, library
from chizi.plan.tests.planned import Desk


@pytest.fixture
def here(db: None, tmp_path: Path, settings) -> Desk:
    return library(tmp_path, settings)


@pytest.fixture
def at(here: Desk):
    """A browser in which somebody of the cast is signed in, in English."""

    def sit(name: str, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(getattr(here, name), backend=house.AUTHENTICATION_BACKENDS[-1])
        return client

    return sit


@pytest.fixture
def put(here: Desk):
    """put(...) writes as Hu, and unless told otherwise Han publishes it."""

    def make(
        *, publish: bool = True, kind: str = "document", draft_of: MaterialDraft | None = None, **more
    ) -> Material:
        one = draft_material(
            actor=here.hu,
            now=timezone.now(),
            owner="agency:county",
            kind=kind,
            draft=draft_of or draft(**more),
        )
        if publish:
            publish_material(actor=here.han, now=timezone.now(), material_id=one.pk)
            one.refresh_from_db()
        return one

    return make
