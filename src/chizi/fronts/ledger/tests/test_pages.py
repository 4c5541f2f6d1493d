"""The pages of the ledger: what each person sees, what comes back when something is wrong, and how many questions."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from chizi.matters.models import Evidence, Matter, Step
from chizi.matters.tests.conftest import DIGEST, FINDING, REMEDY, mended, raised, step
from chizi.org.abilities import local_day
from chizi.org.actions import declare_tie
from chizi.org.rules import Relation

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def now():
    return timezone.now()


def fresh(cast, **more):
    """A finding of today, for pages take the time from the clock."""
    today = local_day(now())
    return raised(cast, now=now(), due=today + timedelta(days=30), **more)


def photo(name: str = "window.jpg") -> SimpleUploadedFile:
    stream = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(stream, "JPEG")
    return SimpleUploadedFile(name, stream.getvalue(), "image/jpeg")


def typed(**more):
    due = (local_day(now()) + timedelta(days=20)).isoformat()
    return {**FINDING, "due": due, "found_on": "", "key": "k1", **more}


def test_the_list_shows_matters_with_due_day_ratios_and_a_true_count(cast, at_ledger):
    fresh(cast)
    page = at_ledger("lin").get("/ledger/").content.decode()
    assert "F20" in page
    assert "Window closed during opening hours" in page
    assert "1 matter" in page
    assert "0 of 1 findings have a remedy" in page
    assert "7 days left" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("?state=raised", 1),
        ("?state=open", 2),
        ("?state=closed", 0),
        ("?state=verifying", 1),
        ("?lacking=remedy", 1),
        ("?lacking=result", 2),
        ("?mine=raised", 2),
        ("?mine=waits", 0),
        ("?severity=grave", 0),
        ("?source=guidance", 2),
        ("?colour=red", 0),
        ("?kind=finding", 2),
        ("?party=agency:station", 2),
        ("?region=140105000000", 2),
        ("?q=window", 2),
        ("?q=nowhere", 0),
        ("?state=%00&colour=green&after=999999999999999999999&kind=x", 2),
        ("?after=-1", 2),
    ],
)
def test_filters_narrow_the_list_and_rubbish_does_not_break_it(cast, at_ledger, query, found):
    fresh(cast)
    mended(cast, fresh(cast), now())
    answer = at_ledger("lin").get(f"/ledger/{query}")
    assert answer.status_code == 200
    assert len(answer.context["page"].rows) == found


def test_a_party_or_place_out_of_sight_is_not_there(cast, at_ledger):
    for query in ("?region=140200000000", "?region=99", "?party=agency:nothing", "?party=%00"):
        assert at_ledger("wang").get(f"/ledger/{query}").status_code in {200, 404}
    assert at_ledger("wang").get("/ledger/?region=140200000000").status_code == 404
    assert at_ledger("lin").get("/ledger/places/?region=140200000000").status_code == 404


def test_the_ratios_stand_in_code_order_with_denominators_and_open_down(cast, at_ledger):
    mended(cast, fresh(cast), now())
    fresh(cast)
    page = at_ledger("gao").get("/ledger/places/")
    rows = page.context["page"].rows
    assert [row.key for row in rows] == sorted(row.key for row in rows)
    body = page.content.decode()
    assert "50.00 %" in body
    assert "1/2" in body
    assert "lacking=remedy" in body
    assert "rank" not in body.replace("without ranks", "")


def test_a_finding_is_raised_on_the_page_and_opens(cast, at_ledger):
    client = at_ledger("lin")
    assert "Station" in client.get("/ledger/new/?q=stat").content.decode()
    assert client.get("/ledger/new/?party=agency:station").status_code == 200
    answer = client.post("/ledger/new/?party=agency:station", {**typed(), "files": [photo(), photo("b.jpg")]})
    matter = Matter.objects.get()
    assert answer.headers["Location"] == f"/ledger/{matter.pk}/"
    assert Evidence.objects.filter(matter=matter).count() == 1, "the same picture twice is one file"
    page = client.get(f"/ledger/{matter.pk}/").content.decode()
    for words in ("Fact", "The duty plan is not kept.", "may object until", "given on the day it was found"):
        assert words in page
    assert client.post("/ledger/new/?party=agency:station", typed()).status_code == 302
    assert Matter.objects.count() == 1, "the same form sent twice is one finding"


def test_what_is_wrong_comes_back_at_its_field_with_what_was_typed_and_the_files(cast, at_ledger):
    client = at_ledger("lin")
    wrong = {**typed(judgement=FINDING["fact"]), "files": [photo()]}
    answer = client.post("/ledger/new/?party=agency:station", wrong)
    body = answer.content.decode()
    assert answer.status_code == 400
    assert "The judgement repeats the fact" in body
    assert "Keep the window open as posted" in body
    assert not Matter.objects.exists()
    token = answer.context["form"].drafts[0].token
    answer = client.post("/ledger/new/?party=agency:station", typed(kept=[token]))
    assert answer.status_code == 302
    assert Evidence.objects.get().name == "window.jpg"


def test_a_draft_of_somebody_else_is_not_taken(cast, at_ledger):
    answer = at_ledger("lin").post(
        "/ledger/new/?party=agency:station", {**typed(fact=""), "files": [photo()]}
    )
    token = answer.context["form"].drafts[0].token
    at_ledger("qin").post("/ledger/new/?party=agency:station", typed(kept=[token, "rubbish", ""]))
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.jpg", b""),
        ("page.jpg", b"<html><script>alert(1)</script></html>"),
        ("x.exe", b"MZ\x90\x00" * 50),
    ],
)
def test_a_refused_file_is_said_at_its_field_and_the_good_one_stays(cast, at_ledger, name, content):
    files = [photo(), SimpleUploadedFile(name, content)]
    answer = at_ledger("lin").post("/ledger/new/?party=agency:station", {**typed(), "files": files})
    assert answer.status_code == 400
    assert answer.context["form"].errors["files"]
    assert len(answer.context["form"].drafts) == 1
    assert not Matter.objects.exists()


def test_whose_relative_serves_there_hears_it_before_he_types(cast, at_ledger):
    address = f"/ledger/new/?party={cast.station.code}"
    assert at_ledger("lin").get(address).status_code == 200
    declare_tie(actor=cast.lin, now=now(), relation=Relation.SPOUSE, party=cast.station)
    answer = at_ledger("lin").get(address)
    assert answer.status_code == 403
    assert "kept out of this step" in answer.content.decode()


def test_days_in_the_story_are_read_as_days_and_withdrawing_is_never_put_first(cast, at_ledger):
    matter = fresh(cast)
    step(cast.wang, matter, "name_remedy", now(), fields={**REMEDY, "planned_on": "2030-12-05"})
    body = at_ledger("lin").get(f"/ledger/{matter.pk}/").content.decode()
    assert "2030-12-05" not in body
    assert f'class="btn" href="/ledger/{matter.pk}/steps/withdraw/"' in body


def test_a_party_that_may_not_be_seen_gets_no_form(cast, at_ledger):
    assert at_ledger("far").get("/ledger/new/?party=agency:station").status_code == 404
    assert at_ledger("wang").get("/ledger/new/").status_code == 403
    assert at_ledger("old").get("/ledger/").status_code == 403


def test_the_loop_is_walked_on_the_pages(cast, at_ledger):
    matter = fresh(cast)
    wang, zhao = at_ledger("wang"), at_ledger("zhao")
    base = f"/ledger/{matter.pk}/"
    assert "Name the remedy" in wang.get(base).content.decode()
    form = wang.get(f"{base}steps/name_remedy/").context["form"]
    sent = {"version": form["version"].value(), "key": "a", **{f"f_{k}": v for k, v in REMEDY.items()}}
    assert wang.post(f"{base}steps/name_remedy/", sent).status_code == 302
    assert wang.post(f"{base}steps/reply/", {"version": 2, "key": "b", "f_reply": "Yes."}).status_code == 302
    sent = {"version": 3, "key": "c", "f_result": "Open.", "files": [photo()]}
    assert wang.post(f"{base}steps/give_result/", sent).status_code == 302
    assert wang.get(f"{base}steps/verify/").status_code == 403
    body = zhao.get(base).content.decode()
    assert "Verify and close" in body
    assert f"{base}files/{Evidence.objects.get().pk}/pages/1/" in body
    sent = {"version": 4, "key": "d", "f_opinion": "Stood there."}
    assert zhao.post(f"{base}steps/verify/", sent).status_code == 302
    assert Matter.objects.get().state == "closed"
    assert "has ended" in wang.get(base).content.decode() or "Open again" in wang.get(base).content.decode()


def test_who_may_not_take_a_step_reads_why_and_whom_to_ask(cast, at_ledger):
    matter = mended(cast, fresh(cast), now())
    body = at_ledger("wang").get(f"/ledger/{matter.pk}/").content.decode()
    assert "Whoever mends a matter does not verify or close it" in body
    assert "Zhao" in body


def test_a_stale_form_keeps_what_was_typed_and_can_be_sent_again(cast, at_ledger):
    matter = fresh(cast)
    step(cast.wang, matter, "acknowledge", now())
    wang, address = at_ledger("wang"), f"/ledger/{matter.pk}/steps/reply/"
    answer = wang.post(address, {"version": 1, "key": "a", "f_reply": "Long text."})
    assert answer.status_code == 409
    body = answer.content.decode()
    assert "Long text." in body
    assert "Confirm receipt" in body
    assert 'name="version" value="2"' in body
    assert wang.post(address, {"version": 2, "key": "a", "f_reply": "Long text."}).status_code == 302


@pytest.mark.parametrize(
    "sent", [{}, {"version": "x"}, {"version": 1, "f_reply": "nul \0"}, {"version": 10**12}]
)
def test_a_broken_form_of_a_step_comes_back(cast, at_ledger, sent):
    matter = fresh(cast)
    answer = at_ledger("wang").post(f"/ledger/{matter.pk}/steps/reply/", sent)
    assert answer.status_code == 400
    assert Step.objects.count() == 1


def test_the_last_step_is_taken_back_on_the_page(cast, at_ledger):
    matter = fresh(cast)
    step(cast.wang, matter, "name_remedy", now(), fields=REMEDY)
    wang = at_ledger("wang")
    assert "Take it back" in wang.get(f"/ledger/{matter.pk}/").content.decode()
    assert wang.post(f"/ledger/{matter.pk}/undo/", {"version": "rubbish"}).status_code == 409
    assert wang.post(f"/ledger/{matter.pk}/undo/", {"version": 2}).status_code == 302
    assert "taken back" in wang.get(f"/ledger/{matter.pk}/").content.decode()
    assert wang.post(f"/ledger/{matter.pk}/undo/", {"version": 3}).status_code == 403


def test_a_file_is_given_only_to_who_may_see_its_matter(cast, at_ledger):
    client = at_ledger("lin")
    client.post("/ledger/new/?party=agency:station", {**typed(), "files": [photo()]})
    file = Evidence.objects.get()
    base = f"/ledger/{file.matter_id}/files/{file.pk}/"
    picture = client.get(f"{base}pages/1/")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert "sandbox" in picture["Content-Security-Policy"]
    assert "attachment" in client.get(base)["Content-Disposition"]
    assert client.get(f"{base}pages/2/").status_code == 404
    other = fresh(cast)
    assert client.get(f"/ledger/{other.pk}/files/{file.pk}/").status_code == 404
    assert at_ledger("far").get(base).status_code == 404
    assert at_ledger("far").get(f"{base}pages/1/").status_code == 404


def test_the_export_carries_the_filter_and_no_formula(cast, at_ledger, tmp_path):
    fresh(cast, title="=1+1")
    answer = at_ledger("lin").get("/ledger/matters.csv?state=open")
    assert "'=1+1" in answer.content.decode("utf-8-sig")
    book = at_ledger("lin").get("/ledger/matters.xlsx?state=open")
    path = Path(tmp_path) / "m.xlsx"
    path.write_bytes(book.content)
    assert path.stat().st_size > 1000
    assert at_ledger("lin").get("/ledger/matters.pdf").status_code == 404


def test_the_document_prints_notice_objection_and_receipt(cast, at_ledger):
    matter = fresh(cast)
    body = at_ledger("wang").get(f"/ledger/{matter.pk}/print/").content.decode()
    for words in ("Feedback notice", "may object until", "Received by", FINDING["basis"]):
        assert words in body


def test_what_is_written_is_never_markup(cast, at_ledger):
    matter = fresh(cast, title="<b>x</b>", fact="<script>1</script> seen")
    body = at_ledger("lin").get(f"/ledger/{matter.pk}/").content.decode()
    assert "<script>1" not in body
    assert "<b>x</b>" not in body


def test_pages_ask_a_constant_number_of_questions(cast, at_ledger, django_assert_max_num_queries):
    matter = mended(cast, fresh(cast), now())
    for _ in range(5):
        mended(cast, fresh(cast), now())
    for who, address in (
        ("lin", "/ledger/"),
        ("zhao", f"/ledger/{matter.pk}/"),
        ("wang", f"/ledger/{matter.pk}/"),
        ("gao", "/ledger/places/"),
    ):
        client = at_ledger(who)
        client.get(address)
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_opens_in_both_languages(cast, at_ledger, language):
    matter = mended(cast, fresh(cast), now())
    client = at_ledger("lin", language)
    for address in (
        "",
        "places/",
        "new/",
        "new/?party=agency:station",
        f"{matter.pk}/",
        f"{matter.pk}/print/",
    ):
        assert client.get(f"/ledger/{address}").status_code == 200
    if language == "zh-hans":
        body = client.get(f"/ledger/{matter.pk}/").content.decode()
        assert "待验收" in body
        assert "验收办结" in body


def test_r31_is_said_on_the_page_in_chinese(cast, at_ledger):
    matter = mended(cast, fresh(cast), now())
    assert "不能自己验收" in at_ledger("wang", "zh-hans").get(f"/ledger/{matter.pk}/").content.decode()
    assert Evidence.objects.get().digest == DIGEST
