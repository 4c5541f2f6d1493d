"""The office looks: from the province down to the event, each number open, nothing outside one's own place."""

import csv
import io
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chizi.evaluation.tests.conftest import COMMUNITY, FACTORY, OTHER, VILLAGE

MOST_QUERIES = 12
PAGES = (
    "/boards/140000000000/?period=2020",
    "/boards/140000000000/?period=2020&depth=county&zero=case&slice=kind:village",
    "/boards/140105001000/?period=2020-05",
    "/boards/140000000000/units/?period=2020",
    "/boards/140000000000/units/?period=2020&zero=petition&status=broken",
    f"/boards/unit/{COMMUNITY}/?period=2020",
    f"/boards/unit/{COMMUNITY}/events/",
)
WHY = f"/boards/unit/{VILLAGE}/why/?period=2020"  # asked seldom: it works for seconds


def seen(answer) -> str:
    """What a reader sees."""
    assert answer.status_code == 200
    body = answer.content.decode().split("<body", 1)[-1]
    body = re.sub(r"<script.*?</script>", "", body, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def links(answer) -> list[str]:
    return [unescape(href) for href in re.findall(r'href="([^"]+)"', answer.content.decode())]


def test_home_is_the_highest_place_of_ones_own(signed_in):
    assert signed_in("lin").get("/boards/")["Location"] == "/boards/140000000000/"
    assert signed_in("zhou").get("/boards/")["Location"] == "/boards/140106000000/"


def test_without_a_grant_the_page_says_what_to_do(signed_in):
    answer = signed_in("chen").get("/boards/")
    assert answer.status_code == 403
    assert "Ask your office for one" in answer.content.decode()


@pytest.mark.parametrize("address", [*PAGES, WHY])
def test_a_stranger_is_asked_to_sign_in(address, db):
    answer = Client().get(address)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_the_way_down_leads_from_the_province_to_the_event(signed_in):
    reader = signed_in("lin")
    for here, below in (
        ("/boards/140000000000/", "/boards/140100000000/?period=2020"),
        ("/boards/140100000000/?period=2020", "/boards/140105000000/?period=2020"),
        ("/boards/140105000000/?period=2020", "/boards/140105001000/?period=2020"),
        ("/boards/140105001000/?period=2020", "/boards/140105001000/units/?period=2020"),
        ("/boards/140105001000/units/?period=2020", f"/boards/unit/{COMMUNITY}/?period=2020"),
    ):
        assert below in links(reader.get(here)), here
    told = seen(reader.get(f"/boards/unit/{COMMUNITY}/?period=2020"))
    assert "complaint · zero petitions" in told
    assert "A complaint was not settled by the day it was due." in told
    assert "petition-complaint" in told


def test_a_board_says_denominator_as_of_and_that_it_is_provisional(signed_in):
    told = seen(signed_in("lin").get("/boards/140000000000/?period=2020"))
    assert "of 4 units in scope" in told
    assert "As of" in told
    assert "rule three-zero-2020.1" in told
    assert "provisional" in told
    assert "no map-review number" in told


def test_a_number_opens_as_many_units_as_it_says(signed_in):
    reader = signed_in("lin")
    board = reader.get("/boards/140100000000/?period=2020&zero=case")
    opened = [href for href in links(board) if "/units/" in href and "status=broken" in href]
    assert opened != []
    for href in set(opened):
        rows = re.findall(r'<tr data-key="(\w+)">', reader.get(href).content.decode())
        assert rows == [VILLAGE]


def test_a_unit_that_may_be_broken_is_disputed_not_broken(signed_in):
    told = seen(signed_in("lin").get(f"/boards/unit/{OTHER}/?period=2020"))
    assert "attribution not decided" in told
    assert "Would break" in told


def test_the_verdict_on_each_event_is_worked_out_on_demand(signed_in):
    reader = signed_in("lin")
    with CaptureQueriesContext(connection) as asked:
        told = seen(reader.get(WHY))
    assert len(asked) <= MOST_QUERIES
    assert "no rule lets this kind of event break a zero" in told
    assert "1 certain and 0 possible breaks; allowed: 0" in told
    part = reader.get(WHY, headers={"HX-Request": "true", "accept-language": "zh-CN"}).content.decode()
    assert part.startswith('<div id="sums">')
    assert "确定破零 1 起" in part


def test_events_that_break_nothing_are_listed_too(signed_in):
    reader = signed_in("lin")
    assert "suggestion" in seen(reader.get(f"/boards/unit/{VILLAGE}/events/"))
    part = reader.get(f"/boards/unit/{VILLAGE}/events/", headers={"HX-Request": "true"})
    assert part.content.decode().startswith('<div id="events">')


def test_outside_ones_own_place_there_is_nothing_to_be_known(signed_in):
    reader = signed_in("zhou")
    for address in ("/boards/140000000000/", "/boards/140105000000/units/", f"/boards/unit/{VILLAGE}/"):
        assert reader.get(address).status_code == 404
    assert reader.get("/boards/140106000000/").status_code == 200


def test_who_may_see_figures_only_gets_numbers_that_open_nothing(signed_in):
    reader = signed_in("ma")
    board = reader.get("/boards/140000000000/?period=2020")
    assert board.status_code == 200
    assert [href for href in links(board) if "/units/" in href] == []
    assert reader.get("/boards/140000000000/units/").status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/boards/no-such-place/", 404),
        ("/boards/140000000000/?period=1066", 404),
        ("/boards/140000000000/?period=yesterday", 404),
        ("/boards/140000000000/?run=999", 404),
        ("/boards/140000000000/?zero=x&slice=y&depth=z&run=-1", 200),
        ("/boards/140000000000/units/?status=x&after=%00", 200),
        ("/boards/unit/nobody/", 404),
        (f"/boards/unit/{VILLAGE}/why/?period=1066", 404),
        ("/boards/140000000000/table.exe", 404),
    ],
)
def test_a_wrong_address_is_answered_with_a_sentence(signed_in, address, status):
    assert signed_in("lin").get(address).status_code == status


