"""Titles of what can be learned or was carried out, by "material:12", "paper:5", "lecture:3" and "service:8"."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, QuerySet, Value

from chizi.learn.models import Lecture, Paper, ServiceItem
from chizi.learn.queries.materials_packs import material_titles
from chizi.learn.rules.outcomes import LARGEST

TITLED: tuple[tuple[str, QuerySet[Any], str], ...] = (
    ("paper", Paper.objects.all(), "title"),
    ("lecture", Lecture.objects.all(), "topic"),
    ("service", ServiceItem.objects.all(), "title"),
)


def about_titles(abouts: Iterable[str]) -> dict[str, str]:
    """The titles by what they are about; what is not there is left out. The caller may see them. Two queries."""
    asked = list(abouts)
    wanted = []
    for kind, rows, field in TITLED:
        if numbers := _numbers(asked, kind):
            name = Value(kind, output_field=CharField())
            wanted.append(rows.filter(pk__in=numbers).order_by().values_list(name, "pk", field))
    found = wanted[0].union(*wanted[1:], all=True) if wanted else ()
    return material_titles(asked) | {f"{kind}:{number}": title for kind, number, title in found}


def _numbers(abouts: Iterable[str], kind: str) -> list[int]:
    parts = (about.partition(":") for about in abouts)
    numbers = (
        int(number) for name, _, number in parts if name == kind and number.isdecimal() and len(number) < 20
    )
    return [number for number in numbers if number <= LARGEST]
