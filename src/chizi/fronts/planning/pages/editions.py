"""Editions of a plan: the list, one of them in full, and what differs between two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from chizi.fronts.kit.formats import count, instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.planning.words import CHANGES, FIELDS, NODE_KINDS, PARTS
from chizi.org.queries import names_of_people
from chizi.plan.rules.trees import Difference, Plan

SHOWN = 300
Differences = Sequence[Difference]


def edition_word(number: int) -> str:
    """An edition by its number; 0 is the plan as it is now."""
    if not number:
        return gettext("as it is now")
    return gettext("edition %(number)s") % {"number": number}


def edition_list(code: str, found: Sequence[Any]) -> ListPage:
    """The editions, newest first, each with what it changed."""
    names = names_of_people(one.issued_by for one in found)
    return ListPage(
        title=gettext("Editions of the plan"),
        columns=[
            Column(gettext("Edition")),
            Column(gettext("Issued")),
            Column(gettext("Issued by whom"), wide=True),
            Column(gettext("What is new"), wide=True),
            Column(gettext("Differences")),
        ],
        rows=[
            Row(
                reverse("planning:edition", args=[code, one.number]),
                edition_word(one.number),
                [
                    instant_html(one.issued_at),
                    names.get(one.issued_by, one.issued_by),
                    one.note or "–",
                    _compare_link(code, one.number),
                ],
            )
            for one in found
        ],
        blank=Blank(
            gettext("No edition yet"),
            gettext(
                "As soon as the plan is issued, each edition is kept here as it was, and two can be compared."
            ),
        ),
        ident="editions",
    )


def _compare_link(code: str, number: int) -> SafeString | str:
    if number < 2:
        return gettext("the first one")
    address = f"{reverse('planning:compare', args=[code])}?before={number - 1}&after={number}"
    return format_html('<a href="{}">{}</a>', address, gettext("to the one before"))


def difference_list(found: Differences, *, names: Mapping[str, str] | None = None) -> ListPage:
    """What differs, field by field, before and after."""
    more = len(found) - SHOWN
    return ListPage(
        title=gettext("What differs"),
        columns=[
            Column(gettext("Part")),
            Column(gettext("What")),
            Column(gettext("Before")),
            Column(gettext("Afterwards")),
        ],
        rows=[_difference(one, names or {}) for one in found[:SHOWN]],
        note=gettext("… and %(number)s more.") % {"number": count(more)} if more > 0 else "",
        blank=Blank(gettext("Nothing differs"), gettext("Both say the same, field by field.")),
        ident="differences",
    )


def _difference(one: Difference, names: Mapping[str, str]) -> Row:
    head = format_html('{} <span class="of">{} · {}</span>', one.title, said(PARTS, one.part), one.code)
    if one.what != "changed":
        return Row("", head, [said(CHANGES, one.what), "–", "–"])
    before, after = (value_text(one.field, value, names) for value in (one.before, one.after))
    return Row("", head, [said(FIELDS, one.field), _cell("del", before), _cell("ins", after)])


def _cell(tag: str, text: str) -> SafeString | str:
    return format_html('<{0} class="said">{1}</{0}>', tag, text) if text else "–"


def value_text(field: str, value: str, names: Mapping[str, str]) -> str:
    """A value as people say it: kinds and parties by their words, yes and no."""
    if field == "kind":
        return said(NODE_KINDS, value)
    if field in ("owner", "issuer"):
        return names.get(value, value)
    if field == "cross_phase":
        return gettext("yes") if value else gettext("no")
    return value


@dataclass(frozen=True)
class PrintedPlan:
    """One plan of an edition with its measures, at its depth."""

    code: str
    title: str
    kind: str
    depth: int
    span: str
    measures: tuple[Mapping[str, str], ...]


def printed(content: Plan, names: Mapping[str, str]) -> list[PrintedPlan]:
    """An edition in the order in which it is read: each plan before those below it."""
    below: dict[str, list[dict[str, str]]] = {}
    for plan in content["plans"]:
        below.setdefault(plan["parent"], []).append(plan)
    measures: dict[str, list[dict[str, str]]] = {}
    for one in content["measures"]:
        measures.setdefault(one["plan"], []).append({**one, "owner": names.get(one["owner"], one["owner"])})
    found: list[PrintedPlan] = []
    stack = [(plan, 0) for plan in reversed(below.get("", []))]
    while stack:
        plan, depth = stack.pop()
        found.append(
            PrintedPlan(
                plan["code"],
                plan["title"],
                said(NODE_KINDS, plan["kind"]),
                depth,
                " – ".join(day for day in (plan["starts"], plan["due"]) if day),
                tuple(measures.get(plan["code"], ())),
            )
        )
        stack += [(one, depth + 1) for one in reversed(below.get(plan["code"], []))]
    return found


def parties_named(*contents: Plan) -> set[str]:
    """Codes of the parties that plans name."""
    found: set[str] = set()
    for content in contents:
        found.add(content["campaign"]["issuer"])
        found |= {one["owner"] for one in content["measures"]}
    return found
