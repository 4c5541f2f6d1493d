"""Pages of the bank of questions."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.fronts.kit.formats import instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, link, with_query
from chizi.fronts.study.words import TRUTHS, WORKS, article_href, kind_text
from chizi.learn.queries import (
    BankRow,
    ObjectiveLine,
    QuestionFilters,
    QuestionLine,
    QuestionList,
    QuestionPage,
)
from chizi.learn.rules.questions import QuestionKind, authored
from chizi.learn.rules.questions_sheet import COLUMNS, sheet_row

STATES: dict[str, str] = {"": N_("in use"), "withdrawn": N_("withdrawn"), "all": N_("in use or withdrawn")}
LONGEST = 80


def stem_line(stem: str) -> str:
    """The beginning of a question on one line."""
    line = " ".join(stem.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def question_list(
    request: HttpRequest, found: QuestionList, filters: QuestionFilters, objectives: Sequence[ObjectiveLine]
) -> ListPage:
    """The bank; its count is that of the objectives, where nothing else narrows it."""
    narrowed = any((filters.words, filters.objective, filters.kind, filters.state))
    titles = {one.code: one.title for one in objectives}
    total = sum(one.questions for one in objectives)
    query = request.GET.copy()
    query.pop("after", None)
    exports = [
        (name, f"{reverse('study:questions_export', args=[form])}?{query.urlencode()}")
        for name, form in (("CSV", "csv"), ("Excel", "xlsx"))
    ]
    said = [
        filters.words,
        titles.get(filters.objective, ""),
        kind_text(filters.kind) if filters.kind else "",
        gettext(STATES[filters.state]) if filters.state in STATES and filters.state else "",
    ]
    return ListPage(
        title=gettext("Questions"),
        columns=[
            Column(gettext("Question")),
            Column(gettext("Kind")),
            Column(gettext("Objective"), wide=True),
            Column(gettext("Kept by"), wide=True),
            Column(gettext("Version"), number=True, wide=True),
        ],
        rows=[_question_row(one) for one in found.questions],
        sentence=[one for one in said if one],
        total=""
        if narrowed
        else ngettext("%(count)s question", "%(count)s questions", total) % {"count": f"{total:,}"},
        clear_href=reverse("study:questions") if narrowed else "",
        next_href=with_query(request, after=found.after) if found.after else "",
        first_href=with_query(request, after="") if request.GET.get("after") else "",
        exports=exports,
        blank=Blank(
            gettext("No question fits"),
            gettext(
                "Write one, or bring a sheet, an Aiken or a GIFT file. Each question asks for an objective."
            ),
            gettext("Write a question"),
            reverse("study:question_new"),
        ),
    )


def _question_row(one: QuestionLine) -> Row:
    state = f" · {gettext('withdrawn')}" if one.withdrawn else ""
    cells = [kind_text(one.kind) + state, one.objective, one.place, str(one.version)]
    return Row(reverse("study:question", args=[one.id]), stem_line(one.stem), cells)


def option_lines(found: QuestionPage) -> list[tuple[str, str, bool]]:
    """(letter, text, whether right) of the version shown; an ordering in its right order."""
    one = found.shown.wording
    texts = dict(one.options)
    if one.kind == QuestionKind.ORDERING:
        return [(str(at), texts[key], True) for at, key in enumerate(one.key, 1)]
    if one.kind == QuestionKind.TRUE_FALSE:
        return [("", gettext(TRUTHS[key]), True) for key in one.key if key in TRUTHS]
    if one.kind == QuestionKind.SHORT:
        return [("", text, True) for text in one.key]
    return [(key, text, key in one.key) for key, text in one.options]


def question_facts(found: QuestionPage) -> list[tuple[str, str | SafeString]]:
    """What a question is about."""
    one, shown = found.question, found.shown
    facts: list[tuple[str, str | SafeString]] = [
        (gettext("Number"), str(one.pk)),
        (gettext("Kind of question"), kind_text(shown.kind)),
        (gettext("Objective"), one.objective.title),
        (gettext("Kept by the office of"), one.region.name),
        (gettext("Version"), f"{shown.number} / {one.version}"),
    ]
    if shown.work in WORKS:
        facts.append((gettext("About"), gettext(WORKS[shown.work])))
    if shown.article:
        href = article_href(shown.article)
        where = link(href, gettext("Read it in the library")) if href else shown.article
        facts.append((gettext("Article behind it"), where))
    if one.withdrawn_at is not None:
        facts.append((gettext("Withdrawn"), instant_html(one.withdrawn_at)))
        facts.append((gettext("Reason"), one.reason))
    return facts


def version_list(found: QuestionPage) -> list[tuple[str, str, SafeString | str, bool]]:
    """Number, address, when, whether shown."""
    page = reverse("study:question", args=[found.question.pk])
    return [
        (
            gettext("Version %(number)s") % {"number": one.number},
            f"{page}?version={one.number}",
            instant_html(one.made_at),
            one.number == found.shown.number,
        )
        for one in found.versions
    ]


def bank_data(rows: Sequence[BankRow]) -> Dataset:
    """The bank in the columns of the import."""
    columns = tuple(DataColumn(name, "text", name, meaning) for name, meaning in COLUMNS.items())
    said = [
        tuple(sheet_row(one.objective_code, authored(one.objective_code, one.wording), one.id).values())
        for one in rows
    ]
    return Dataset("questions", columns, said)
