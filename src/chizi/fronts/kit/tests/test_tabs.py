"""The tabs of a section, and the rail's entry that leads to the first one that is open."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.translation import override

from chizi.fronts.kit import rail, tabs

SIGN_IN = tabs.Tab("Sign in", "account_login", 20, lambda viewer: True)
BOARD = tabs.Tab("Board", "boards:home", 10, lambda viewer: viewer.username == "lin")
NOT_MOUNTED = tabs.Tab("Gone", "nobody:built_this", 5, lambda viewer: True)
LIN, ZHOU = (SimpleNamespace(username=name, is_authenticated=True) for name in ("lin", "zhou"))


@pytest.fixture(autouse=True)
def _section(monkeypatch):
    monkeypatch.setattr(tabs, "_tabs", {})
    monkeypatch.setattr(rail, "_entries", {})
    tabs.register("things", SIGN_IN, BOARD, NOT_MOUNTED)
    tabs.register("things", SIGN_IN)
    with override("en"):
        yield


def drawn(**context) -> str:
    return Template("{% load kit %}{% tabs %}").render(Context(context))


def test_tabs_come_in_order_and_only_those_that_are_open():
    assert [one.href for one in tabs.open_tabs("things", LIN)] == ["/boards/", "/accounts/login/"]
    assert [one.href for one in tabs.open_tabs("things", ZHOU)] == ["/accounts/login/"]
    assert tabs.open_tabs("other", LIN) == []


def test_the_rail_leads_to_the_first_tab_that_is_open():
    rail.register(rail.RailEntry("Things", "account_logout", 10, section="things"))
    assert [one.href for one in rail.links_for(LIN)] == ["/boards/"]
    assert [one.href for one in rail.links_for(ZHOU)] == ["/accounts/login/"]


def test_a_section_without_an_open_tab_is_not_in_the_rail():
    tabs.register("closed", tabs.Tab("", "boards:home", 1, lambda viewer: False))
    rail.register(rail.RailEntry("Closed", "account_login", 10, section="closed"))
    assert rail.links_for(LIN) == []


@pytest.mark.parametrize("name", ["boards:home", "home"])
def test_the_page_marks_its_tab_by_the_whole_name_or_its_end(name):
    text = drawn(user=LIN, rail_section="things", tab=name)
    assert '<a href="/boards/" aria-current="page">Board</a>' in text
    assert text.count("aria-current") == 1


@pytest.mark.parametrize("context", [{"user": ZHOU, "rail_section": "things"}, {"user": LIN}, {}])
def test_one_tab_alone_is_no_choice(context):
    assert drawn(**context).strip() == ""
