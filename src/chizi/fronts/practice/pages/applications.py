"""Applications and reflections: lists, one record, the file to take away."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.fronts.kit.context import address
from chizi.fronts.kit.formats import count, instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.practice.pages.showing import (
    Fact,
    Told,
    Way,
    dataset,
    exports,
    link_or_text,
    paging,
    shown_file,
    way,
)
from chizi.fronts.practice.words import APPLICATIONS, REFLECTIONS, VIEWS
from chizi.learn.queries import ApplicationLine, ApplicationList, ApplicationPage, ReflectionPage
from chizi.learn.queries.reflections import ReflectionList

COLUMNS = (
    DataColumn("number", "integer", N_("Number")),
    DataColumn("person", "text", N_("Learner")),
    DataColumn("party", "text", N_("Party")),
    DataColumn("about", "text", N_("Learned")),
    DataColumn("work", "text", N_("Used in")),
    DataColumn("state", "text", N_("State")),
    DataColumn("claimed", "instant", N_("Claimed on")),
    DataColumn("decided", "instant", N_("Decided on")),
)


def sentence(view: str, state: str) -> list[str]:
    """The filter in words."""
    return [gettext(VIEWS[view]), *([said(APPLICATIONS, state)] if state else [])]


def blank(view: str, learns: bool) -> Blank:
    """What an empty list teaches."""
    if view == "confirm":
        return Blank(
            gettext("Nothing waits to be confirmed"),
            gettext("When somebody of your part says that he used what he learned, it stands here. Nobody confirms "
                    "his own."),
        )  # fmt: skip
    where = (gettext("Claim an application"), reverse("practice:claim")) if learns else ("", "")
    return Blank(
        gettext("No application yet"),
        gettext("Learning counts as applied once it was used in a real matter or task, and somebody else has confirmed "
                "it."),
        *where,
    )  # fmt: skip


def application_list(
    request: HttpRequest, found: ApplicationList, view: str, state: str, *, learns: bool
) -> ListPage:
    """Some applications. People stand in the order of their claims, never by number or speed (R-03)."""
    rows = [
        Row(
            reverse("practice:application", args=[one.id]),
            one.about_title,
            [one.work, one.person, one.party, said(APPLICATIONS, one.state), instant_html(one.claimed_at)],
        )
        for one in found.applications
    ]
    return ListPage(
        title=gettext("Applications"),
        columns=[
            Column(gettext("Learned")),
            Column(gettext("Used in")),
            Column(gettext("Learner"), wide=view == "mine"),
            Column(gettext("Party"), wide=True),
            Column(gettext("State")),
            Column(gettext("Claimed on"), wide=True),
        ],
        rows=rows,
        sentence=sentence(view, state),
        clear_href=f"{request.path}?view={view}" if state else "",
        exports=exports(request, "applications_export"),
        blank=blank(view, learns),
        **paging(request, found.after),
    )


def application_data(lines: Sequence[ApplicationLine], words: Sequence[str], now: datetime) -> Dataset:
    """The list as a file."""
    rows = [
        (one.id, one.person, one.party, one.about_title, one.work, said(APPLICATIONS, one.state), one.claimed_at,
         one.decided_at)
        for one in lines
    ]  # fmt: skip
    return dataset("applications", COLUMNS, rows, words, now)


def trail(found: ApplicationPage, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """From the list to the application."""
    own = reverse("practice:application", args=[found.line.id]) if more else ""
    return [(pgettext("tab", "Applications"), reverse("practice:home")), (found.line.about_title, own), *more]


def learned_href(about: str) -> str:
    """Where a material can be read, if the library is there."""
    kind, _, number = about.partition(":")
    return address("library:material", int(number)) if kind == "material" and number.isdecimal() else ""


def beside(found: ApplicationPage) -> list[Fact]:
    """What it is about, short."""
    line = found.line
    return [
        (gettext("Learned"), link_or_text(learned_href(line.about), line.about_title)),
        (gettext("Used in"), link_or_text(found.work_href, line.work)),
        (gettext("Learner"), line.person),
        (gettext("Party"), line.party),
        (gettext("What he did differently"), found.application.text),
    ]


def ways(found: ApplicationPage) -> list[Way]:
    """What the viewer may do now."""
    number, ways_ = found.line.id, []
    if found.may_decide:
        ways_.append(
            way(gettext("Confirm it"), "confirm", number, why=gettext("Only then it counts as applied."))
        )
        ways_.append(
            way(
                gettext("Give it back"),
                "return",
                number,
                why=gettext("With a note: what is missing."),
            )
        )
    if found.may_claim_again:
        ways_.append(way(gettext("Claim it again"), "claim_again", number))
    if found.may_withdraw:
        ways_.append(way(gettext("Take it back"), "claim_withdraw", number, at_once=True))
    if found.may_use:
        ways_.append(
            way(gettext("Let it serve a programme"), "use", "application", number,
                why=gettext("Entered once; referred to instead of typed again."))
        )  # fmt: skip
    return ways_


def waits(found: ApplicationPage) -> str:
    """Who has to move."""
    if found.line.state == "claimed":
        return gettext("next: somebody else who confirms learning there")
    if found.line.state == "returned" and found.after is None:
        return gettext("next: %(who)s may claim it again") % {"who": found.line.person}
    return ""


def story(found: ApplicationPage) -> list[Told]:
    """The claims and decisions, in the order of time."""
    told: list[Told] = []
    for one in (*found.before, found.application):
        told.append(Told(gettext("Claimed"), found.line.person, one.claimed_at, [("", one.text)]))
        if one.decided_at is not None:
            by = found.decided_by if one == found.application else ""
            note = [("", one.note)] if one.note else []
            told.append(Told(said(APPLICATIONS, one.state), by, one.decided_at, note))
    return told


def facts(found: ApplicationPage) -> list[Fact]:
    """What, where, who."""
    rows: list[Fact] = beside(found)[:4]
    if found.after is not None:
        href = reverse("practice:application", args=[found.after.pk])
        rows.append((gettext("Claimed again"), link_or_text(href, gettext("Open it"))))
    return rows


def reflection_list(request: HttpRequest, found: ReflectionList) -> ListPage:
    """One's own reflections."""
    rows = [
        Row(
            reverse("practice:reflection", args=[one.id]),
            one.about_title,
            [one.text[:80] + ("…" if len(one.text) > 80 else ""), said(REFLECTIONS, one.state),
             instant_html(one.written_at)],
        )
        for one in found.reflections
    ]  # fmt: skip
    return ListPage(
        title=gettext("My reflections"),
        columns=[
            Column(gettext("What about")),
            Column(gettext("Text")),
            Column(gettext("State")),
            Column(gettext("Written on"), wide=True),
        ],
        rows=rows,
        sentence=[gettext("My own; nobody else lists them")],
        blank=Blank(
            gettext("No reflection yet"),
            gettext(
                "A few sentences on what you learned, if you like. They stay yours and are never published."
            ),
            gettext("Write one"),
            reverse("practice:reflect"),
        ),
        **paging(request, found.after),
    )


def reflection_story(found: ReflectionPage) -> list[Told]:
    """The versions, newest first, with their pictures."""
    base = reverse("practice:reflection", args=[found.reflection.pk])
    return [
        Told(
            gettext("Version %(number)s") % {"number": count(one.number)},
            "",
            one.written_at,
            [("", one.text)],
            [shown_file(found.files[digest], base) for digest in one.files if digest in found.files],
        )
        for one in found.versions
    ]
