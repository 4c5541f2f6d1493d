"""Publications as lists, facts and the preview that an approver reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from chizi.fronts.desk.words import STATES
from chizi.fronts.kit.formats import as_of_text, count, instant_html, period_text
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, link
from chizi.fronts.kit.vocabulary import said
from chizi.publish.queries import Card

TAGS = {"zh-hans": "zh-Hans", "en": "en"}
FEW = 3


@dataclass(frozen=True)
class Omission:
    """One kind of cell that is left out: where, how many, why."""

    table: str
    cells: str
    why: str


@dataclass(frozen=True)
class Preview:
    """What a publication file states: its tables, and the account of what was left out."""

    tables: list[tuple[str, str, str]]
    omissions: list[Omission]
    method: str


def title_of(titles: Mapping[str, str]) -> str:
    """The title in the reader's language."""
    return titles.get(TAGS.get(get_language() or "", ""), "") or next(iter(titles.values()), "")


def publication_list(cards: Iterable[Card], *, may_propose: bool) -> ListPage:
    """All versions, the newest first."""
    columns = [
        Column(gettext("Title")),
        Column(gettext("Number")),
        Column(gettext("State")),
        Column(gettext("Periods"), wide=True),
        Column(gettext("As of"), wide=True),
        Column(gettext("Decided")),
    ]
    rows = [
        Row(
            href=reverse("desk:publication", args=[one.id]),
            head=title_of(one.titles),
            cells=[
                gettext("%(code)s, version %(version)s") % {"code": one.code, "version": one.version},
                said(STATES, one.state),
                periods_text(one.periods),
                as_of_text(one.as_of),
                instant_html(one.decided_at),
            ],
            key=str(one.id),
        )
        for one in cards
    ]
    return ListPage(
        title=gettext("Publications"),
        columns=columns,
        rows=rows,
        sentence=[gettext("all versions"), gettext("newest first")],
        blank=Blank(
            gettext("Nothing has been published yet"),
            gettext(
                "A publication freezes the figures of a run, leaves out what could point at people, and is signed. One "
                "person proposes it, another approves it."
            ),
            gettext("Choose a run to publish") if may_propose else "",
            reverse("desk:runs") if may_propose else "",
        ),
        ident="publications",
    )


def periods_text(keys: Iterable[str]) -> str:
    """Periods as people say them; years stand for their months."""
    years = [key for key in keys if len(key) == 4]
    months = [key for key in keys if len(key) != 4 and key[:4] not in years]
    shown = [period_text(key) for key in (*years, *months)]
    more = " …" if len(shown) > FEW else ""
    return gettext(", ").join(shown[:FEW]) + more


def facts(one: Any, names: Mapping[str, str], run_href: str) -> list[tuple[str, str | SafeString]]:
    """What the version is, who decided what, and what it rests on."""
    found: list[tuple[str, str | SafeString]] = [
        (
            gettext("Number"),
            gettext("%(code)s, version %(version)s") % {"code": one.code, "version": one.version},
        ),
        (gettext("State"), said(STATES, one.state)),
        (gettext("Periods"), periods_text(one.periods)),
        (gettext("As of"), as_of_text(one.as_of)),
        (gettext("Rule"), one.criteria_id),
        _rests_on(one, run_href),
        (gettext("Proposed by"), person_text(one.proposed_by, names)),
        (gettext("Proposed"), instant_html(one.proposed_at)),
    ]
    if one.decided_by:
        found.append((gettext("Decided by"), person_text(one.decided_by, names)))
        found.append((gettext("Decided"), instant_html(one.decided_at)))
    if one.withdrawn_by:
        found.append((gettext("Withdrawn by"), person_text(one.withdrawn_by, names)))
        found.append((gettext("Withdrawn"), instant_html(one.withdrawn_at)))
    if one.reason:
        found.append((gettext("Reason"), one.reason))
    return found


def _rests_on(one: Any, run_href: str) -> tuple[str, str | SafeString]:
    if one.campaign:
        return gettext("Campaign"), link(reverse("planning:campaign", args=[one.campaign]), one.campaign)
    run = gettext("run %(run)s") % {"run": one.run_id}
    return gettext("Run"), link(run_href, run) if run_href else run


def person_text(ref: str, names: Mapping[str, str]) -> str:
    """A person by name and user name; the console by what it is."""
    kind, _, username = ref.partition(":")
    if ref in names:
        return f"{names[ref]} ({username})"
    return gettext("the machine's own console") if ref == "console" else (username or kind)


def preview(stated: Mapping[str, Any]) -> Preview:
    """The tables and omissions that a file states."""
    titles = {table["name"]: title_of(table["title"]) for table in stated.get("tables", ())}
    return Preview(
        tables=[
            (titles[table["name"]], count(table["rows"]), count(len(table["columns"])))
            for table in stated.get("tables", ())
        ],
        omissions=[
            Omission(titles.get(one["table"], one["table"]), count(one["cells"]), title_of(one["why"]))
            for one in stated.get("redaction", ())
        ],
        method=title_of(stated.get("method", {})),
    )
