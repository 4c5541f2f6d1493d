"""The library as a list: its filter as a sentence, its rows, what it teaches while it is empty."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.formats import count, instant_html, local
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, with_query
from chizi.fronts.library.words import KINDS, STATES, choices, kind_word, state_word
from chizi.learn.queries import MaterialList, MaterialRow

STORIES = ("honour", "role_model", "cautionary")


@dataclass(frozen=True)
class Filters:
    """What an address asks for; what no choice offers is left out."""

    words: str = ""
    kind: str = ""
    state: str = ""

    @property
    def query(self) -> str:
        named = {"q": self.words, "kind": self.kind, "state": self.state}
        return urlencode({name: value for name, value in named.items() if value})


def read_filters(request: HttpRequest, *, drafts: bool) -> Filters:
    """The filters of an address. States are only for those who see more than what is published."""
    kind, state = asked(request, "kind", 20), asked(request, "state", 20)
    return Filters(
        asked(request, "q", 60),
        kind if kind in KINDS else "",
        state if drafts and state in STATES else "",
    )


def sentence(filters: Filters) -> list[str]:
    """The filter in words."""
    parts = [kind_word(filters.kind) if filters.kind else gettext("all kinds")]
    parts += [state_word(filters.state)] if filters.state else []
    parts += [f"“{filters.words}”"] if filters.words else []
    return parts


def controls(filters: Filters, *, drafts: bool) -> list[dict[str, Any]]:
    """The choices above the list: (value, words, chosen) each."""
    offers = [("kind", gettext("Kind"), [("", gettext("all kinds")), *choices(KINDS)])]
    if drafts:
        offers.append(("state", gettext("State"), [("", gettext("any")), *choices(STATES)]))
    return [
        {
            "name": name,
            "label": label,
            "options": [(value, words, value == getattr(filters, name)) for value, words in found],
        }
        for name, label, found in offers
    ]


def list_page(request: HttpRequest, filters: Filters, found: MaterialList, *, keeps: bool) -> ListPage:
    """The list as `kit/list.html` draws it."""
    filtered = bool(filters.query)
    return ListPage(
        title=gettext("Materials"),
        columns=[
            Column(gettext("Material")),
            Column(gettext("Kind"), wide=True),
            Column(gettext("Kept by"), wide=True),
            Column(gettext("State")),
            Column(gettext("Written"), wide=True),
        ],
        rows=[_row(one) for one in found.rows],
        sentence=sentence(filters),
        total=total_text(found.total),
        next_href=with_query(request, after=found.after) if found.after else "",
        first_href=with_query(request, after="") if request.GET.get("after") else "",
        exports=[
            (name, f"{reverse('library:export', args=[form])}{'?' + filters.query if filters.query else ''}")
            for name, form in (("CSV", "csv"), ("Excel", "xlsx"))
        ],
        clear_href=reverse("library:home") if filtered else "",
        blank=_blank(filtered, keeps),
        ident="materials",
    )


def total_text(total: int) -> str:
    return ngettext("%(count)s material", "%(count)s materials", total) % {"count": count(total)}


def _row(one: MaterialRow) -> Row:
    title = format_html('{}<span class="of source">{}</span>', one.title, one.source)
    return Row(
        reverse("library:material", args=[one.id]),
        title,
        [kind_word(one.kind), one.owner, state_html(one), instant_html(one.changed_at)],
        key=str(one.id),
    )


def state_html(one: MaterialRow) -> SafeString | str:
    """The state as a word; a version that waits for a second person is said beside it."""
    if one.waiting and one.shown:
        return format_html(
            '{} <span class="tag">{}</span>', state_word(one.state), gettext("a newer version waits")
        )
    return state_word(one.state)


def _blank(filtered: bool, keeps: bool) -> Blank:
    if filtered:
        return Blank(
            gettext("Nothing fits"),
            gettext("No material that you may read fits this filter. Try fewer words, or another kind."),
            gettext("Show all materials"),
            reverse("library:home"),
        )
    text = gettext(
        "Here stand documents, laws, films and stories, once an office has published them for you."
    )
    if keeps:
        return Blank(
            gettext("No materials yet"), text, gettext("Write the first one"), reverse("library:new")
        )
    return Blank(gettext("No materials yet"), text)


def stories_blank(kind: str, keeps: bool) -> Blank:
    """What a part of the stories teaches while it is empty."""
    texts = {
        "honour": N_(
            "Here stand those who fell on duty, with the day, and with the consent of their families."
        ),
        "role_model": N_(
            "Here stand people to learn from, told with their own consent and with the source of what is told."
        ),
        "cautionary": N_(
            "Here stand concluded cases without names, with the decision and with what there is to learn."
        ),
    }
    href = f"{reverse('library:new')}?kind={kind}" if keeps else ""
    return Blank(
        gettext("None yet"), gettext(texts[kind]), gettext("Write the first one") if keeps else "", href
    )


def dataset(found: MaterialList, words: list[str], now: datetime) -> Dataset:
    """The list as a file, with the filter printed on it."""
    columns = (
        DataColumn("number", "integer", N_("Number")),
        DataColumn("title", "text", N_("Material")),
        DataColumn("kind", "text", N_("Kind")),
        DataColumn("source", "text", N_("Source")),
        DataColumn("owner", "text", N_("Kept by")),
        DataColumn("state", "text", N_("State")),
        DataColumn("written", "date", N_("Written")),
    )
    rows = [
        (
            one.id,
            one.title,
            kind_word(one.kind),
            one.source,
            one.owner,
            state_word(one.state),
            local(one.changed_at).date(),
        )
        for one in found.rows
    ]
    notes = {
        gettext("Filter"): " · ".join(words),
        gettext("As of"): date_format(local(now), "Y-m-d H:i"),
        gettext("Materials"): total_text(found.total),
    }
    return Dataset("materials", columns, rows, notes)
