"""The register of units as a list by place and kind."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from chizi.fronts.kit.formats import count, instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, with_query
from chizi.fronts.kit.vocabulary import KIND, said
from chizi.org.queries import RegionRef, RegisterPage


def unit_list(request: Any, page: RegisterPage, region: RegionRef, kind: str) -> ListPage:
    """Units in code order; each opens its story on the board."""
    total = ngettext("%(number)s unit", "%(number)s units", page.total) % {"number": count(page.total)}
    return ListPage(
        title=gettext("Register of units"),
        columns=[
            Column(gettext("Unit")),
            Column(gettext("Code")),
            Column(gettext("Kind")),
            Column(gettext("Place"), wide=True),
            Column(gettext("Open since"), wide=True),
            Column(gettext("Closed"), wide=True),
        ],
        rows=[_row(unit) for unit in page.units],
        sentence=[region.name, said(KIND, kind) if kind else gettext("all units")],
        total=total,
        next_href=with_query(request, after=page.after) if page.after else "",
        first_href=with_query(request, after="") if request.GET.get("after") else "",
        clear_href=with_query(request, after="", kind="") if kind else "",
        blank=Blank(
            gettext("No units are registered here"),
            gettext(
                "Units come from the register that the office imports. Without units there is no rate, not a zero."
            ),
        ),
        ident="units",
    )


def _row(unit: Any) -> Row:
    made_up = gettext("made up for the demonstration")
    head = f"{unit.name} · {made_up}" if unit.synthetic else unit.name
    cells = [
        unit.code,
        said(KIND, unit.kind),
        place_line(unit),
        instant_html(unit.opened_on),
        instant_html(unit.closed_on),
    ]
    return Row(reverse("boards:unit", args=[unit.code]), head, cells, unit.code)


def place_line(unit: Any) -> str:
    """County and township of a unit."""
    return " ".join(one.name for one in (unit.county, unit.town) if one)


def kind_options(chosen: str) -> list[tuple[str, str, bool]]:
    """(code, word, chosen) of the kinds, any kind first."""
    return [
        ("", gettext("all units"), not chosen),
        *((code, said(KIND, code), code == chosen) for code in KIND),
    ]
