"""The list of units behind a number."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from chizi.evaluation.queries import UnitPage, UnitRow
from chizi.fronts.boards.choice import Choice
from chizi.fronts.boards.pages.controls import Options
from chizi.fronts.kit.formats import count, period_text
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row
from chizi.fronts.kit.statuses import STATUSES, badge, mark, status_word
from chizi.fronts.kit.vocabulary import KIND, SINGLE, ZEROS, said, sector_word, slice_word


def unit_page(page: UnitPage, choice: Choice, next_href: str, first_href: str) -> ListPage:
    """The page as the kit's list draws it."""
    return ListPage(
        title=gettext("Units"),
        columns=_columns(page.zero),
        rows=[_row(row, choice) for row in page.rows],
        sentence=unit_sentence(page),
        total=_total(page.total),
        next_href=next_href,
        first_href=first_href,
        clear_href=choice.units() if page.status else "",
        blank=_blank(page, choice),
        ident="units",
    )


def unit_sentence(page: UnitPage) -> list[str]:
    """The filter in words."""
    status = status_word(page.status) if page.status else gettext("in scope, any status")
    return [
        page.region.name,
        period_text(page.period),
        said(ZEROS, page.zero),
        slice_word(page.slice),
        status,
    ]


def _total(number: int) -> str:
    return ngettext("%(number)s unit", "%(number)s units", number) % {"number": count(number)}


def _columns(zero: str) -> list[Column]:
    columns = [
        Column(gettext("Unit")),
        Column(gettext("Kind"), wide=True),
        Column(gettext("Place")),
        Column(said(ZEROS, zero)),
    ]
    return columns + [Column(said(ZEROS, one), wide=True) for one in SINGLE if one != zero]


def _row(row: UnitRow, choice: Choice) -> Row:
    kind = said(KIND, row.kind)
    if row.sector:
        kind = f"{kind} · {sector_word(row.sector)}"
    place = f"{row.county} {row.town}".strip()
    cells: list[str | SafeString] = [kind, place, badge(row.status)]
    cells.extend(mark(row.zeros.get(one, "")) for one in SINGLE if one != choice.zero)
    return Row(choice.unit(row.code), row.name, cells, row.code)


def _blank(page: UnitPage, choice: Choice) -> Blank:
    if page.counts.in_scope or page.counts.not_in_scope:
        return Blank(
            gettext("No unit has this status here"),
            gettext("The place has %(number)s units in scope; none of them fits the filter.")
            % {"number": count(page.counts.in_scope)},
            gettext("See all units in scope"),
            choice.units(),
        )
    return Blank(
        gettext("No units are registered here"),
        gettext(
            "Units come from the register that the office imports. Without units there is no rate, not a zero."
        ),
        gettext("Back to the board"),
        choice.board(),
    )


def status_options(chosen: str) -> Options:
    """Any status in scope, or one of the five."""
    options = [("", gettext("in scope, any status"), not chosen)]
    options.extend((status, status_word(status), status == chosen) for status in STATUSES)
    return Options("status", gettext("Status"), [("", options)])


def zero_options(chosen: str) -> Options:
    """The three zeros together, or one of them."""
    return Options(
        "zero", gettext("Zero"), [("", [(zero, said(ZEROS, zero), zero == chosen) for zero in ZEROS])]
    )
