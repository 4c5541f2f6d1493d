"""Sheets: looked at first, stored only when confirmed, and never in half."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from python_calamine import load_workbook

from chizi.fronts.kit import aside
from chizi.fronts.office.tests.test_pages import text_of
from chizi.fronts.office.tests.test_steps import CODE
from chizi.org.actions import add_person
from chizi.org.models import Agency, Grant, Person

PEOPLE = """username,name,agency_code,post
qian,钱一,c-police,科员
wang,王改名,c-police,
sun,孙办事,o-police,
"""


def bring(client, kind: str, text: str | bytes, name: str = "sheet.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(f"/office/{kind}/import/", {"file": SimpleUploadedFile(name, content)})


def seen(answer) -> str:
    found = re.search(r'name="seen" value="(\w+)"', answer.content.decode())
    assert found
    return found[1]


def test_a_sheet_is_looked_at_before_it_is_stored(at_office):
    client = at_office("xi")
    answer = bring(client, "people", PEOPLE)
    page = answer["Location"]
    assert re.fullmatch(r"/office/people/import/[0-9a-f-]{36}/", page)
    shown = client.get(page)
    said = text_of(shown)
    assert "<dt>new</dt><dd>1</dd>" in said
    assert "<dt>changed</dt><dd>1</dd>" in said
    assert "<dt>unchanged</dt><dd>1</dd>" in said
    assert "<td>王办事</td><td>王改名</td>" in said
    assert not Person.objects.filter(username="qian").exists()
    done = client.post(page, {"seen": seen(shown)}, follow=True)
    assert Person.objects.get(username="wang").name == "王改名"
    assert "1 person is new and has no password yet." in text_of(done)
    slips = client.post("/office/people/slips/", {"person": ["qian"]})
    assert len(CODE.findall(slips.content.decode())) == 1
    assert "1 person is new" in text_of(
        client.post(page, {"seen": seen(shown)})
    )  # pressed twice: stored once


def test_headings_kinds_and_roles_are_taken_in_plain_words(at_office, house):
    client = at_office("xi")
    people = bring(client, "people", "用户名,姓名,机关代码\nqian,钱一,c-police\n")
    assert "<dt>new</dt><dd>1</dd>" in text_of(client.get(people["Location"]))
    bodies = bring(client, "parties", "代码,名称,类型,区划代码\nc-inn,坞城派出所,派出所,140105000000\n")
    assert "<dt>new</dt><dd>1</dd>" in text_of(client.get(bodies["Location"]))
    other = at_office("hu")
    roles = bring(other, "roles", "用户名,角色,区划代码\nwang,督导员,140105000000\n")
    assert "<dt>new</dt><dd>1</dd>" in text_of(other.get(roles["Location"]))


def test_an_administrator_for_whom_nothing_waits_is_shown_where_to_begin(at_office, house):
    assert "People, bodies and roles" in text_of(at_office("xi").get("/desk/"))
    assert "People, bodies and roles" not in text_of(at_office("wang").get("/desk/"))


def test_what_changed_meanwhile_is_shown_again_before_anything_is_stored(at_office, house):
    client = at_office("xi")
    page = bring(client, "people", PEOPLE)["Location"]
    before = seen(client.get(page))
    add_person(actor=house.xi, now=timezone.now(), username="qian", name="钱别人")
    stale = client.post(page, {"seen": before})
    assert stale.status_code == 400
    assert "Meanwhile something was changed here" in text_of(stale)
    assert Person.objects.get(username="wang").name == "王办事"
    assert client.post(page, {"seen": seen(stale)}).status_code == 302
    assert Person.objects.get(username="wang").name == "王改名"


def test_lines_with_faults_are_named_and_come_back_and_nothing_is_stored(at_office):
    client = at_office("xi")
    page = bring(client, "people", PEOPLE + "Bad Name,赵,c-police,\nzhao,赵,nowhere,\n")["Location"]
    said = text_of(client.get(page))
    assert "<dt>with faults</dt><dd>2</dd>" in said
    assert "A user name has 2 to 40 small letters" in said
    assert "Import these people" not in said
    assert client.post(page, {"seen": "0"}).status_code == 400
    assert not Person.objects.filter(username="qian").exists()
    back = client.get(f"{page}rejects.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(back)))
    assert [(row["line"], row["username"]) for row in rows] == [("5", "Bad Name"), ("6", "zhao")]
    assert all(row["reason"] for row in rows)


def test_a_sheet_with_nothing_new_says_so(at_office):
    client = at_office("xi")
    page = bring(client, "people", "username,name,agency_code\nwang,王办事,c-police\n")["Location"]
    assert "there is nothing to store" in text_of(client.get(page))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("people.csv", b"", "is empty"),
        ("people.xlsx", b"%PDF-1.7", "holds PDF"),
        ("people.csv", b"username\nwang\n", "lacks these columns"),
        ("people.csv", b'username,name\n"', "people.csv"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_field(at_office, name, content, said):
    answer = bring(at_office("xi"), "people", content, name)
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert 'id="id_file_error"' in answer.content.decode()


def test_chinese_titles_stand_for_columns(at_office):
    page = bring(at_office("xi"), "people", "用户名,姓名,单位代码\nqian,钱一,c-police\n")
    assert page.status_code in (302, 400)
    template = at_office("xi", "zh-hans").get("/office/people/import/template.xlsx")
    book = load_workbook(io.BytesIO(template.content))
    assert book.get_sheet_by_index(0).to_python()[0][:2] == ["username", "name"]
    titles = [row[1] for row in book.get_sheet_by_index(1).to_python()[1:]]
    text = ",".join(titles[:3]) + "\nqian,钱一,c-police\n"
    assert bring(at_office("xi"), "people", text).status_code == 302


def test_a_sheet_belongs_to_the_session_that_brought_it(at_office, settings):
    page = bring(at_office("xi"), "people", PEOPLE)["Location"]
    assert at_office("xi").get(page).status_code == 404
    assert at_office("hu").get(page).status_code == 403
    client = at_office("xi")
    mine = bring(client, "people", PEOPLE)["Location"]
    assert client.get(mine.replace("people", "parties")).status_code == 404
    for _ in range(5):
        bring(client, "people", PEOPLE)
    assert client.get(mine).status_code == 404


def test_sheets_are_swept_after_a_day(at_office):
    client = at_office("xi")
    page = bring(client, "people", PEOPLE)["Location"]
    now = timezone.now()
    assert aside.sweep(now) == 0
    assert aside.sweep(now + aside.KEPT * 2) == 1
    gone = client.get(page)
    assert gone.status_code == 404
    assert "This sheet is not kept any more" in text_of(gone)


def test_bodies_come_from_a_sheet(at_office):
    client = at_office("xi")
    text = "code,name,kind,region_code,parent_code\nn-police,新荣区公安局,police,140212000000,p-police\n"
    page = bring(client, "parties", text)["Location"]
    shown = client.get(page)
    assert not Agency.objects.filter(code="n-police").exists()
    assert client.post(page, {"seen": seen(shown)}).status_code == 302
    assert Agency.objects.get(code="n-police").name == "新荣区公安局"
    assert client.get("/office/party/agency:n-police/").status_code == 200


def test_roles_come_from_a_sheet_and_never_for_oneself(at_office):
    client = at_office("hu")
    head = "username,role,region_code,agency_code,from_date,until,reason\n"
    page = bring(client, "roles", head + "ma,inspector,140105000000,,,,joins\n")["Location"]
    assert client.post(page, {"seen": seen(client.get(page))}).status_code == 302
    assert Grant.objects.get(person__username="ma").role == "inspector"
    own = bring(client, "roles", head + "hu,office,140000000000,,,,\n")["Location"]
    assert "<dt>with faults</dt><dd>1</dd>" in text_of(client.get(own))
