"""What a search found, as one list: each row says what it is and leads to its page."""

from django.urls import reverse
from django.utils.translation import gettext

from chizi.fronts.desk.pages.register import place_line
from chizi.fronts.desk.words import said_level
from chizi.fronts.kit.lists import Row
from chizi.overview.queries import Found


def found_rows(found: Found) -> list[Row]:
    """Matters, plan, documents, units, places: what one works on first."""
    rows = [
        Row(
            reverse("ledger:matter", args=[one.id]),
            one.title,
            [f"{gettext('Matter')} · {one.party}", one.code],
        )
        for one in found.matters
    ]
    rows += [
        Row(
            reverse(f"planning:{one.part}", args=[one.id]),
            one.title,
            [f"{_part(one.part)} · {one.about}", ""],
        )
        for one in found.plan
    ]
    rows += [
        Row(reverse("guidance:regulation", args=[one.id]), one.title, [gettext("Document"), one.number])
        for one in found.regulations
    ]
    rows += [
        Row(reverse("boards:unit", args=[one.code]), one.name, [place_line(one), one.code], one.code)
        for one in found.units
    ]
    return rows + [
        Row(reverse("boards:board", args=[one.code]), one.name, [said_level(one.level), one.code], one.code)
        for one in found.regions
    ]


def _part(part: str) -> str:
    return gettext("Measure") if part == "measure" else gettext("Task")
