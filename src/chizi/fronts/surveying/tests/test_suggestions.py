"""R-12: on every screen there is a way to say what is wrong, it keeps the page, and the office answers."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.template.loader import get_template
from django.test import Client

from chizi.fronts import kit
from chizi.ground.notices.queries import inbox
from chizi.ground.suggestions.queries import SuggestionList, suggestions
from chizi.org.abilities import CodeScope
from tests.access import doors

pytestmark = pytest.mark.django_db
FRONTS = Path(kit.__file__).parent.parent
ENTRY = re.compile(r'href="/surveys/suggest/\?page=([^"]*)"')
# The terminal is a programme of its own in the browser; its entry is a parcel "suggestion", tested with it. The page
# for a broken server is drawn without asking anything that may be broken.
OTHER_FRAMES = {"terminal", "500.html"}


def pile() -> SuggestionList:
    """All that was said anywhere."""
    return suggestions(CodeScope(everything=True))


def filled(**more):
    return {
        "kind": "complaint",
        "text": "The button is too small.",
        "page": "/ledger/",
        "key": str(uuid4()),
    } | more


def test_R12_every_screen_has_the_entry(cast, at_desk):
    """Every page that can be opened without an object of its own, at a desk and from outside, links to the form
    with its own address."""
    clients = [at_desk("xu"), at_desk("wang"), at_desk("lin"), Client(headers={"accept-language": "en"})]
    looked_at, without = 0, []
    for route, converters in doors.routes():
        if converters or route.startswith("/terminal/"):
            continue
        for client in clients:
            answer = client.get(route)
            whole = answer.headers.get("Content-Type", "").startswith("text/html")
            if answer.status_code in (301, 302) or not whole or b"<html" not in answer.content[:200]:
                continue
            looked_at += 1
            found = ENTRY.findall(answer.content.decode())
            if not found or not found[0]:
                without.append(f"{route} {answer.status_code}")
    assert sorted(set(without)) == []
    assert looked_at > 60


def test_R12_no_template_leaves_the_frames_that_hold_the_entry():
    """Pages about an object are drawn in the same frames as those above: every whole page extends one of them."""
    outside = []
    for path in sorted(FRONTS.rglob("templates/**/*.html")):
        text = path.read_text("utf-8")
        own_page = "<html" in text or "<!doctype" in text.lower()
        if own_page and path.name != "base.html" and not OTHER_FRAMES & {*path.parts}:
            outside.append(path.relative_to(FRONTS).as_posix())
        if "{% block suggest %}" in text and path.name not in {"base.html", "desk.html", "public.html"}:
            outside.append(path.relative_to(FRONTS).as_posix())
    assert outside == []
    for frame in ("kit/base.html", "kit/desk.html", "kit/public.html"):
        assert "kit/suggest.html" in Path(get_template(frame).origin.name).read_text("utf-8")


def test_R12_the_pages_for_what_is_missing_or_forbidden_have_it_too(cast, at_desk):
    for client, address in (
        (at_desk("wang"), "/nothing/"),
        (at_desk("wang"), "/office/roles/"),
        (Client(), "/nothing/"),
    ):
        answer = client.get(address)
        assert answer.status_code in (403, 404)
        assert ENTRY.findall(answer.content.decode()) == [address]


def test_R12_what_is_said_keeps_the_page_and_comes_back_with_its_answer(cast, at_desk):
    wang, xu = at_desk("wang"), at_desk("xu")
    page = wang.get("/surveys/suggest/?page=/ledger/").content.decode()
    assert "<code>/ledger/</code>" in page
    kept = wang.post("/surveys/suggest/", filled())
    (made,) = pile().suggestions
    assert (made.author, made.page, made.unit) == ("person:wang", "/ledger/", "140105001000")
    assert kept.headers["Location"] == f"/surveys/suggest/{made.key}/"
    assert "It is with the office now" in wang.get(kept.headers["Location"]).content.decode()
    assert "The button is too small." in xu.get("/surveys/suggestions/office/").content.decode()
    page = f"/surveys/suggestions/office/{made.pk}/"
    assert "Wang" in xu.get(page).content.decode()
    assert xu.post(page, {"text": ""}).status_code == 400
    assert xu.post(page, {"text": "It is larger from Monday."}).status_code == 302
    (notice,) = inbox("person:wang").items
    assert (notice.kind, notice.href) == ("answer.suggestion", kept.headers["Location"])
    assert "It is larger from Monday." in wang.get(notice.href).content.decode()
    assert "answered" in wang.get("/surveys/suggestions/").content.decode()
    assert xu.post(page, {"text": "Again."}).status_code == 400


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("/terminal/task/12", "/terminal/#/task/12"),
        ("/terminal/reflect/material:3", "/terminal/#/reflect/material:3"),
        ("/terminal/", "/terminal/"),
        ("/terminal/devices/", "/terminal/devices/"),
        ("/ledger/", "/ledger/"),
        ("/nothing/", ""),
    ],
)
def test_R12_the_way_back_leads_to_the_screen_that_was_spoken_about(cast, at_desk, page, link):
    """A screen of the terminal stands behind the hash; an address that is not there is named, not linked."""
    wang, xu = at_desk("wang"), at_desk("xu")
    kept = wang.post("/surveys/suggest/", filled(page=page)).headers["Location"]
    (made,) = pile().suggestions
    for shown in (wang.get(kept), xu.get(f"/surveys/suggestions/office/{made.pk}/")):
        text = shown.content.decode()
        assert page in text or link in text
        links = re.findall(r'<a href="([^"]*)">', text[text.index("<h1") :])
        assert link in links if link else page not in links
    assert not link or wang.get(link.partition("#")[0]).status_code in (200, 403)


def test_R12_a_stranger_needs_no_account_and_finds_the_answer_at_an_address(cast, at_desk):
    stranger = Client(headers={"accept-language": "en"})
    answer = stranger.post("/surveys/suggest/", filled(page="/publications/2021-0001/"))
    (made,) = pile().suggestions
    assert (made.author, made.unit) == ("", "")
    page = stranger.get(answer.headers["Location"]).content.decode()
    assert f"http://testserver/surveys/suggest/{made.key}/" in page
    assert at_desk("xu").get(f"/surveys/suggestions/office/{made.pk}/").status_code == 404, "the province's"


def test_R11_what_is_said_on_a_phone_can_be_said_at_a_desk_or_on_paper(cast, at_desk):
    page = at_desk("wang").get("/surveys/suggest/").content.decode()
    assert "write it on paper and give it to the office" in page


def test_a_fault_stands_at_its_field_and_what_was_typed_stays(cast, at_desk):
    client = at_desk("wang")
    answer = client.post("/surveys/suggest/", filled(kind="", page="//evil.cn/"))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "The button is too small." in page
    assert "//evil.cn" not in page
    assert 'href="#id_kind' in page
    for more in ({"text": "\0"}, {"key": "x"}, {"text": "x" * 3000}):
        assert client.post("/surveys/suggest/", filled(**more)).status_code == 400
    assert pile().total == 0
    assert client.get("/surveys/suggest/?page=%00").status_code == 200


def test_what_another_wrote_is_not_there(cast, at_desk):
    at_desk("wang").post("/surveys/suggest/", filled())
    (made,) = pile().suggestions
    assert at_desk("lin").get(f"/surveys/suggest/{made.key}/").status_code == 404
    assert Client().get(f"/surveys/suggest/{made.key}/").status_code == 404
    assert at_desk("wang").get("/surveys/suggestions/office/").status_code == 403
    assert at_desk("xu").get("/surveys/suggestions/office/?state=%00&after=x").status_code == 200


def test_lists_ask_few_questions(cast, at_desk, django_assert_max_num_queries):
    wang, xu = at_desk("wang"), at_desk("xu")
    for _ in range(8):
        wang.post("/surveys/suggest/", filled())
    with django_assert_max_num_queries(12):
        xu.get("/surveys/suggestions/office/")
    with django_assert_max_num_queries(12):
        wang.get("/surveys/suggestions/")
