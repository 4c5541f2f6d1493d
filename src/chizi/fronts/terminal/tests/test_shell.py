"""The shell, films, and one's own devices at the desk."""

import pytest
from django.test import Client

from chizi.fronts.terminal.tests.phones import BACKEND, NAME, Phone
from chizi.ground.devices.queries import device_by_id
from chizi.learn.tests.materials_world import film, kept, library, published
from chizi.org.models import Person
from chizi.org.rules import Role
from chizi.plan.tests.planned import desk, granted


@pytest.fixture
def here():
    return desk()


@pytest.mark.django_db
def test_a_stranger_is_led_to_the_sign_in_and_the_worker_is_open_to_all():
    answer = Client().get("/terminal/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/terminal/")
    said = Client().get("/terminal/manifest.webmanifest")
    assert (said.json()["scope"], said.json()["start_url"]) == ("/terminal/", "/terminal/")


@pytest.mark.django_db
def test_the_shell_holds_nothing_of_anybody_and_brings_its_guard(here):
    phone = Phone(here.hu)
    answer = phone.client.get("/terminal/")
    assert "csrftoken" in answer.cookies
    assert here.hu.name not in answer.content.decode()
    assert "worker-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.django_db
def test_media_that_one_may_not_read_are_not_there(here):
    for digest in ("0" * 64, "x", "..."):
        assert Phone(here.hu).client.get(f"/terminal/media/{digest}").status_code == 404


def page(client, query=""):
    return client.get(f"/terminal/devices/{query}").content.decode()


@pytest.mark.django_db
def test_a_lost_phone_is_told_to_forget_by_its_owner(here):
    phone = Phone(here.hu)
    phone.hello()
    assert NAME in page(phone.client)
    answer = phone.client.post(f"/terminal/devices/{phone.device}/wipe/")
    assert answer["Location"] == "/terminal/devices/"
    assert device_by_id(phone.device).to_wipe
    assert phone.client.get(f"/terminal/devices/{phone.device}/wipe/").status_code == 405


@pytest.mark.django_db
def test_a_security_administrator_does_it_for_somebody_else_and_nobody_besides(here):
    phone = Phone(here.hu)
    phone.hello()
    other = Client()
    other.force_login(here.ma, backend=BACKEND)
    assert other.post(f"/terminal/devices/{phone.device}/wipe/").status_code == 404
    assert NAME not in page(other, "?person=hu")
    admin = granted("guard", Role.SECURITY_ADMIN, "140000000000")
    other.force_login(admin, backend=BACKEND)
    assert NAME in page(other, "?person=hu")
    for nobody in ("?person=nobody", "?person=%00", "?person=" + "x" * 500):
        assert other.get(f"/terminal/devices/{nobody}").status_code == 404 or nobody == "?person=%00"
    other.post(f"/terminal/devices/{phone.device}/wipe/")
    assert device_by_id(phone.device).wipe_ordered_by == Person.objects.get(username="guard").ref


@pytest.mark.django_db
def test_a_picture_is_kept_for_a_later_parcel_and_rubbish_is_not(here):
    phone = Phone(here.hu)
    answer = phone.client.post(
        "/terminal/api/files", b"\0" * 50, content_type="image/png", headers={"x-name": "%FF"}
    )
    assert answer.status_code == 400
    assert answer.json()["text"]
    answer = phone.client.post("/terminal/api/files", b"", content_type="image/png")
    assert answer.status_code == 400


@pytest.mark.django_db
def test_a_film_comes_in_parts_and_is_not_sent_twice(tmp_path, settings):
    county = library(tmp_path, settings)
    captions = kept("WEBVTT\n\n00:01.000 --> 00:04.000\n同志们好\n".encode(), "字幕.vtt")
    one = published(county, kind="film", files=film(county) | captions)
    digest = one.versions.get().files.get(part="film").digest

    def got(**headers: str):
        answer = Phone(county.qin).client.get(f"/terminal/media/{digest}", headers=headers)
        return answer.status_code, b"".join(answer)

    assert got(range="bytes=4-7") == (206, b"ftyp")
    assert got(range="bytes=99999-") == (416, b"")
    assert got(if_none_match=f'"{digest}"') == (304, b"")
    assert Person.objects.filter(pk=county.qin.pk).exists()  # the connection is still there
