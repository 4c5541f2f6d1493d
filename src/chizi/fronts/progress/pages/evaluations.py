"""Evaluation by source: what each source says, of how many, by which method; one source alone is flagged."""

from dataclasses import dataclass

from django.utils.translation import gettext

from chizi.fronts.kit.formats import count, day_text
from chizi.fronts.kit.lists import Column, ListPage, Row
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.progress.pages.boards import share_html
from chizi.fronts.progress.words import EVALUATED_BY, METHODS
from chizi.learn.queries import ShownByTests
from chizi.surveys.queries import EstimateLine

TEST = "test"
ALL_SOURCES = (TEST, "peers", "supervisors", "outside")


@dataclass(frozen=True)
class Standing:
    """Which sources have spoken; ``single`` only one has, ``outside`` at least one that is independent."""

    there: tuple[str, ...]
    missing: tuple[str, ...]
    single: bool
    outside: bool


def standing(tests: ShownByTests, estimates: list[EstimateLine]) -> Standing:
    """A source has spoken where it has a figure that may be shown."""
    found = {one.source for one in estimates if one.mean_or_share is not None}
    if any(one.met is not None for one in tests.lines):
        found.add(TEST)
    missing = tuple(one for one in ALL_SOURCES if one not in found)
    there = tuple(sorted(found, key=lambda one: (one not in ALL_SOURCES, one)))
    return Standing(there, missing, len(found) == 1, "outside" in found)


def flags(at: Standing) -> list[str]:
    """What has to be said before any figure."""
    told = []
    if not at.there:
        told.append(gettext("No source has spoken yet. There is nothing to evaluate by."))
    elif at.single:
        told.append(
            gettext("Only one source has spoken (%(source)s). Nothing is concluded from one source alone.")
            % {"source": said(EVALUATED_BY, at.there[0])}
        )
    if at.there and not at.outside:
        told.append(
            gettext("Nobody from outside has been asked yet. At least one independent source is needed.")
        )
    return told


def list_of_tests(tests: ShownByTests) -> ListPage:
    """What questions and papers show, objective by objective."""
    return ListPage(
        title=gettext("By questions and papers"),
        columns=[
            Column(gettext("Learning objective")),
            Column(gettext("Mastered"), gettext("of those who answered")),
            Column(gettext("Last answered"), wide=True),
        ],
        rows=[
            Row(
                "",
                one.objective,
                [
                    share_html(one.met, one.n)
                    if one.met is not None
                    else gettext("withheld: fewer than five answered"),
                    day_text(one.last_day) if one.last_day else "–",
                ],
            )
            for one in tests.lines
        ],
        note=gettext("Method: the last answers of each person to each objective, by the policy of mastery."),
        ident="tests",
    )


def estimate_list(estimates: list[EstimateLine]) -> ListPage:
    """What people asked have said, source by source; what they wrote is no figure."""
    return ListPage(
        title=gettext("By people who were asked"),
        columns=[
            Column(gettext("Question")),
            Column(gettext("Source")),
            Column(gettext("Estimate"), gettext("interval of 95 %"), number=True),
            Column(gettext("n"), gettext("of those asked"), number=True),
            Column(gettext("Method"), wide=True),
            Column(gettext("Survey closed"), wide=True),
        ],
        rows=[_estimate_row(one) for one in estimates if one.kind != "text"],
        ident="estimates",
    )


def _estimate_row(one: EstimateLine) -> Row:
    of = f"{count(one.n)} / {count(one.asked)}" if one.asked else count(one.n)
    cells = [
        said(EVALUATED_BY, one.source),
        _value(one),
        of,
        said(METHODS, one.method),
        day_text(one.closed_on),
    ]
    return Row("", gettext(one.question), cells)


def _value(one: EstimateLine) -> str:
    if one.mean_or_share is None:
        return gettext("too few answers")
    if one.kind == "yes_no":
        numbers = [value * 100 for value in (one.mean_or_share, one.low, one.high) if value is not None]
        words = [f"{value:.0f} %" for value in numbers]
    else:
        words = [f"{value:.1f}" for value in (one.mean_or_share, one.low, one.high) if value is not None]
    return words[0] if len(words) < 3 else f"{words[0]} ({words[1]} – {words[2]})"
