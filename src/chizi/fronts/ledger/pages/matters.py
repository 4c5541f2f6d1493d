"""The page of one matter: the story on the left; facts, clocks and next steps on the right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from chizi.core.clocks import COUNTING
from chizi.core.workflow import Relation
from chizi.fronts.kit.evidence import Evidence, evidence
from chizi.fronts.kit.figures import SumLine
from chizi.fronts.kit.formats import day_text, instant_html
from chizi.fronts.kit.lists import link
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.ledger.words import due_html, reason_of_colour, severity_word, source_word
from chizi.ground.files.queries import KeptFile
from chizi.matters.queries import ClockLine, File, MatterPage, NextStep, StoryStep
from chizi.matters.queries.standing import step_title
from chizi.org.abilities import local_day

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Fact = tuple[str, str | SafeString]


@dataclass(frozen=True)
class Told:
    """One step of the story."""

    title: str
    by: str
    at: Any
    written: Sequence[tuple[str, str]]
    files: Sequence[Evidence]
    undone: bool
    moved: str


@dataclass(frozen=True)
class Clock:
    """A clock with its sum, as `kit/why.html` opens it."""

    label: str
    due: str | SafeString
    why: Sequence[SumLine]
    rule: str
    provisional: str
    running: bool


@dataclass(frozen=True)
class Way:
    """A next step: a link where the viewer may take it, else why not and whom to ask."""

    title: str
    href: str
    why_not: str
    who: str
    names: str
    main: bool = False  # what the page puts first; taking the matter back is never it


def facts(page: MatterPage) -> list[Fact]:
    """What the matter is, without its long texts."""
    matter, kind = page.matter, page.kind
    found: list[Fact] = [
        (gettext("Number"), matter.code),
        (gettext("Party"), link(f"{reverse('ledger:home')}?party={matter.party.code}", matter.party.name)),
        (gettext("Place"), " › ".join(one.name for one in (matter.city, matter.county, matter.town) if one)),
        (gettext("Severity"), severity_word(kind, matter.severity)),
        (gettext("Source"), source_word(kind, matter.source)),
        (gettext("Found on"), instant_html(matter.found_on)),
        (gettext("Raised by"), _raiser(page)),
        (gettext("Raised"), instant_html(matter.raised_at)),
        (gettext("Feedback"), _feedback(page)),
    ]
    if matter.immediate:
        found.append((gettext("To be mended"), gettext("at once, on the spot")))
    if matter.demanded_on:
        found.append((gettext("Demanded until"), instant_html(matter.demanded_on)))
    marks = (
        (pgettext("matter", "Received"), matter.received_at),
        (gettext("Remedy named"), matter.remedied_at),
        (gettext("Replied"), matter.replied_at),
        (gettext("Result verified"), matter.verified_at),
    )
    found += [(term, instant_html(at) if at else gettext("not yet")) for term, at in marks]
    if matter.reopened_at:
        found.append((gettext("Opened again"), instant_html(matter.reopened_at)))
    return found


def _raiser(page: MatterPage) -> str:
    """Who raised it, and for which body he stood there that day; who was not sent there is said to be."""
    if page.matter.body_name:
        said = {"name": page.raiser, "body": page.matter.body_name}
        return gettext("%(name)s, sent there by %(body)s") % said
    if page.matter.source == "guidance":
        return gettext("%(name)s, of no group that stood there that day") % {"name": page.raiser}
    return page.raiser


def _feedback(page: MatterPage) -> str:
    """Same-day feedback (S2-42): said as it was."""
    if page.same_day:
        return gettext("given on the day it was found")
    late = (local_day(page.matter.raised_at) - page.matter.found_on).days
    return ngettext(
        "given %(count)s day after it was found", "given %(count)s days after it was found", late
    ) % {"count": late}


def texts(page: MatterPage) -> list[tuple[str, str]]:
    """Fact and judgement apart, then what is demanded and on what basis."""
    matter = page.matter
    pairs = (
        (gettext("Fact"), matter.fact),
        (gettext("Judgement"), matter.judgement),
        (gettext("What has to be put right"), matter.demand),
        (gettext("Basis"), matter.basis),
    )
    return [(term, text) for term, text in pairs if text]


def story(page: MatterPage) -> list[Told]:
    """The steps, oldest first, each with its files in place."""
    return [
        Told(
            title=one.title,
            by=one.by,
            at=one.at,
            written=tuple((term, _readable(text)) for term, text in one.written),
            files=[shown(page.matter.pk, file) for file in one.files],
            undone=one.undone,
            moved=_moved(one),
        )
        for one in page.story
    ]


def _readable(text: str) -> str:
    """A day is kept as 2026-12-05 and read as a day."""
    try:
        return day_text(date.fromisoformat(text)) if ISO_DAY.fullmatch(text) else text
    except ValueError:
        return text


def _moved(one: StoryStep) -> str:
    return gettext("now: %(state)s") % {"state": one.to_state} if one.moved and not one.undone else ""


def shown(number: int, file: File) -> Evidence:
    """A file shown where it is spoken of; an older version says that it is one."""
    kept = KeptFile(file.digest, file.size, file.media_type, file.name, file.pages)
    parts = [day_text(file.dated_on)] if file.dated_on is not None else []
    parts += [] if file.current else [gettext("replaced or taken back")]
    return evidence(
        kept,
        href=reverse("ledger:file", args=[number, file.id]),
        page_href=lambda page: reverse("ledger:file_page", args=[number, file.id, page]),
        version=file.version,
        note=" · ".join(parts),
    )


def clocks(page: MatterPage) -> list[Clock]:
    """Every clock that was started; the running one first, the others as what they were."""
    return [_clock(page, one) for one in page.clocks]


def _clock(page: MatterPage, one: ClockLine) -> Clock:
    total = one.sum
    why = [
        SumLine(
            gettext("Started by “%(step)s”") % {"step": step_title(page.kind, total.step)},
            day_text(total.start),
        )
    ]
    if total.chosen:
        why.append(
            SumLine(gettext("Last day as demanded"), day_text(total.start + timedelta(days=total.days)))
        )
    else:
        days = ngettext("%(count)s day", "%(count)s days", total.days) % {"count": total.days}
        why.append(SumLine(gettext("Days by the rule, the first not counted"), f"+ {days}"))
    for pause in total.pauses:
        state = gettext(page.kind.flow.state(pause.state).title)
        days = ngettext("%(count)s day", "%(count)s days", pause.days) % {"count": pause.days}
        why.append(SumLine(gettext("Stood still: %(state)s") % {"state": state}, f"+ {days}"))
    why.append(SumLine(gettext("Last day, until midnight"), day_text(total.due), total=True))
    running = one.running and one.colour is not None
    return Clock(
        label=gettext(total.title),
        due=due_html(total.due, one.colour) if running else day_text(total.due),
        why=why,
        rule=f"{gettext(total.source)} {gettext('Days are counted by %(law)s.') % {'law': gettext(COUNTING)}}",
        provisional=reason_of_colour(one.colour) if one.colour is not None else _still(one),
        running=running,
    )


def _still(one: ClockLine) -> str:
    return gettext("It stands still at present.") if one.paused else gettext("It is not running at present.")


def ways(page: MatterPage) -> list[Way]:
    """The lawful next steps: first those that the viewer may take."""
    found = [_way(page, one) for one in page.next]
    return sorted(found, key=lambda one: not one.href)


def _way(page: MatterPage, one: NextStep) -> Way:
    title = gettext(one.rule.title)
    href = reverse("ledger:step", args=[page.matter.pk, one.rule.name]) if one.may else ""
    why_not = sentence(one.why_not) if one.why_not is not None else ""
    back = set(one.rule.by) == {Relation.RAISER}
    return Way(title, href, why_not, one.who, gettext(", ").join(one.names), main=not back)


def standing_text(page: MatterPage) -> SafeString:
    """Where it stands and who has to move, in one sentence."""
    state = gettext(page.line.state_title)
    if not page.owner:
        return format_html("<strong>{}</strong>", state)
    names = gettext(", ").join(page.owners)
    who = f"{page.owner} ({names})" if names else page.owner
    words = gettext("next: %(who)s") % {"who": who}
    return format_html("<strong>{}</strong> · {}", state, words)


def objection_text(page: MatterPage) -> str:
    """The path of objection, said on the notice itself (R-29)."""
    rule = next((one for one in page.kind.flow.steps if one.within_days), None)
    if rule is None:
        return ""
    last = local_day(page.matter.raised_at) + timedelta(days=rule.within_days)
    return gettext(
        "The party may object until %(day)s (within %(days)s days). Somebody who took no part answers within 30 days; "
        "the clock stands still meanwhile. Regulations on Government Supervision Work (2020), art. 17."
    ) % {"day": day_text(last), "days": rule.within_days}
