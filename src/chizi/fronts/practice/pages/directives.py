"""Directives and notes of those who steer: lists and single ones."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.words import N_
from chizi.fronts.kit.formats import count, day_text, instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.practice.pages.applications import learned_href
from chizi.fronts.practice.pages.showing import Fact, Told, Way, exports, link_or_text, paging, way
from chizi.fronts.practice.words import ADVICE, KINDS_OF_ADVICE, LECTURES, SERVICES, USES
from chizi.learn.queries import AdviceList, AdvicePage, DirectiveList, DirectivePage
from chizi.learn.queries.directives import UseLine

DIRECTIVES = (
    DataColumn("row", "integer", N_("Number")),
    DataColumn("number", "text", N_("Number of the document")),
    DataColumn("title", "text", N_("Title")),
    DataColumn("issuer", "text", N_("Issuing party")),
    DataColumn("issued", "date", N_("Issued on")),
    DataColumn("honours", "text", N_("Whom it honours")),
    DataColumn("uses", "integer", N_("Actions that serve it")),
)
NOTES = (
    DataColumn("number", "integer", N_("Number")),
    DataColumn("kind", "text", N_("Kind")),
    DataColumn("party", "text", N_("To")),
    DataColumn("text", "text", N_("What was advised")),
    DataColumn("by", "text", N_("From")),
    DataColumn("given", "instant", N_("Written on")),
    DataColumn("state", "text", N_("State")),
    DataColumn("replied", "instant", N_("Replied")),
)


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """From the list of directives down."""
    return [(pgettext("tab", "Directives"), reverse("practice:directives")), *more]


def advice_trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """From the list of notes down."""
    return [(pgettext("tab", "Advice"), reverse("practice:advice")), *more]


def directive_list(request: HttpRequest, found: DirectiveList, *, manages: bool) -> ListPage:
    """Some directives."""
    rows = [
        Row(
            reverse("practice:directive", args=[one.id]),
            one.title,
            [one.number, one.issuer, day_text(one.issued_on), one.honours or "–", count(one.uses)],
        )
        for one in found.directives
    ]
    where = (gettext("Record a directive"), reverse("practice:directive_new")) if manages else ("", "")
    return ListPage(
        title=gettext("Directives"),
        columns=[
            Column(gettext("Title")),
            Column(gettext("Number of the document")),
            Column(gettext("Issuing party"), wide=True),
            Column(gettext("Issued on"), wide=True),
            Column(gettext("Whom it honours")),
            Column(gettext("Actions that serve it"), number=True),
        ],
        rows=rows,
        sentence=[gettext("all that bind your part")],
        exports=exports(request, "directives_export"),
        blank=Blank(
            gettext("No directive yet"),
            gettext("A notice to learn from somebody is attached to tasks, materials, lectures and service items that "
                    "exist already. It makes no new form."),
            *where,
        ),
        **paging(request, found.after),
    )  # fmt: skip


def came_of(found: DirectivePage) -> ListPage:
    """What serves a directive, and what came of it."""
    rows = [
        Row(one.href, one.title or gettext("outside your part"), [said(USES, one.kind), outcome(one)])
        for one in found.uses
    ]
    return ListPage(
        title=gettext("What it is attached to, and what came of it"),
        columns=[Column(gettext("Action")), Column(gettext("Kind")), Column(gettext("What came of it"))],
        rows=rows,
        sentence=[gettext("no form of its own")],
        blank=Blank(
            gettext("Attached to nothing yet"),
            gettext("Attach it to an action that exists already; by itself it asks nobody for anything."),
        ),
        ident="uses",
    )


def outcome(one: UseLine) -> str:
    """What came of one action."""
    if one.kind == "task" and one.asked is not None:
        return gettext("%(done)s of %(asked)s results accepted") % {
            "done": count(one.done or 0), "asked": count(one.asked),
        }  # fmt: skip
    if one.kind == "material" and one.done is not None:
        return gettext("applied and confirmed: %(count)s") % {"count": count(one.done)}
    if one.kind == "lecture" and one.day is not None:
        return f"{said(LECTURES, one.state)} · {day_text(one.day)}"
    return said(SERVICES, one.state) if one.state else "–"


def directive_facts(found: DirectivePage) -> list[Fact]:
    """Number, issuer, day, whom it honours, his story."""
    one = found.directive
    rows: list[Fact] = [
        (gettext("Number of the document"), one.number),
        (gettext("Issuing party"), one.issuer.name),
        (gettext("Issued on"), day_text(one.issued_on)),
    ]
    if one.honours:
        rows.append((gettext("Whom it honours"), one.honours))
    if found.story_title:
        rows.append(
            (gettext("His story in the library"), link_or_text(learned_href(one.story), found.story_title))
        )
    return rows


def directive_ways(found: DirectivePage) -> list[Way]:
    """What the viewer may do."""
    number, ways = found.directive.pk, []
    if found.may_attach:
        ways.append(way(gettext("Attach it to an action"), "directive_attach", number,
                        why=gettext("To one that exists already.")))  # fmt: skip
        if found.uses:
            ways.append(way(gettext("Detach it from an action"), "directive_detach", number))
    if found.may_withdraw:
        ways.append(way(gettext("Withdraw it"), "directive_withdraw", number, at_once=True))
    return ways


def advice_list(request: HttpRequest, found: AdviceList, words: list[str], *, writes: bool) -> ListPage:
    """Some notes."""
    rows = [
        Row(
            reverse("practice:note", args=[one.id]),
            one.text[:60] + ("…" if len(one.text) > 60 else ""),
            [said(KINDS_OF_ADVICE, one.kind), one.party, one.given_by, said(ADVICE, one.state),
             instant_html(one.given_at)],
        )
        for one in found.advice
    ]  # fmt: skip
    where = (gettext("Write a note"), reverse("practice:note_new")) if writes else ("", "")
    return ListPage(
        title=gettext("Notes to parties"),
        columns=[
            Column(gettext("What was advised")),
            Column(gettext("Kind"), wide=True),
            Column(gettext("To")),
            Column(gettext("Advice from"), wide=True),
            Column(gettext("State")),
            Column(gettext("Written on"), wide=True),
        ],
        rows=rows,
        sentence=words,
        clear_href=request.path if len(words) > 1 else "",
        exports=exports(request, "advice_export"),
        blank=Blank(
            gettext("No note yet"),
            gettext("Guidance, targeted advice and line supervision: each note goes to one party, which replies. None "
                    "of them orders anything."),
            *where,
        ),
        **paging(request, found.after),
    )  # fmt: skip


def advice_ways(found: AdvicePage) -> list[Way]:
    """What the viewer may do."""
    number, ways = found.advice.pk, []
    if found.may_reply:
        ways.append(way(gettext("Reply"), "note_reply", number))
    if found.may_withdraw:
        ways.append(way(gettext("Take it back"), "note_withdraw", number, at_once=True))
    return ways


def advice_facts(found: AdvicePage) -> list[Fact]:
    """To whom, by whom, about what."""
    one = found.advice
    rows: list[Fact] = [
        (gettext("Kind"), said(KINDS_OF_ADVICE, one.kind)),
        (gettext("To"), one.party.name),
        (gettext("Advice from"), f"{found.given_by} · {one.given_for}" if one.given_for else found.given_by),
    ]
    if found.subject:
        kind, _, number = one.about.partition(":")
        base = "/plan/assignments/" if kind == "assignment" else "/practice/venues/"
        rows.append((gettext("What about"), link_or_text(f"{base}{number}/", found.subject)))
    return rows


def advice_story(found: AdvicePage) -> list[Told]:
    """The note and its reply."""
    one = found.advice
    told = [Told(gettext("Written on"), found.given_by, one.given_at, [("", one.text)])]
    if one.replied_at is not None:
        told.append(Told(gettext("Replied"), found.replied_by, one.replied_at, [("", one.reply)]))
    return told
