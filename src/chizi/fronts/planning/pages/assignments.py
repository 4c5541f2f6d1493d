"""One assignment: what is asked and why, what can be done now, and the story in the order of time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from chizi.fronts.kit.evidence import Evidence, evidence
from chizi.fronts.kit.formats import count, day_text
from chizi.fronts.kit.lists import link
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.planning.pages.lights import light_html
from chizi.fronts.planning.words import (
    ANSWERS,
    EXEMPTIONS,
    OBJECTIONS,
    RECURRENCES,
    STATES,
    TASK_KINDS,
)
from chizi.plan.queries import AssignmentPage, ObjectionLine, Origin

Fact = tuple[str, str | SafeString]
Texts = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Told:
    """One thing that happened."""

    title: str
    by: str
    at: datetime
    texts: Texts = ()
    files: Sequence[Evidence] = ()
    note: str = ""


@dataclass(frozen=True)
class Way:
    """A step the viewer may take: a form behind a link, or a button; ``why`` says what it does."""

    title: str
    href: str
    why: str = ""
    at_once: bool = False


@dataclass(frozen=True)
class Standing:
    """Where it stands, and who has to move."""

    state: str
    waits: str = ""
    colour: SafeString | str = field(default="")


def trail(found: AssignmentPage, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """From the list to the assignment."""
    own = "" if not more else reverse("planning:assignment", args=[found.assignment.pk])
    return [(pgettext("tab", "Assignments"), reverse("planning:assignments")), (found.line.title, own), *more]


def standing(found: AssignmentPage) -> Standing:
    """The state in a sentence with whoever has to move."""
    line = found.line
    waits, colour = "", light_html(line.light) if line.light.colour.value != "done" else ""
    if line.state in ("open", "returned"):
        waits = gettext("next: %(who)s hands in a result") % {"who": line.person or line.party}
    elif line.state == "submitted":
        waits = gettext("next: %(who)s accepts the result or returns it") % {"who": line.issuer}
    return Standing(said(STATES, line.state), waits, colour)


def whole_texts(found: AssignmentPage) -> list[tuple[str, str]]:
    """What is asked for and on what basis, in full."""
    task = found.assignment.task
    return [(gettext("What is asked for"), task.text), (gettext("Basis"), task.basis)]


def facts(found: AssignmentPage, names: Mapping[str, str], origin: Origin | None) -> list[Fact]:
    """For whom, by whom, why, in which days and at what cost."""
    row, task, line = found.assignment, found.assignment.task, found.line
    rows: list[Fact] = [
        (gettext("For whom"), f"{line.party} · {line.person}" if line.person else line.party),
        (gettext("In whose name"), line.issuer),
        (gettext("Window"), window_text(row.opens, row.due)),
        (gettext("Task"), link(reverse("planning:task", args=[task.pk]), task.title)),
        *why_facts(found, origin),
        (gettext("Kind"), said(TASK_KINDS, row.kind)),
        *cost_facts(task),
        (gettext("Given out by"), names.get(row.assigned_by, row.assigned_by)),
    ]
    return rows


def why_facts(found: AssignmentPage, origin: Origin | None) -> list[Fact]:
    """The measure it serves with the plans above, or what it comes from."""
    if found.measure is None:
        return [(gettext("Comes from"), origin_html(origin))]
    measure = found.measure
    base = reverse("planning:campaign", args=[found.line.campaign_code])
    path = [(base, found.line.campaign), *((f"{base}#plan-{code}", title) for code, title in found.path)]
    return [
        (gettext("Measure"), link(reverse("planning:measure", args=[measure.pk]), measure.title)),
        (gettext("In the plan"), path_html(path)),
    ]


def path_html(path: Sequence[tuple[str, str]]) -> SafeString:
    """Plans from the top, each a link."""
    return format_html_join(mark_safe(' <span aria-hidden="true">›</span> '), '<a href="{}">{}</a>', path)


def origin_html(origin: Origin | None) -> str | SafeString:
    """The decision or instruction that a task comes from, opening it where the viewer may see it."""
    if origin is None:
        return gettext("outside the plan; a second person approved it, or has to")
    decided = origin.kind == "decision"
    word = gettext("a decision of a meeting") if decided else gettext("a written instruction")
    if not origin.page:
        return word
    try:
        href = reverse("guidance:meeting" if decided else "guidance:instruction", args=[origin.page])
    except NoReverseMatch:
        return f"{word}: {origin.title}"
    return format_html('{}: <a href="{}">{}</a>', word, href, origin.title)


def cost_facts(task: Any) -> list[Fact]:
    """How often, how many minutes, until when (R-06)."""
    rows: list[Fact] = []
    if task.recurs:
        rows.append((gettext("How often"), said(RECURRENCES, task.recurs)))
    if task.minutes:
        rows.append(
            (gettext("Cost"), gettext("%(count)s minutes each time") % {"count": count(task.minutes)})
        )
    if task.sunset:
        rows.append((gettext("Ends for good on"), day_text(task.sunset)))
    if task.exception_only:
        rows.append((gettext("Reported"), gettext("only when there is something to report")))
    return rows


def window_text(opens: Any, due: Any) -> str:
    """From the first to the last day."""
    return gettext("%(starts)s to %(ends)s") % {"starts": day_text(opens), "ends": day_text(due)}


def ways(found: AssignmentPage) -> list[Way]:
    """The steps that are open to the viewer, what is most wanted first."""
    at, row = found.assignment.pk, found.assignment

    def to(name: str) -> str:
        return reverse(f"planning:{name}", args=[at])

    passing = gettext("Word for word, with the same days, to parties below %(party)s.") % {
        "party": row.party.name
    }
    offers = (
        (found.may_decide, Way(gettext("Accept the result"), to("accept"))),
        (
            found.may_decide,
            Way(gettext("Return the result"), to("return"), gettext("You say what is missing.")),
        ),
        (found.may_answer, Way(gettext("Answer the objection"), to("answer"))),
        (found.may_work, Way(gettext("Hand in a result"), to("submit"))),
        (
            found.may_take_back,
            Way(gettext("Take the result back"), to("take_back"), gettext("Nobody has decided yet."), True),
        ),
        (
            found.may_object,
            Way(
                gettext("Object"),
                to("object"),
                gettext("No basis, asked for already, or no reasonable time."),
            ),
        ),
        (found.may_hand_over, Way(gettext("Hand over"), to("hand_over"), gettext("To one person, or back."))),
        (found.may_cascade, Way(pgettext("step", "Pass down"), to("pass_down"), passing)),
        (
            found.may_exempt,
            Way(gettext("Exempt"), to("exempt"), gettext("It leaves every denominator and load.")),
        ),
    )
    return [way for allowed, way in offers if allowed]


def refs(found: AssignmentPage) -> set[str]:
    """Everybody whom the page names."""
    names = {found.assignment.assigned_by}
    for one in found.results:
        names |= {one.submitted_by, one.decided_by}
    for said_ in found.objections:
        names |= {said_.raised_by, said_.answered_by}
    if found.exemption is not None:
        names.add(found.exemption.granted_by)
    return names - {""}


def story(found: AssignmentPage, names: Mapping[str, str]) -> list[Told]:
    """Everything that happened, oldest first, files in place."""
    row = found.assignment
    told = [_given(found, names)]
    for result in found.results:
        told += _of_result(found, result, names)
    for objection in found.objections:
        told += _of_objection(objection, names)
    if found.exemption is not None:
        let_off = found.exemption
        told.append(
            Told(
                gettext("Exempted"),
                names.get(let_off.granted_by, let_off.granted_by),
                let_off.granted_at,
                [(said(EXEMPTIONS, let_off.ground), let_off.text)],
            )
        )
    if row.state == "withdrawn" and row.settled_at is not None:
        told.append(
            Told(pgettext("story", "Withdrawn"), "", row.settled_at, [(gettext("Reason"), row.reason)])
        )
    return sorted(told, key=lambda one: one.at)


def _given(found: AssignmentPage, names: Mapping[str, str]) -> Told:
    row = found.assignment
    beyond = row.reason if row.state != "withdrawn" else ""
    texts = [(gettext("Given beyond the cap, because"), beyond)] if beyond else []
    title = gettext("Given to %(party)s") % {"party": row.party.name}
    return Told(title, names.get(row.assigned_by, row.assigned_by), row.assigned_at, texts)


def _of_result(found: AssignmentPage, one: Any, names: Mapping[str, str]) -> list[Told]:
    texts = [("", one.text)] if one.text else []
    note = ""
    if one.refers_to is not None:
        note = gettext("Refers to the accepted result of assignment %(number)s.") % {
            "number": one.refers_to.assignment_id
        }
    title = gettext("Result handed in, version %(number)s") % {"number": one.number}
    by = names.get(one.submitted_by, one.submitted_by)
    told = [Told(title, by, one.submitted_at, texts, _files(found, one), note)]
    if one.state == "withdrawn":
        told[0] = Told(title, by, one.submitted_at, texts, _files(found, one), gettext("taken back"))
    if one.decided_at is not None:
        accepted = one.state == "accepted"
        word = gettext("Result accepted") if accepted else gettext("Result returned")
        notes = [("", one.note)] if one.note else []
        told.append(Told(word, names.get(one.decided_by, one.decided_by), one.decided_at, notes))
    return told


def _files(found: AssignmentPage, one: Any) -> list[Evidence]:
    return [shown(found, found.files[digest], one.number) for digest in one.files if digest in found.files]


def shown(found: AssignmentPage, kept: Any, version: int) -> Evidence:
    """A file in place, with where it is downloaded and where its pages are."""
    at = found.assignment.pk
    return evidence(
        kept,
        href=reverse("planning:file", args=[at, kept.digest]),
        page_href=lambda page: reverse("planning:file_page", args=[at, kept.digest, page]),
        version=version,
    )


def _of_objection(one: ObjectionLine, names: Mapping[str, str]) -> list[Told]:
    note = gettext("To be answered by %(day)s.") % {"day": day_text(one.answer_by)}
    told = [
        Told(
            gettext("Objection"),
            names.get(one.raised_by, one.raised_by),
            one.raised_at,
            [(said(OBJECTIONS, one.ground), one.text)],
            (),
            "" if one.answered_at else note,
        )
    ]
    if one.answered_at is not None:
        word = gettext("Objection answered")
        who = names.get(one.answered_by, one.answered_by)
        told.append(Told(word, who, one.answered_at, [(said(ANSWERS, one.outcome), one.answer)]))
    return told


def open_objection(found: AssignmentPage) -> ObjectionLine | None:
    """The objection that waits for its answer."""
    return next((one for one in found.objections if one.answered_at is None), None)


def summary(found: AssignmentPage) -> list[tuple[str, str]]:
    """How it stands now, beside a form that was sent from an old page."""
    rows = [
        (gettext("State"), said(STATES, found.line.state)),
        (gettext("For whom"), f"{found.line.party} · {found.line.person}".rstrip(" ·")),
        (gettext("Window"), window_text(found.line.opens, found.line.due)),
    ]
    if found.results:
        last = found.results[-1]
        rows.append((gettext("Last result"), f"{last.number}: {last.text[:120] or '–'}"))
    return rows
