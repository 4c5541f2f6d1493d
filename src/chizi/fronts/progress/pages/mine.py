"""One's own record: each figure with why, each result as it is kept."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from chizi.fronts.kit.figures import Figure, SumLine
from chizi.fronts.kit.formats import count, instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, link
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.progress.words import KINDS, SOURCES, TRUTHS
from chizi.learn.queries import MyRecord, RecordLine, mastery_rule
from chizi.learn.rules.outcomes import VOIDED_BY_OWNER


def figures(items: Any, objectives: Any, applications: dict[str, int]) -> list[Figure]:
    """What is asked and done, mastered, applied; each opens how it comes about."""
    asked = [one for one in items if one.kind == "prescribed"]
    done = [one for one in asked if one.done]
    chosen = sum(1 for one in items if one.kind != "prescribed" and one.done)
    met = [one for one in objectives if one.met]
    rule = mastery_rule()
    return [
        Figure(
            gettext("Done"),
            count(len(done)),
            of=gettext("of %(asked)s asked") % {"asked": count(len(asked))},
            why=[
                SumLine(gettext("Asked of you or of your party"), count(len(asked))),
                SumLine(gettext("Done"), count(len(done)), total=True),
                SumLine(gettext("Besides, chosen freely"), count(chosen)),
            ],
            rule=gettext("What you are exempted from is not asked. Why each thing is asked stands beside it."),
            href=reverse("study:home"),
        ),
        Figure(
            gettext("Mastered"),
            count(len(met)),
            of=gettext("of %(asked)s objectives you answered to") % {"asked": count(len(objectives))},
            why=[
                SumLine(one.title, gettext("%(right)s of the last %(asked)s right") % {
                    "right": one.right, "asked": one.asked})
                for one in objectives[:20]
            ],
            rule=gettext(
                "Mastered: of your last %(answers)s answers at least %(percent)s in a hundred are right, to at least"
                " %(questions)s different questions. Source: %(source)s."
            )
            % {
                "answers": rule.answers,
                "percent": rule.percent,
                "questions": rule.questions,
                "source": rule.source,
            },
        ),
        Figure(
            gettext("Applied and confirmed"),
            count(applications.get("confirmed", 0)),
            of=gettext("%(count)s more wait for somebody else") % {"count": applications.get("claimed", 0)},
            rule=gettext("Learning counts as applied only when somebody else has confirmed it (S1-04)."),
        ),
    ]  # fmt: skip


def record_list(found: MyRecord, next_href: str, first_href: str) -> ListPage:
    """Everything that is kept, the newest first."""
    exports = [
        (word, reverse("progress:mine_export", args=[form]))
        for word, form in (("Excel", "xlsx"), ("CSV", "csv"))
    ]
    return ListPage(
        title=gettext("My results, the newest first"),
        columns=[
            Column(gettext("What")),
            Column(gettext("What came of it")),
            Column(gettext("When"), wide=True),
            Column(gettext("Recorded by"), wide=True),
            Column(gettext("Correct")),
        ],
        rows=[_row(one) for one in found.lines],
        next_href=next_href,
        first_href=first_href,
        exports=exports,
        blank=Blank(
            gettext("Nothing is recorded of you yet"),
            gettext("What you read, answer, pass and apply stands here, and only you see the list."),
            gettext("What is asked of me"),
            reverse("study:home"),
        ),
        ident="record",
    )


def _row(one: RecordLine) -> Row:
    title = one.title or one.objective or one.about
    at = instant_html(one.happened_at)
    head = format_html(
        '{} <span class="of">{}</span><span class="of when">{}</span>', title, said(KINDS, one.kind), at
    )
    cells = [_result(one), at, said(SOURCES, one.source), _correct(one)]
    return Row("", head, cells)


def _result(one: RecordLine) -> str | SafeString:
    if one.voided_at is not None:
        return format_html('{} <span class="of">{}</span>', gettext("taken back"), one.reason)
    word = {True: gettext("met"), False: gettext("not met"), None: gettext("recorded")}[one.met]
    if not one.given:
        return word
    answered = said(TRUTHS, one.given) if one.given in TRUTHS else one.given[:80]
    return format_html(
        '{} <span class="of">{}</span>', word, gettext("answered “%(given)s”") % {"given": answered}
    )


def _correct(one: RecordLine) -> str | SafeString:
    if one.voided_at is not None and one.kind not in VOIDED_BY_OWNER:
        return "–"
    if one.voided_at is not None:
        return link(reverse("progress:restore", args=[one.key]), gettext("Undo"))
    return link(reverse("progress:void", args=[one.key]), gettext("Not right?")) if one.voidable else "–"
