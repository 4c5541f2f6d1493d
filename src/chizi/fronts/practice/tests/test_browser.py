"""Practice in a real browser: both languages, both widths, without a fault that axe can find, nothing sticking out."""

from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import Page

from chizi.learn import actions
from chizi.learn.tests.practice_world import (
    NOW,
    TODAY,
    claimed,
    confirmed,
    finished,
    lectured,
    practice,
    venue,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parents[5] / "node_modules" / "axe-core" / "axe.min.js"
SIZES = ((1440, 900), (390, 844))


@pytest.fixture
def here(settings, tmp_path):
    """One of everything."""
    settings.DATA = tmp_path
    found = practice(tmp_path, settings)
    confirmed(found)
    found.claim = claimed(found, by="yu")
    found.lecture = lectured(found, serves=["agency:station"], reason="派出所全员到分局听讲")
    one = finished(found)
    found.item = actions.start_notice(actor=found.hu, now=NOW, service_id=one.pk, version=one.version)
    found.venue = venue(found)
    found.directive = actions.record_directive(
        actor=found.lin, now=NOW, issuer="agency:office", number="晋政法〔2021〕22号",
        title="关于向李国毅同志学习的通知",
        issued_on=TODAY, honours="李国毅", topics=["坚定的政治执行力", "连续作战的优良作风", "勤奋敬业的担当精神"],
    )  # fmt: skip
    actions.attach_directive(
        actor=found.lin, now=NOW, directive_id=found.directive.pk, about=found.lecture.ref
    )
    found.note = actions.give_advice(
        actor=found.wei, now=NOW, kind="advice", party="agency:county", text="夜学可以改到换班以后。"
    )
    return found


def _signed_in(page: Page, base: str, person) -> None:
    client = Client()
    client.force_login(person, backend=configured.AUTHENTICATION_BACKENDS[-1])
    key = configured.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": key, "value": client.cookies[key].value, "url": base}])


def test_pages_stand_at_both_widths_without_a_fault(here, live_server, page: Page):
    _signed_in(page, live_server.url, here.hu)
    board = "lectures/coverage/?since=2021-01-01&until=2021-12-31"
    wrong = []
    for language, size in (("zh-hans", SIZES[0]), ("en", SIZES[1])):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
        for where in (
            "", f"applications/{here.claim.pk}/", f"applications/{here.claim.pk}/confirm/", "lectures/new/",
            f"lectures/{here.lecture.pk}/", board, "services/", f"services/{here.item.pk}/", "venues/",
            f"venues/{here.venue.pk}/", f"directives/{here.directive.pk}/", f"advice/{here.note.pk}/",
            "reflections/",
        ):  # fmt: skip
            page.goto(f"{live_server.url}/practice/{where}")
            found = page.evaluate(AXE.read_text("utf-8") + "; axe.run()")["violations"]
            wrong += [f"{size} {where} {one['id']}: {one['nodes'][0]['target']}" for one in found]
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wrong.append(f"{size} {where} sticks out")
    for where in ("service/", "service/thanks/", "service/notices/", f"service/notices/{here.item.pk}/"):
        page.goto(f"{live_server.url}/{where}?lang=zh-hans")
        found = page.evaluate(AXE.read_text("utf-8") + "; axe.run()")["violations"]
        wrong += [f"{where} {one['id']}: {one['nodes'][0]['target']}" for one in found]
    assert wrong == []
