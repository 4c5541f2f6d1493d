"""Papers as they are taken, and what came of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from chizi.fronts.kit.context import address
from chizi.fronts.kit.formats import day_text
from chizi.fronts.study.pages.learning import met_text, minutes_text
from chizi.fronts.study.words import TRUTHS, article_href, kind_text
from chizi.learn.queries import AttemptPage
from chizi.learn.queries.attempts_reading import AnswerLine
from chizi.learn.rules.questions import ANSWER_LENGTH, QuestionKind, listed


@dataclass(frozen=True)
class Choice:
    """An option as the form draws it; ``place`` is where it stands in an ordering."""

    key: str
    text: str
    ident: str
    name: str
    chosen: bool
    place: str


@dataclass(frozen=True)
class Asked:
    """A question as the form draws it: ``way`` is radio, check, order, line or text."""

    line: AnswerLine
    name: str
    way: str
    hint: str
    choices: list[Choice]
    typed: str
    work_href: str
    most: int


WAYS = {
    QuestionKind.SINGLE: "radio",
    QuestionKind.MULTIPLE: "check",
    QuestionKind.TRUE_FALSE: "radio",
    QuestionKind.ORDERING: "order",
    QuestionKind.SHORT: "line",
    QuestionKind.SCENARIO: "text",
}


def field_name(one: AnswerLine) -> str:
    return f"q{one.question_id}"


def asked_line(one: AnswerLine, typed: QueryDict | None = None) -> Asked:
    """A question with what was answered before, or typed just now where that was refused."""
    name, kind = field_name(one), one.kind
    given = typed.getlist(name) if typed is not None and name in typed else listed(one.given)
    return Asked(
        line=one,
        name=name,
        way=WAYS[QuestionKind(kind)],
        hint=_hint(kind),
        choices=_choices(one, name, given, typed),
        typed="\n".join(given) if kind in (QuestionKind.SHORT, QuestionKind.SCENARIO) else "",
        work_href=work_href(one.work),
        most=ANSWER_LENGTH,
    )


def _choices(one: AnswerLine, name: str, given: list[str], typed: QueryDict | None) -> list[Choice]:
    options = one.wording.options
    places: Mapping[str, str] = typed if typed is not None else {}
    if one.kind == QuestionKind.TRUE_FALSE:
        options = tuple((value, gettext(said)) for value, said in TRUTHS.items())
    return [
        Choice(
            key, text, f"{name}-{key}", name, key in given,
            places.get(f"{name}-{key}", "") or (str(given.index(key) + 1) if key in given else ""),
        )
        for key, text in options
    ]  # fmt: skip


def _hint(kind: str) -> str:
    return {
        QuestionKind.SINGLE: gettext("Choose one."),
        QuestionKind.MULTIPLE: gettext("Choose all that are right."),
        QuestionKind.TRUE_FALSE: gettext("Choose one."),
        QuestionKind.ORDERING: gettext("Give each step its place: 1 for the first."),
        QuestionKind.SHORT: gettext("A word or a few."),
        QuestionKind.SCENARIO: gettext(
            "Write in your own words; another person reads and judges it, no machine."
        ),
    }[QuestionKind(kind)]


def work_href(work: str) -> str:
    """The page of the own work that a scenario question is about."""
    kind, _, number = work.partition(":")
    if not number.isdecimal():
        return ""
    return address("planning:assignment" if kind == "assignment" else "ledger:matter", int(number))


def numbers(found: AttemptPage, at: str) -> list[tuple[str, str, bool, bool]]:
    """Number, address, whether answered, whether here: for the row of numbers."""
    page = reverse("study:attempt", args=[found.attempt.pk])
    return [
        (str(one.position), f"{page}?q={one.position}", one.given is not None, str(one.position) == at)
        for one in found.answers
    ]


def left_text(left: int | None) -> str:
    if left is None:
        return gettext("It may be taken as often as you like.")
    return ngettext("%(count)s attempt is left.", "%(count)s attempts are left.", left) % {"count": left}


def paper_facts(paper: Any, left: int | None) -> list[tuple[str, str]]:
    """What a learner should know beforehand."""
    window = "–"
    if paper.opens is not None and paper.until is not None:
        window = gettext("%(opens)s to %(due)s") % {
            "opens": day_text(paper.opens),
            "due": day_text(paper.until),
        }
    facts = [
        (gettext("Kind of paper"), gettext("graded") if paper.graded else gettext("self-check")),
        (gettext("Questions"), str(paper.asks)),
        (gettext("Open for answers"), window if window != "–" else gettext("any day")),
        (gettext("Met when"), gettext("%(share)s %% of the answers are right") % {"share": paper.pass_share}),
        (gettext("Attempts"), left_text(left)),
    ]
    if paper.about_minutes:
        said = gettext("%(minutes)s; nothing is timed") % {"minutes": minutes_text(paper.about_minutes)}
        facts.append((gettext("Takes about"), said))
    return facts


def outcome_text(found: AttemptPage) -> tuple[str, str]:
    """(a word for the style, the sentence) of what came of it."""
    one = found.attempt
    said = met_text(one.state, one.met)
    if one.state == "waits":
        return "waits", gettext(
            "Somebody else reads what you wrote about your work; then the result stands here."
        )
    if one.met is None:
        return "waits", gettext("All questions were withdrawn meanwhile; nothing is judged, nothing counts.")
    if one.met:
        return "met", gettext("Met: enough of it is right.")
    return "unmet", gettext("Not met yet.") if said else ""


def share_lines(found: AttemptPage) -> list[tuple[str, bool, str]]:
    """By objective whether it was shown, in words: no points, no places (R-03, R-04)."""
    lines = []
    for title, one in found.shares:
        shown = one.right * 100 >= found.paper.pass_share * one.asked
        words = (
            gettext("shown") if shown else gettext("partly shown") if one.right else gettext("not shown yet")
        )
        lines.append((title, shown, words))
    return lines


@dataclass(frozen=True)
class ResultLine:
    """One question of a result."""

    line: AnswerLine
    kind: str
    given: list[str]
    verdict: str
    state: str
    right: list[str]
    article: str
    revealed: bool


def result_line(one: AnswerLine, revealed: bool) -> ResultLine:
    """What was answered, and what is right where that may be shown."""
    state, verdict = _verdict(one, revealed)
    judged = one.kind == QuestionKind.SCENARIO
    return ResultLine(
        line=one,
        kind=kind_text(one.kind),
        given=_in_words(one, listed(one.given)),
        verdict=verdict,
        state=state,
        right=_in_words(one, list(one.wording.key)) if revealed and not judged else [],
        article=article_href(one.wording.article) if revealed else "",
        revealed=revealed,
    )


def _verdict(one: AnswerLine, revealed: bool) -> tuple[str, str]:
    if one.left_out:
        return "out", gettext("The question was withdrawn: your answer is kept and not judged.")
    if one.waits:
        return "waits", gettext("waits for somebody's judgement")
    if one.kind == QuestionKind.SCENARIO and one.note:
        return ("met", gettext("met")) if one.met else ("unmet", gettext("not met yet"))
    if not revealed:
        return "later", ""
    return ("met", gettext("right")) if one.met else ("unmet", gettext("not right"))


def _in_words(one: AnswerLine, said: list[str]) -> list[str]:
    texts = dict(one.wording.options)
    if one.kind == QuestionKind.TRUE_FALSE:
        return [gettext(TRUTHS[each]) for each in said if each in TRUTHS]
    if one.kind in (QuestionKind.SHORT, QuestionKind.SCENARIO):
        return said
    return [f"{key}. {texts[key]}" if key in texts else key for key in said]
