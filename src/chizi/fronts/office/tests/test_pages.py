"""The pages of the office: who sees what, in how many queries, and what odd addresses do."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from chizi.fronts.office.words import ABILITIES, AGENCY_KINDS, OFFERED, PARTY_KINDS, RELATIONS, ROLE_MEANINGS
from chizi.org.models import Grant
from chizi.org.rules import Ability, AgencyKind, PartyKind, Relation, Role
from chizi.overview.queries import OpenWork

PAGES = {
    "people/": "xi",
    "people/new/": "xi",
    "people/import/": "xi",
    "person/wang/": "hu",
    "person/wang/post/": "xi",
    "person/wang/leave/": "xi",
    "slips/": "hu",
    "roles/": "hu",
    "roles/new/": "hu",
    "roles/who/": "hu",
    "roles/import/": "hu",
    "parties/": "hu",
    "parties/import/": "xi",
    "party/agency:c-police/": "hu",
    "me/": "wang",
}
MOST_QUERIES = 12
ODD = ["x", "-1", "0", "1e9", "9" * 30, "９", "%00", "%F0%28", "' OR 1=1 --", "<script>", "agency:", "140105"]


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize("path", ["", *PAGES])
def test_strangers_are_led_to_sign_in(db, path):
    answer = Client().get(f"/office/{path}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=/office/")


@pytest.mark.parametrize(
    ("path", "name"), [*PAGES.items(), ("person/wang/", "lin"), ("person/wang/", "shen")]
)
def test_pages_ask_few_queries_however_many_there_are(at_office, path, name):
    client = at_office(name)
    client.get(f"/office/{path}")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/office/{path}").status_code == 200
    assert len(asked) <= MOST_QUERIES, [one["sql"] for one in asked]


@pytest.mark.parametrize(("path", "name"), PAGES.items())
def test_every_page_speaks_both_languages(at_office, path, name):
    for language, letter in (("zh-hans", r"[\u4e00-\u9fff]"), ("en", r"[A-Za-z]|[\u4e00-\u9fff]")):
        said = at_office(name, language).get(f"/office/{path}").content.decode()
        heading = re.search(r"<h1>(.*?)</h1>", said, re.DOTALL)
        assert heading
        assert re.search(letter, heading[1])


@pytest.mark.parametrize(
    "path", ["people/", "roles/", "roles/who/", "parties/", "suggest/people/", "suggest/places/"]
)
@pytest.mark.parametrize("odd", ODD)
def test_odd_cursors_and_filters_are_no_fault(at_office, path, odd):
    names = ("q", "agency", "place", "party", "kind", "ability", "after")
    answer = at_office("hu").get(f"/office/{path}?" + "&".join(f"{name}={odd}" for name in names))
    assert answer.status_code == 200
    assert "<script>" not in text_of(answer).partition("<h1>")[2]


@pytest.mark.parametrize(
    "path", ["person/nobody/", "person/%00/", "roles/999999/", "party/agency:none/", "person/sun/leave/x/"]
)
def test_what_does_not_exist_is_not_there(at_office, path):
    assert at_office("hu").get(f"/office/{path}").status_code == 404


@pytest.mark.parametrize(
    ("name", "closed"),
    [
        ("ma", ["people/", "roles/", "parties/", "slips/", "roles/who/", "people/new/", "roles/new/"]),
        ("wang", ["people/", "roles/", "slips/", "roles/who/", "people/import/", "suggest/people/"]),
        ("lin", ["roles/", "slips/", "people/new/", "roles/new/", "roles/import/"]),
        ("shen", ["slips/", "people/new/", "people/import/", "roles/new/", "parties/import/"]),
        ("hu", ["people/new/", "people/import/", "parties/import/", "person/wang/leave/"]),
        ("xi", ["roles/", "roles/new/", "roles/who/", "roles/import/"]),
    ],
)
def test_pages_outside_ones_roles_say_so(at_office, name, closed):
    for path in closed:
        answer = at_office(name).get(f"/office/{path}")
        assert answer.status_code == 403, path
        assert "No role of yours opens this page" in text_of(answer)


def tabs_of(client: Client) -> list[str]:
    said = text_of(client.get("/office/me/"))
    return re.findall(r'href="([^"]+)"', said.partition('<nav class="tabs"')[2].partition("</nav>")[0])


def test_the_settings_lead_to_what_is_open(at_office):
    assert at_office("xi").get("/office/")["Location"] == "/office/people/"
    assert at_office("ma").get("/office/")["Location"] == "/office/me/"
    assert tabs_of(at_office("ma")) == []
    assert tabs_of(at_office("hu")) == [
        *("/office/people/", "/office/roles/", "/office/parties/", "/office/slips/", "/office/me/"),
    ]
    assert "/desk/records/journal/" in tabs_of(at_office("shen"))


def test_every_code_has_its_words():
    assert set(ABILITIES) == {one.value for one in Ability}
    assert set(ROLE_MEANINGS) == set(OFFERED) == {one.value for one in Role}
    assert set(RELATIONS) == {one.value for one in Relation}
    assert set(PARTY_KINDS) == {one.value for one in PartyKind}
    assert set(AGENCY_KINDS) == {one.value for one in AgencyKind}


def test_people_are_searched_by_words_and_by_body(at_office):
    def found(query: str) -> list[str]:
        return re.findall(r'data-key="(\w+)"', text_of(at_office("hu").get(f"/office/people/?{query}")))

    assert found("q=办事") == ["sun", "wang"]
    assert found("agency=小店区公安局") == ["wang", "xin"]
    assert found("agency=agency:c-police&q=wang") == ["wang"]
    assert "No single body fits" in text_of(at_office("hu").get("/office/people/?agency=公安"))
    assert "Nobody fits" in text_of(at_office("hu").get("/office/people/?q=nobody"))


def test_one_sees_only_the_people_of_ones_own_places(at_office, house):
    grant = Grant.objects.get(person=house.hu)
    grant.region = house.wang.agency.region
    grant.save()
    assert at_office("hu").get("/office/person/wang/").status_code == 200
    assert at_office("hu").get("/office/person/sun/").status_code == 404
    said = text_of(at_office("hu").get("/office/people/"))
    assert "/office/person/wang/" in said
    assert "/office/person/sun/" not in said


def test_a_persons_page_says_what_he_may_do_since_when_and_by_whom(at_office):
    said = text_of(at_office("shen").get("/office/person/wang/"))
    assert "clerk · 小店区 · for 小店区公安局" in said
    assert "since Jan. 1, 2019" in said
    assert "given by 胡安全" in said
    assert "Report results and object, for one's own body only." in said.replace("&#x27;", "'")


def test_open_work_is_listed_for_handover_to_those_who_may_see_it(at_office, monkeypatch):
    assignment = SimpleNamespace(id=7, title="排查出租屋", party="小店区公安局", due=date(2021, 3, 9))
    finding = SimpleNamespace(id=8, code="F-8", title="台账不全", party="坞城派出所", state_title="raised")
    sent = SimpleNamespace(
        body_code="g1", body="第一指导组", region="大同市", from_date=date(2021, 1, 1), until=None
    )
    left = OpenWork((assignment,), (finding,), (sent,))
    monkeypatch.setattr("chizi.fronts.office.views.people.open_work", lambda *_viewer, **_now: left)
    said = text_of(at_office("lin").get("/office/person/wang/"))
    assert "排查出租屋" in said
    assert "小店区公安局, due March 9, 2021" in said
    assert '<a href="/ledger/8/">F-8 台账不全</a>' in said
    assert "大同市, since Jan. 1, 2021" in said
    hidden = text_of(at_office("xi").get("/office/person/wang/leave/"))
    assert "排查出租屋" not in hidden
    assert "The office of the place finds them on this person" in hidden


def test_without_open_work_the_page_says_so(at_office):
    assert "Nothing is open, as far as you may see." in text_of(at_office("lin").get("/office/person/wang/"))


def test_who_may_is_answered_for_a_place_and_for_a_body(at_office):
    client = at_office("hu")
    said = text_of(client.get("/office/roles/who/?place=140105&ability=see-units"))
    assert "see the register: 小店区" in said
    assert "/office/person/wang/" in said
    assert "/office/person/lin/" in said
    assert "/office/person/sun/" not in said
    said = text_of(client.get("/office/roles/who/?party=agency:c-police&ability=work-task"))
    assert "/office/person/wang/" in said
    assert "/office/person/lin/" not in said
    assert "name the body" in text_of(client.get("/office/roles/who/?ability=work-task"))
    assert "Nothing of this name" in text_of(client.get("/office/roles/who/?place=nowhere"))


def test_the_list_of_bodies_narrows_by_place_and_words(at_office):
    def found(query: str) -> list[str]:
        return re.findall(r'data-key="([^"]+)"', text_of(at_office("hu").get(f"/office/parties/?{query}")))

    assert found("place=小店区") == ["agency:c-police", "agency:s-police"]
    assert found("q=迎泽") == ["agency:o-police"]
    assert found("kind=body") == []
    assert len(found("")) == 4


def test_the_page_of_a_body_names_who_stands_for_it_and_who_serves(at_office):
    said = text_of(at_office("shen").get("/office/party/agency:c-police/"))
    assert "王办事" in said
    assert "辛新人" in said
    empty = text_of(at_office("shen").get("/office/party/agency:s-police/"))
    assert "its tasks reach no one" in empty


def test_suggestions_keep_name_and_code_together(at_office):
    client = at_office("hu")
    assert (
        '<option value="小店区 · 140105000000">'
        in client.get("/office/suggest/places/?place=小店").content.decode()
    )
    assert (
        '<option value="王办事 · wang">' in client.get("/office/suggest/people/?person=王").content.decode()
    )
    bodies = client.get("/office/suggest/parties/?x=小店").content.decode()
    assert bodies == '<option value="小店区公安局 · agency:c-police">'
    assert client.get("/office/suggest/places/").content == b""
    anywhere = at_office("wang").get("/office/suggest/bodies/?party=迎泽").content.decode()
    assert anywhere == '<option value="迎泽区公安局 · agency:o-police">'
    assert at_office("wang").get("/office/suggest/parties/?party=迎泽").content == b""


@pytest.mark.django_db
def test_every_address_of_the_office_is_known_to_these_tests():
    """A new page brings its tests: this is the whole list."""
    office = next(one for one in get_resolver().url_patterns if getattr(one, "app_name", "") == "office")
    sheets = {f"{step}_{kind}" for step in ("import", "template", "review", "rejects") for kind in
              ("people", "grants", "agencies")}  # fmt: skip
    assert {pattern.name for pattern in office.url_patterns} == sheets | {
        *(
            "home",
            "me",
            "declare_tie",
            "end_tie",
            "people",
            "add_person",
            "slips",
            "person",
            "appoint",
            "leave",
        ),
        *("return", "slip", "ask_reset", "resets", "release", "withdraw_slip", "grants", "give", "grant"),
        *(
            "end_grant",
            "who",
            "parties",
            "party",
            "suggest_people",
            "suggest_parties",
            "suggest_places",
            "suggest_bodies",
        ),
    }
