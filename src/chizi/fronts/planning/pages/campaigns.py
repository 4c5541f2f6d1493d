"""The list of campaigns, what one says of itself, and a preview of a special one."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.fronts.kit.formats import count, day_text
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.planning.pages.lights import colour_word, light_html, reason_of, share_html
from chizi.fronts.planning.words import CAMPAIGN_KINDS, CAMPAIGN_STATES
from chizi.plan.queries import CampaignLine, CampaignList

Trail = list[tuple[str, str]]
COLUMNS = (
    DataColumn("code", "text", N_("Code")),
    DataColumn("title", "text", N_("Campaign")),
    DataColumn("kind", "text", N_("Kind")),
    DataColumn("state", "text", N_("State")),
    DataColumn("edition", "integer", N_("Edition"), N_("0: not issued yet")),
    DataColumn("issuer", "text", N_("Issuing party")),
    DataColumn("starts", "date", N_("First day")),
    DataColumn("ends", "date", N_("Last day")),
    DataColumn("light", "text", N_("Colour of the last day")),
    DataColumn("check_on", "date", N_("Mid-term check"), N_("empty for a general campaign")),
    DataColumn("measures", "integer", N_("Measures"), N_("owed within the viewer's part of the tree")),
    DataColumn("covered", "integer", N_("Covered"), N_("measures with at least one accepted result")),
    DataColumn("asked", "integer", N_("Asked"), N_("assignments owed, without those exempted")),
    DataColumn("done", "integer", N_("Accepted"), N_("assignments whose result was accepted")),
)


def campaign_href(code: str) -> str:
    """Where a campaign's map is."""
    return reverse("planning:campaign", args=[code])


def trail_to(code: str, title: str, *more: tuple[str, str]) -> Trail:
    """From the list down to a page of a campaign."""
    return [(pgettext("tab", "Campaigns"), reverse("planning:home")), (title, campaign_href(code)), *more]


def edition_text(edition: int) -> str:
    """Which edition binds."""
    if not edition:
        return gettext("not issued yet")
    return gettext("edition %(number)s") % {"number": edition}


def span_text(starts: date, ends: date) -> str:
    """From the first to the last day."""
    return gettext("%(starts)s to %(ends)s") % {"starts": day_text(starts), "ends": day_text(ends)}


def kind_text(one: CampaignLine) -> str:
    """Its kind, a special one with its months."""
    if not one.months:
        return said(CAMPAIGN_KINDS, one.kind)
    words = ngettext("special, %(count)s month", "special, %(count)s months", one.months)
    return words % {"count": one.months}


def campaign_list(
    found: CampaignList, *, may_manage: bool, next_href: str = "", first_href: str = ""
) -> ListPage:
    """Campaigns with their figures, newest first."""
    text = gettext(
        "A campaign has one overall plan, phases, sub-plans and measures. Bring it from a sheet or a TOML file, or"
        " draft it here step by step; once it is issued, its measures become tasks."
    )
    if not may_manage:
        text = gettext("As soon as an office that leads you issues a campaign, its plan can be read here.")
    return ListPage(
        title=gettext("Campaigns in order, the newest first"),
        columns=[
            Column(gettext("Campaign")),
            Column(gettext("State"), gettext("edition")),
            Column(gettext("Last day"), wide=True),
            Column(gettext("Mid-term check"), wide=True),
            Column(gettext("Measures covered"), gettext("with an accepted result")),
            Column(gettext("Assignments done"), gettext("of those owed"), wide=True),
        ],
        rows=[_row(one) for one in found.campaigns],
        next_href=next_href,
        first_href=first_href,
        exports=[
            ("Excel", reverse("planning:export", args=["xlsx"])),
            ("CSV", reverse("planning:export", args=["csv"])),
        ],
        blank=Blank(
            gettext("No campaign yet"),
            text,
            gettext("Download an empty plan to fill in (Excel)") if may_manage else "",
            reverse("planning:template", args=["xlsx"]) if may_manage else "",
        ),
        ident="campaigns",
    )


def _row(one: CampaignLine) -> Row:
    head = format_html('{} <span class="of">{} · {}</span>', one.title, one.code, kind_text(one))
    figures = one.figures
    return Row(
        campaign_href(one.code),
        head,
        [
            state_html(one),
            light_html(one.light),
            light_html(one.check),
            share_html(figures.covered, figures.measures, gettext("Measures covered")),
            share_html(figures.done, figures.asked, gettext("Assignments done")),
        ],
    )


def state_html(one: CampaignLine) -> SafeString:
    """State and edition."""
    return format_html(
        '{} <span class="of">{}</span>', said(CAMPAIGN_STATES, one.state), edition_text(one.edition)
    )


def facts(one: CampaignLine) -> list[tuple[str, str | SafeString]]:
    """What a campaign says of itself."""
    found: list[tuple[str, str | SafeString]] = [
        (gettext("Kind"), kind_text(one)),
        (gettext("State"), state_html(one)),
        (gettext("Issuing party"), one.issuer),
        (gettext("Basis"), one.basis),
        (gettext("Time"), span_text(one.starts, one.ends)),
        (gettext("Last day"), light_html(one.light)),
    ]
    if one.check_on:
        found.append((gettext("Mid-term check"), light_html(one.check)))
    return found


def totals(one: CampaignLine) -> list[tuple[str, SafeString | str]]:
    """Coverage and completion."""
    figures = one.figures
    return [
        (
            gettext("Measures covered"),
            share_html(figures.covered, figures.measures, gettext("Measures covered")),
        ),
        (
            gettext("Assignments done"),
            share_html(figures.done, figures.asked, gettext("Assignments done")),
        ),
    ]


def campaign_data(found: Sequence[CampaignLine]) -> Dataset:
    """The list for an export."""
    rows = [
        (
            one.code,
            one.title,
            said(CAMPAIGN_KINDS, one.kind),
            said(CAMPAIGN_STATES, one.state),
            one.edition,
            one.issuer,
            one.starts,
            one.ends,
            f"{colour_word(one.light.colour.value)}: {reason_of(one.light)}",
            one.check_on,
            one.figures.measures,
            one.figures.covered,
            one.figures.asked,
            one.figures.done,
        )
        for one in found
    ]
    return Dataset("campaigns", COLUMNS, rows, {"rows": count(len(rows))})
