"""List, figure, status, shares, rail: what the templates of the kit draw."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override, pgettext_lazy

from chizi.fronts.kit import rail
from chizi.fronts.kit.figures import Figure, SumLine, shares
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, with_query
from chizi.fronts.kit.statuses import STATUSES, badge, mark


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def drawn(text: str, **context) -> str:
    return Template("{% load kit %}" + text).render(Context(context))


def page(**more) -> ListPage:
    wanted = {
        "title": "Units",
        "columns": [Column("Unit"), Column("Rate", "%", number=True), Column("Kind", wide=True)],
        "rows": [Row("/u/1/", "<b>one</b>", ["12.00", badge("broken")], key="140100")],
        "sentence": ["太原市", "2020"],
        "total": "1 unit",
        "exports": [("CSV", "/u.csv")],
    }
    return ListPage(**(wanted | more))


def test_a_list_escapes_text_and_keeps_what_is_marked_safe():
    html = drawn("{% listing page %}", page=page())
    assert "&lt;b&gt;one&lt;/b&gt;" in html
    assert '<td class="num">12.00</td>' in html
    assert '<td class="wide"><span class="st st-broken">broken</span></td>' in html
    assert 'data-key="140100"' in html


def test_a_list_says_its_filter_its_count_and_where_to_get_it():
    html = drawn("{% listing page %}", page=page(clear_href="/u/", next_href="/u/?after=x"))
    assert "<em>太原市</em> · <em>2020</em>" in html
    assert "1 unit" in html
    assert '<a href="/u.csv" download>Export CSV</a>' in html
    assert 'rel="next"' in html
    assert "Clear the filter" in html


def test_an_empty_list_teaches_and_offers_one_thing_to_do():
    blank = Blank("Nothing yet", "The office imports the register.", "Import it", "/import/")
    html = drawn("{% listing page %}", page=page(rows=[], blank=blank))
    assert "The office imports the register." in html
    assert '<a href="/import/">Import it</a>' in html
    assert "Export" not in html
    assert "<table" not in html


def test_a_row_without_the_right_number_of_cells_is_a_fault():
    with pytest.raises(ValueError, match="zip"):
        drawn("{% listing page %}", page=page(rows=[Row("", "one", ["12.00"])]))


def test_changing_one_parameter_keeps_the_others():
    request = RequestFactory().get("/list/?zero=case&slice=kind:village&after=9")
    assert with_query(request, after="") == "/list/?zero=case&slice=kind:village"
    assert with_query(request, zero="petition", after="") == "/list/?zero=petition&slice=kind:village"
    assert with_query(RequestFactory().get("/list/?after=9"), after="") == "/list/"


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_word_and_shape(status):
    assert f'class="st st-{status}"' in badge(status)
    assert STATUSES[status] in badge(status)
    assert '<span class="sr">' in mark(status)


def test_an_unknown_status_is_shown_as_it_is_but_escaped():
    assert badge("<i>") == '<span class="st">&lt;i&gt;</span>'


def test_shares_need_no_style_and_say_their_numbers():
    bar = shares([("achieved", 600), ("broken", 399), ("disputed", 1), ("pending", 0)])
    assert "style=" not in bar
    assert 'aria-label="achieved 600, broken 399, disputed 1"' in bar
    assert bar.count("<rect") == 3
    assert shares([("achieved", 0)]) == ""


def test_a_figure_says_of_what_as_of_when_and_why():
    figure = Figure(
        label="Shanxi",
        value="59.03",
        unit="%",
        of="12 of 20 units in scope",
        as_of="As of end of Feb. 28, 2021",
        provisional="Provisional: 3 units are pending.",
        change="+1.20 points",
        href="/units/",
        why=[SumLine("achieved", "12", "/units/?status=achieved"), SumLine("in scope", "20", total=True)],
    )
    html = drawn("{% figure figure %}", figure=figure)
    for words in ("59.03", "12 of 20 units in scope", "As of end", "+1.20 points", "provisional", "pending."):
        assert words in html
    assert "<details" in html
    assert '<a href="/units/?status=achieved">12</a>' in html


def test_the_rail_shows_what_is_open_and_mounted(monkeypatch):
    monkeypatch.setattr(rail, "_entries", {})
    word = pgettext_lazy("rail", "Evaluation")
    rail.register(
        rail.RailEntry(word, "account_login", 20, lambda viewer: True),
        rail.RailEntry(word, "boards:home", 10, lambda viewer: viewer == "lin"),
        rail.RailEntry(word, "nobody:built_this", 30, lambda viewer: True),
    )
    assert [link.href for link in rail.links_for("lin")] == ["/boards/", "/accounts/login/"]
    assert [link.mark for link in rail.links_for("lin")] == ["boards", "account_login"]
    assert [link.href for link in rail.links_for("zhou")] == ["/accounts/login/"]


def test_the_rail_never_holds_more_than_seven(monkeypatch):
    monkeypatch.setattr(rail, "_entries", {})
    many = [rail.RailEntry("", f"x{number}:home", number, bool) for number in range(8)]
    rail.register(*many[:7])
    rail.register(*many[:7])
    with pytest.raises(rail.RailFull):
        rail.register(many[7])
