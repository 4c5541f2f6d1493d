"""Handing in a delivery at the desk: what is typed stays, what is wrong comes back, nothing is half-stored."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chizi.evaluation.models import Delivery
from chizi.evaluation.tests.conftest import event
from chizi.overview.tests.conftest import HERE, undone
from chizi.yardstick.schemas import EVENT_COLUMNS

ADDRESS = "/desk/deliveries/new/"


def sheet(rows: list[dict[str, str]], name: str = "cases.csv") -> SimpleUploadedFile:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(EVENT_COLUMNS))
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile(name, text.getvalue().encode(), "text/csv")


def typed(file: SimpleUploadedFile | None = None, **more: str) -> dict[str, object]:
    form: dict[str, object] = {
        "zero": "case",
        "region": HERE,
        "first_month": "2021-01",
        "last_month": "2021-02",
        "coverage": "complete",
        "received_at": "2021-03-05T09:30",
        "file": file or sheet([event("case", "N1")]),
    }
    return form | more


@pytest.fixture(autouse=True)
def _undone(province):
    with undone():
        yield


@pytest.fixture
def li(at_desk):
    return at_desk("li")


def test_the_form_offers_the_own_zero_and_the_own_places_only(li):
    said = li.get(ADDRESS).content.decode()
    assert "zero cases · police" in said
    assert "zero petitions ·" not in said
    assert "小店区" in said
    assert "concealment_found_at" in said


def test_a_clean_file_is_stored_and_leads_to_its_page(li):
    answer = li.post(ADDRESS, typed(), follow=True)
    one = Delivery.objects.latest("id")
    assert answer.redirect_chain == [(f"/desk/deliveries/{one.id}/", 302)]
    assert (one.zero, one.body, one.region.code, one.complete) == ("case", "police", HERE, True)
    assert one.received_at.isoformat() == "2021-03-05T01:30:00+00:00"
    assert one.file_name == "cases.csv"
    said = answer.content.decode()
    assert "The delivery is stored." in said
    assert one.file_hash in said


def test_the_same_file_again_is_said_to_be_there(li):
    li.post(ADDRESS, typed())
    before = Delivery.objects.count()
    answer = li.post(ADDRESS, typed(), follow=True)
    assert "was handed in before" in answer.content.decode()
    assert Delivery.objects.count() == before


def test_faulty_rows_turn_the_file_down_and_come_back_to_this_session_only(li, at_desk):
    before = Delivery.objects.count()
    answer = li.post(ADDRESS, typed(sheet([event("case", "N1"), event("case", "N2", "nobody")])))
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "1 of 2 rows have faults, so nothing was stored." in said
    assert 'value="2021-02"' in said
    assert Delivery.objects.count() == before
    address = said.partition('<a href="/desk/deliveries/returned/')[2].partition('"')[0]
    fetched = li.get(f"/desk/deliveries/returned/{address}")
    rows = list(csv.DictReader(io.StringIO(b"".join(fetched.streaming_content).decode("utf-8-sig"))))
    assert [(row["event_id"], row["unit_code"]) for row in rows] == [("N2", "nobody")]
    assert rows[0]["reason"]
    assert at_desk("li").get(f"/desk/deliveries/returned/{address}").status_code == 404


def test_good_rows_can_be_kept_and_the_delivery_then_covers_nothing(li):
    rows = [event("case", "N1"), event("case", "N2", "nobody")]
    answer = li.post(ADDRESS, typed(sheet(rows), keep_good="on"), follow=True)
    one = Delivery.objects.latest("id")
    assert (one.accepted, one.rejected, one.complete) == (1, 1, False)
    said = answer.content.decode()
    assert "counts as partial" in said
    back = li.get(f"/desk/deliveries/{one.id}/rejects.csv")
    assert b"nobody" in b"".join(back.streaming_content)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"zero": "petition"}, "Select a valid choice"),
        ({"zero": ""}, "This field is required"),
        ({"region": "110000000000"}, "Select a valid choice"),
        ({"region": "140105001000"}, "Select a valid choice"),
        ({"first_month": "2021-3"}, "Write a month such as 2020-03."),
        ({"first_month": "2021-01..2021-02"}, "Write a month such as 2020-03."),
        ({"first_month": "2021-02\0"}, "Null characters are not allowed"),
        ({"last_month": "2020-12"}, "The last month lies before the first."),
        ({"coverage": ""}, "This field is required"),
        ({"coverage": "perhaps"}, "Select a valid choice"),
        ({"received_at": "yesterday"}, "Enter a valid date/time"),
    ],
)
def test_a_form_that_is_not_well_filled_in_says_where_and_keeps_the_rest(li, more, said):
    before = Delivery.objects.count()
    answer = li.post(ADDRESS, typed(**more))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert "Something needs to be put right" in page
    assert "first_month" in more or 'value="2021-01"' in page
    assert Delivery.objects.count() == before


def test_a_file_has_to_be_chosen(li):
    form = typed()
    del form["file"]
    assert "This field is required" in li.post(ADDRESS, form).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cases.csv", b"", "is empty"),
        ("cases.xlsx", b"%PDF-1.7", "holds PDF"),
        ("cases.csv", b"event_id,unit_code\n1,2\n", "lacks these columns"),
        ("cases.csv", b"\xff\xfe\x00", "cases.csv"),
        ("../../etc/cases.csv", b'a,"b', "cases.csv"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_field(li, name, content, said):
    answer = li.post(ADDRESS, typed(SimpleUploadedFile(name, content)))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert 'id="id_file_error"' in page


def test_a_large_file_is_taken_from_where_the_upload_lies(li, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    assert li.post(ADDRESS, typed()).status_code == 302


def test_only_lead_departments_hand_in(at_desk):
    for name in ("lin", "zhou", "shen", "ma"):
        assert at_desk(name).post(ADDRESS, typed()).status_code == 403
