"""The first day in a browser: an empty house waits, a code from the console opens it, once."""

import re
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from chizi.org.models import Agency, Grant, Office, Person, Region
from chizi.site.starting.middleware import FirstDayMiddleware
from chizi.site.starting.setup_code import code_file, offer_code
from tests.signin.conftest import sign_in

pytestmark = pytest.mark.django_db
START, INVITATION = "/start/", "/accounts/invitation/"
DIVISIONS = (
    "code,name,level,parent_code\n140000000000,山西省,province,\n140100000000,太原市,city,140000000000\n"
)
NEW = "a-quiet-morning-walk"


@pytest.fixture
def code(settings: Settings, tmp_path: Path) -> str:
    settings.DATA = tmp_path
    return offer_code()


def filled(code: str, text: str = DIVISIONS, **other: Any) -> dict[str, Any]:
    people = {
        "system-admin": ("zhao", "赵"),
        "security-admin": ("qian", "钱"),
        "auditor": ("sun", "孙"),
    }
    bodies = ("political_legal_commission", "petitions_office", "emergency_management", "police")
    form = {
        "setup_code": code,
        "name": "山西省教育整顿办公室",
        "province_code": "140000",
        "time_zone": "Asia/Shanghai",
        "divisions": "uploaded",
        "file": SimpleUploadedFile("divisions.csv", text.encode()),
    }
    form |= {f"{role}-username": name for role, (name, _) in people.items()}
    form |= {f"{role}-name": name for role, (_, name) in people.items()}
    form |= {f"{kind}-name": f"省{number}厅" for number, kind in enumerate(bodies)}
    form |= {f"{kind}-code": f"body-{number}" for number, kind in enumerate(bodies)}
    return form | other


def test_an_empty_house_leads_everybody_to_its_first_page(code: str) -> None:
    for place in ("/", "/desk/", "/accounts/login/"):
        assert Client().get(place)["Location"] == START
    page = Client().get(START)
    assert page.status_code == 200
    assert code not in page.content.decode()


def test_the_code_lies_where_only_the_owner_reads_it_and_stays_the_same(code: str) -> None:
    assert stat.S_IMODE(code_file().stat().st_mode) == 0o600
    assert offer_code() == code


def test_the_office_opens_with_its_first_people_and_their_slips(code: str) -> None:
    client = Client()
    page = client.post(START, filled(code))
    text = page.content.decode()
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    slips = re.findall(r'class="secret">([A-Z0-9-]+)<', text)
    assert len(slips) == 3
    assert Office.objects.get().name == "山西省教育整顿办公室"
    assert set(Grant.objects.values_list("person__username", "role")) == {
        ("zhao", "system-admin"),
        ("qian", "security-admin"),
        ("sun", "auditor"),
    }
    assert Agency.objects.count() == 4
    assert Region.objects.count() == 2
    form = {"username": "zhao", "code": slips[0], "password1": NEW, "password2": NEW}
    assert client.post(INVITATION, form)["Location"] == "/accounts/login/"
    assert sign_in(client, password=NEW, name="zhao") == "/desk/"


def test_it_opens_only_once(code: str) -> None:
    assert Client().post(START, filled(code)).status_code == 200
    assert not code_file().exists()
    for answer in (Client().get(START), Client().post(START, filled(code))):
        assert answer.status_code == 404
    assert Client().get("/").status_code == 200
    assert offer_code() == ""
    assert Person.objects.count() == 3


@pytest.mark.parametrize("given", ["", "AAAA-BBBB-CCCC-DDDD", "\0", "x" * 5000])
def test_without_the_code_nothing_opens(code: str, given: str) -> None:
    assert Client().post(START, filled(given)).status_code == 400
    assert not Office.objects.exists()
    assert code_file().exists()


def test_the_code_is_taken_however_it_is_typed(code: str) -> None:
    assert Client().post(START, filled(f" {code.lower().replace('-', ' ')} ")).status_code == 200


def test_rejected_rows_are_shown_and_what_was_typed_stays(code: str) -> None:
    bad = DIVISIONS + "14010x000000,坏,county,140100000000\n"
    page = Client().post(START, filled(code, bad))
    assert page.status_code == 422
    assert "14010x000000" in page.content.decode()
    assert 'value="zhao"' in page.content.decode()
    assert not Office.objects.exists()
    assert not Region.objects.exists()


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"security-admin-username": "zhao"}, 400),
        ({"security-admin-name": "赵"}, 400),
        ({"auditor-username": "Sun!"}, 400),
        ({"province_code": "99"}, 400),
        ({"province_code": "140100"}, 400),
        ({"time_zone": "Europe/Berlin"}, 400),
        ({"name": ""}, 400),
        ({"name": "\0"}, 400),
        ({"divisions": "shipped", "province_code": "990000"}, 400),
        ({"file": SimpleUploadedFile("d.csv", b"")}, 400),
        ({"file": SimpleUploadedFile("d.csv", b"\x89PNG\r\n\x1a\n")}, 400),
        ({"file": SimpleUploadedFile("d.csv", b"a,b\n1,2\n")}, 400),
        ({"file": ""}, 400),
        ({"police-code": "body-1"}, 400),
        ({"police-name": " "}, 400),
    ],
)
def test_a_fault_opens_nothing_and_says_where(code: str, change: dict, status: int) -> None:
    page = Client().post(START, filled(code, **change))
    assert page.status_code == status
    assert 'role="alert"' in page.content.decode()
    assert not Office.objects.exists()
    assert not Person.objects.exists()
    assert not Region.objects.exists()
    assert code_file().exists()


def test_a_house_where_somebody_is_registered_has_no_first_day(code: str) -> None:
    Person.objects.create(username="lin", name="林", synthetic=True)
    assert Client().get(START).status_code == 404
    assert Client().post(START, filled(code)).status_code == 404
    assert not code_file().exists()
    assert Client().get("/").status_code == 200


def test_a_house_that_was_not_served_as_empty_has_no_first_day(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    assert Client().get(START).status_code == 404
    assert Client().get("/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_time_zone_holds_at_once_in_every_process(
    code: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    settings.TIME_ZONE = "Asia/Shanghai"
    other = FirstDayMiddleware(lambda request: HttpResponse())
    assert Client().post(START, filled(code, time_zone="Asia/Tokyo")).status_code == 200
    assert settings.TIME_ZONE == "Asia/Tokyo"
    settings.TIME_ZONE = "Asia/Shanghai"  # as in another process
    timezone.get_default_timezone.cache_clear()
    other(type("Request", (), {"path": "/x/"})())
    assert settings.TIME_ZONE == "Asia/Tokyo"
    assert timezone.get_default_timezone_name() == "Asia/Tokyo"
