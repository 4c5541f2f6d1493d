"""Practical service items: list, one item with its story, the file to take away."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.fronts.kit.formats import day_text, instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.practice.pages.showing import Fact, Told, Way, dataset, exports, paging, shown_file, way
from chizi.fronts.practice.words import CLOSINGS, PEOPLE, SERVICE_FILTER, SERVICES, SOURCES, STEPS
from chizi.learn.queries import ServiceList, ServicePage

COLUMNS = (
    DataColumn("number", "integer", N_("Number")),
    DataColumn("title", "text", N_("Item")),
    DataColumn("party", "text", N_("Party")),
    DataColumn("for_whom", "text", N_("Done for")),
    DataColumn("source", "text", N_("How it became known")),
    DataColumn("state", "text", N_("State")),
    DataColumn("raised", "instant", N_("Written down")),
    DataColumn("closing", "text", N_("Closed by")),
    DataColumn("closed", "instant", N_("Settled on")),
)


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """From the list down."""
    return [(pgettext("tab", "Service items"), reverse("practice:services")), *more]


def sentence(state: str) -> list[str]:
    """The filter in words."""
    return [gettext("all in my part"), *([said(SERVICE_FILTER, state)] if state else [])]


def service_list(request: HttpRequest, found: ServiceList, state: str, *, records: bool) -> ListPage:
    """Some items."""
    rows = [
        Row(
            reverse("practice:service", args=[one.id]),
            one.title,
            [one.beneficiary, one.party, said(SERVICES, one.state), instant_html(one.raised_at)],
        )
        for one in found.services
    ]
    where = (gettext("Write down a need"), reverse("practice:service_new")) if records else ("", "")
    return ListPage(
        title=gettext("Service items"),
        columns=[
            Column(gettext("Item")),
            Column(gettext("Done for"), wide=True),
            Column(gettext("Party")),
            Column(gettext("State")),
            Column(gettext("Written down"), wide=True),
        ],
        rows=rows,
        sentence=sentence(state),
        clear_href=request.path if state else "",
        exports=exports(request, "services_export"),
        blank=Blank(
            gettext("No service item yet"),
            gettext("Something useful that people need and a party does. It is closed by whom it was done for, never "
                    "by who did it."),
            *where,
        ),
        **paging(request, found.after),
    )  # fmt: skip


def service_data(found: ServiceList, state: str, now: datetime) -> Dataset:
    """The list as a file."""
    rows = [
        (one.id, one.title, one.party, one.beneficiary, said(SOURCES, one.source), said(SERVICES, one.state),
         one.raised_at, said(CLOSINGS, one.closing) if one.closing else "", one.closed_at)
        for one in found.services
    ]  # fmt: skip
    return dataset("service-items", COLUMNS, rows, sentence(state), now)


def waits(found: ServicePage) -> str:
    """Who has to move."""
    item = found.item
    if item.state == "open":
        return gettext("next: %(who)s does it") % {"who": item.party.name}
    if item.state == "done":
        return gettext("next: whom it was done for, with the slip; or a public notice")
    if item.state == "notice" and item.notice_until is not None:
        day = {"day": day_text(item.notice_until)}
        if found.notice_over:
            return gettext("the notice ran until %(day)s; somebody of another party may close it") % day
        return gettext("anybody can object until %(day)s") % day
    return ""


def ways(found: ServicePage) -> list[Way]:
    """What the viewer may do now."""
    number, ways_ = found.item.pk, []
    if found.may_work:
        ways_.append(
            way(gettext("It is done"), "service_done", number, why=gettext("That closes nothing yet."))
        )
        ways_.append(way(gettext("Add a step"), "service_step", number))
    if found.may_slip:
        ways_.append(
            way(gettext("Print the slip"), "service_slip", number, at_once=True,
                why=gettext("With a code for whom it was done for. A new slip makes the last one void."))
        )  # fmt: skip
    if found.may_notice:
        ways_.append(
            way(gettext("Make it known publicly"), "service_notice", number, at_once=True,
                why=gettext("Where no slip can be given: some working days in which anybody may object."))
        )  # fmt: skip
    if found.may_close and found.notice_over:
        ways_.append(way(gettext("Close it"), "service_close", number, at_once=True))
    if found.may_use:
        ways_.append(way(gettext("Let it serve a programme"), "use", "service", number))
    if found.may_withdraw:
        ways_.append(way(gettext("Withdraw it"), "service_withdraw", number))
    return ways_


def texts(found: ServicePage) -> list[tuple[str, str]]:
    """What was needed, for whom, what was done."""
    item = found.item
    rows = [(gettext("What is needed"), item.need), (gettext("Done for"), item.beneficiary)]
    rows += [(gettext("What was done"), item.done)] if item.done else []
    return rows + ([(gettext("Word of whom it was done for"), item.words)] if item.words else [])


def facts(found: ServicePage) -> list[Fact]:
    """Whose, since when, how closed."""
    item = found.item
    rows: list[Fact] = [
        (gettext("Party"), item.party.name),
        (gettext("How it became known"), said(SOURCES, item.source)),
        (gettext("Written down"), instant_html(item.raised_at)),
    ]
    if item.notice_until is not None:
        rows.append((gettext("Notice until"), day_text(item.notice_until)))
    if item.closing:
        rows.append((gettext("Closed by"), said(CLOSINGS, item.closing)))
    return rows


def story(found: ServicePage) -> list[Told]:
    """What happened, in the order of time."""
    item, base = found.item, reverse("practice:service", args=[found.item.pk])
    told = [Told(gettext("Written down"), _who(found, item.raised_by), item.raised_at)]
    for one in found.steps:
        files = [shown_file(found.files[digest], base) for digest in one.files if digest in found.files]
        text = [("", one.text)] if one.text else []
        told.append(Told(said(STEPS, one.kind), _who(found, one.by), one.at, text, files))
    return told


def _who(found: ServicePage, ref: str) -> str:
    return said(PEOPLE, ref) if ref in PEOPLE else found.names.get(ref, ref)


def cells(found: ServicePage) -> Sequence[Fact]:
    """What it is about, beside a form."""
    return [*texts(found), *facts(found)]