def test_the_table_is_a_file_with_the_choice_in_its_name(signed_in):
    answer = signed_in("lin").get("/boards/140100000000/table.csv?period=2020&zero=case")
    assert re.search(r'"140100000000_2020_case_all_run\d+\.csv"', answer["Content-Disposition"])
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:3] == ["Code of the place", "Place", "achieved"]
    assert [row[0] for row in rows[1:]] == ["140105000000", "140106000000", "140100000000"]
    book = signed_in("zhou").get("/boards/140106000000/table.xlsx")
    assert book.content.startswith(b"PK")


def test_a_closed_unit_keeps_its_story(signed_in):
    told = seen(signed_in("lin").get(f"/boards/unit/{FACTORY}/"))
    assert "Closed on July 1, 2020" in told
    assert "made up for the demonstration" in told


@pytest.mark.parametrize("address", PAGES)
def test_no_page_asks_more_than_twelve_questions(signed_in, address):
    reader = signed_in("lin")
    with CaptureQueriesContext(connection) as asked:
        assert reader.get(address).status_code == 200
    assert len(asked) <= MOST_QUERIES, [one["sql"][:120] for one in asked]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_speaks_chinese_too(signed_in, address):
    reader = signed_in("lin")
    text = reader.get(address, headers={"accept-language": "zh-CN"}).content.decode()
    assert 'lang="zh-Hans"' in text
    assert not re.search(r">[A-Z][a-z]+ [a-z]+[^<]*<", text.split("<body", 1)[-1].split('<script id="')[0])


def test_R19_no_page_ranks_places_or_people(signed_in):
    told = seen(signed_in("lin").get("/boards/140000000000/?period=2020&depth=county"))
    assert not re.search(r"\brank|\btop \d|\bworst\b|\bbest\b", told, re.IGNORECASE)
