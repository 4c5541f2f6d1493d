"""The learning items of a task."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from chizi.fronts.study.pages.learning import minutes_text
from chizi.fronts.study.words import about_href
from chizi.learn.actions import ItemDraft
from chizi.learn.queries import MaterialList, TaskItems

LONGEST = 4


@dataclass(frozen=True)
class ItemRow:
    """A line of the form; ``place``, ``minutes`` and ``drop`` as typed."""

    id: int
    about: str
    title: str
    kind: str
    href: str
    gone: bool
    place: str
    minutes: str
    said: str
    drop: bool


def item_lines(found: TaskItems, typed: Mapping[str, str] | None) -> list[ItemRow]:
    """The items in their order, with what was typed where the form came back."""
    said = typed if typed is not None else {}
    return [
        ItemRow(
            id=one.id,
            about=one.about,
            title=one.title,
            kind=gettext("Paper") if one.about.startswith("paper:") else gettext("Reading"),
            href=about_href(one.about),
            gone=one.gone,
            place=said.get(f"place-{one.id}", str(at))[:LONGEST],
            minutes=said.get(f"minutes-{one.id}", str(one.about_minutes or ""))[:LONGEST],
            said=minutes_text(one.about_minutes),
            drop=f"drop-{one.id}" in said,
        )
        for at, one in enumerate(found.items, 1)
    ]


def kept(lines: Sequence[ItemRow]) -> list[ItemDraft]:
    """What stays, in the order of the places typed; a place that is no number keeps its line where it is."""
    ordered = sorted(enumerate(lines, 1), key=lambda pair: (_number(pair[1].place) or pair[0], pair[0]))
    return [ItemDraft(one.about, _number(one.minutes)) for _at, one in ordered if not one.drop]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and text else None


def material_choices(found: MaterialList) -> list[tuple[str, str]]:
    """Materials to choose from."""
    return [(f"material:{one.id}", one.title) for one in found.rows]
