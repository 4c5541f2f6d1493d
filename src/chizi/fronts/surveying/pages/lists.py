"""The list of surveys, on the page and as a file."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.formats import count, day_text, local
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, with_query
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.surveying.words import SOURCES, SURVEY_STATES, survey_state
from chizi.surveys.queries import SurveyLine, SurveyList
from chizi.surveys.queries.lists import MOST_COUNTED


def read_filters(request: HttpRequest) -> dict[str, str]:
    """State and source of an address; what no choice offers is left out."""
    state, source = asked(request, "state", 12), asked(request, "source", 12)
    return {
        "state": state if state in SURVEY_STATES else "",
        "source": source if source in SOURCES else "",
    }


def controls(filters: dict[str, str]) -> list[dict[str, Any]]:
    """The choices above the list."""
    offers = (
        ("state", gettext("Where it stands"), SURVEY_STATES),
        ("source", gettext("Who answers"), SOURCES),
    )
    return [
        {
            "name": name,
            "label": label,
            "options": [
                ("", gettext("any"), not filters[name]),
                *((code, gettext(word), code == filters[name]) for code, word in words.items()),
            ],
        }
        for name, label, words in offers
    ]


def sentence(filters: dict[str, str]) -> list[str]:
    """The filter in words."""
    parts = [gettext("all places that you may see")]
    parts += [survey_state(filters["state"])] if filters["state"] else []
    parts += [said(SOURCES, filters["source"])] if filters["source"] else []
    return parts


def list_page(request: HttpRequest, found: SurveyList, filters: dict[str, str], *, may_ask: bool) -> ListPage:
    """The list as `kit/list.html` draws it."""
    query = urlencode({name: value for name, value in filters.items() if value})
    return ListPage(
        title=gettext("Surveys"),
        columns=[
            Column(gettext("Survey")),
            Column(gettext("About"), wide=True),
            Column(gettext("Who answers"), wide=True),
            Column(gettext("Where it stands")),
            Column(gettext("Answers"), gettext("of those asked"), number=True),
            Column(gettext("Last day"), wide=True),
        ],
        rows=[_row(one) for one in found.lines],
        sentence=sentence(filters),
        total=total_text(found.total),
        next_href=with_query(request, after=found.after) if found.after else "",
        first_href=with_query(request, after="") if request.GET.get("after") else "",
        exports=[
            (name, f"{reverse('surveying:export', args=[form])}{'?' + query if query else ''}")
            for name, form in (("CSV", "csv"), ("Excel", "xlsx"))
        ],
        clear_href=reverse("surveying:home") if query else "",
        blank=_blank(bool(query), may_ask),
        ident="surveys",
    )


def _blank(filtered: bool, may_ask: bool) -> Blank:
    if filtered:
        return Blank(
            gettext("None of this kind"),
            gettext("Take the filter away to see all."),
            gettext("Show all"),
            reverse("surveying:home"),
        )
    return Blank(
        gettext("Nobody has been asked yet"),
        gettext(
            "A survey asks peers, superiors, people outside or those who are guided what a body's work is worth to "
            "them. The office draws those who are asked by lot; answers are anonymous."
        ),
        gettext("Prepare a survey") if may_ask else "",
        reverse("surveying:new") if may_ask else "",
    )


def _row(one: SurveyLine) -> Row:
    return Row(
        reverse("surveying:survey", args=[one.id]),
        one.title,
        [
            one.party,
            said(SOURCES, one.source),
            survey_state(one.state),
            f"{count(one.responses)} / {count(one.asked)}" if one.asked else "–",
            day_text(one.closes),
        ],
        key=str(one.id),
    )


def total_text(total: int) -> str:
    """How many there are; beyond a thousand it says so."""
    if total > MOST_COUNTED:
        return gettext("more than %(count)s") % {"count": count(MOST_COUNTED)}
    return ngettext("%(count)s survey", "%(count)s surveys", total) % {"count": count(total)}


def dataset(found: SurveyList, words: list[str], now: datetime) -> Dataset:
    """The list as a file, with the filter printed on it."""
    columns = (
        DataColumn("title", "text", N_("Survey")),
        DataColumn("party", "text", N_("About")),
        DataColumn("source", "text", N_("Who answers")),
        DataColumn("state", "text", N_("Where it stands")),
        DataColumn("opens", "date", N_("First day")),
        DataColumn("closes", "date", N_("Last day")),
        DataColumn("asked", "integer", N_("Invited")),
        DataColumn("responses", "integer", N_("Answers")),
    )
    rows = [
        (
            one.title,
            one.party,
            said(SOURCES, one.source),
            survey_state(one.state),
            one.opens,
            one.closes,
            one.asked,
            one.responses,
        )
        for one in found.lines
    ]
    notes = {
        gettext("Filter"): " · ".join(words),
        gettext("As of"): date_format(local(now), "Y-m-d H:i"),
    }
    return Dataset("surveys", columns, rows, notes)
