"""Pages of papers."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from chizi.fronts.kit.formats import day_text, instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, with_query
from chizi.fronts.study.pages.attempts import left_text
from chizi.fronts.study.pages.learning import minutes_text
from chizi.fronts.study.pages.questions import stem_line
from chizi.fronts.study.words import PAPER_STATES, kind_text
from chizi.learn.queries import PaperLine, PaperList, PaperPage


def paper_list(request: HttpRequest, found: PaperList, words: str, state: str, *, manages: bool) -> ListPage:
    """Papers, newest first."""
    said = [words, gettext(PAPER_STATES[state]) if state in PAPER_STATES else ""]
    return ListPage(
        title=gettext("Papers"),
        columns=[
            Column(gettext("Paper")),
            Column(gettext("Kind of paper")),
            Column(gettext("State")),
            Column(gettext("Open for answers"), wide=True),
            Column(gettext("Questions"), number=True, wide=True),
            Column(gettext("Kept by"), wide=True),
        ],
        rows=[
            Row(
                reverse("study:paper", args=[one.id]),
                one.title,
                [
                    gettext("graded") if one.graded else gettext("self-check"),
                    gettext(PAPER_STATES[one.state]),
                    window_text(one),
                    str(one.asks),
                    one.place,
                ],
            )
            for one in found.papers
        ],
        sentence=[one for one in said if one],
        clear_href=reverse("study:papers") if words or state else "",
        next_href=with_query(request, after=found.after) if found.after else "",
        first_href=with_query(request, after="") if request.GET.get("after") else "",
        blank=Blank(
            gettext("No paper fits"),
            gettext(
                "A paper is drawn from the bank by its blueprint: so many questions of a kind on an objective."
            ),
            gettext("Draft a paper") if manages else "",
            reverse("study:paper_new") if manages else "",
        ),
    )


def window_text(one: PaperLine | Any) -> str:
    """The window of days, or that there is none."""
    if one.opens is None and one.until is None:
        return gettext("any day")
    opens = day_text(one.opens) if one.opens is not None else "…"
    until = day_text(one.until) if one.until is not None else "…"
    return gettext("%(opens)s to %(due)s") % {"opens": opens, "due": until}


def paper_facts(found: PaperPage, names: Mapping[str, str]) -> list[tuple[str, str | SafeString]]:
    """What a paper is."""
    one = found.paper
    facts: list[tuple[str, str | SafeString]] = [
        (gettext("State"), gettext(PAPER_STATES[one.state])),
        (gettext("Kind of paper"), gettext("graded") if one.graded else gettext("self-check")),
        (gettext("Questions"), str(one.asks)),
        (gettext("Open for answers"), window_text(one)),
        (gettext("Met when"), gettext("%(share)s %% of the answers are right") % {"share": one.pass_share}),
        (gettext("Attempts"), left_text(None) if one.attempts is None else str(one.attempts)),
        (gettext("Takes about"), minutes_text(one.about_minutes) or "–"),
        (gettext("Kept by the office of"), one.region.name),
        (gettext("Author"), names.get(one.created_by, one.created_by)),
    ]
    if one.published_at is not None:
        facts.append((gettext("Published by"), names.get(one.published_by, one.published_by)))
        facts.append((gettext("Published"), instant_html(one.published_at)))
    if one.withdrawn_at is not None:
        facts.append((gettext("Withdrawn"), instant_html(one.withdrawn_at)))
        facts.append((gettext("Reason"), one.reason))
    return facts


def cell_list(found: PaperPage) -> ListPage:
    """The blueprint against the bank."""
    return ListPage(
        title=gettext("Blueprint"),
        columns=[
            Column(gettext("Objective")),
            Column(gettext("Kind")),
            Column(gettext("Asked"), number=True),
            Column(gettext("In the bank"), number=True),
            Column(gettext("Enough?")),
        ],
        rows=[
            Row(
                "",
                one.objective,
                [
                    kind_text(one.kind),
                    str(one.number),
                    str(one.there),
                    gettext("enough") if one.there >= one.number else gettext("too few"),
                ],
            )
            for one in found.cells
        ],
        blank=Blank(gettext("Only fixed questions"), gettext("Everybody is asked the same ones.")),
        ident="cells",
    )


def fixed_list(found: PaperPage) -> ListPage | None:
    """The fixed questions; None where there are none."""
    if not found.fixed:
        return None
    return ListPage(
        title=gettext("Fixed questions"),
        columns=[Column(gettext("Question")), Column(gettext("Kind")), Column(gettext("Objective"))],
        rows=[
            Row(
                reverse("study:question", args=[one.id]) if found.manages else "",
                stem_line(one.stem),
                [
                    kind_text(one.kind) + (f" · {gettext('withdrawn')}" if one.withdrawn else ""),
                    one.objective,
                ],
            )
            for one in found.fixed
        ],
        ident="fixed",
    )


def there_text(there: int) -> str:
    """How many questions a line can draw from."""
    return ngettext("%(count)s in the bank", "%(count)s in the bank", there) % {"count": there}


def line_sizes(lines: Any, sizes: Mapping[tuple[str, str], int]) -> list[str]:
    """The same for each line of the editor, as far as it is filled in."""
    found = []
    for line in lines:
        objective, kind = line["objective"].value() or "", line["kind"].value() or ""
        found.append(there_text(sizes.get((objective, kind), 0)) if objective and kind else "")
    return found


def paper_initial(found: PaperPage) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the editor begins with."""
    one = found.paper
    initial = {
        "region": one.region.code,
        "title": one.title,
        "text": one.text,
        "graded": "yes" if one.graded else "no",
        "opens": one.opens,
        "until": one.until,
        "pass_share": one.pass_share,
        "attempts": one.attempts,
        "about_minutes": one.about_minutes,
        "fixed": ", ".join(str(each.id) for each in found.fixed),
    }
    cells = [
        {"objective": each.objective_code, "kind": each.kind, "number": each.number} for each in found.cells
    ]
    return initial, cells
