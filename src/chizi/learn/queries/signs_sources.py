"""The texts and pictures that signs are looked for in. For the look itself: it has no viewer and shows nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from chizi.learn.models import Application, MaterialVersion, ReflectionVersion
from chizi.learn.rules.applications import ApplicationState
from chizi.learn.rules.reflections import ReflectionState
from chizi.org.models import Person
from chizi.plan.models import Result
from chizi.plan.rules.tasks import ResultState

PERSON = "person:"


@dataclass(frozen=True)
class Written:
    """A text with its pictures (digests): ``object`` names it ("reflection:12/1", "application:3", "result:9")."""

    object: str
    number: int
    text: str
    pictures: tuple[str, ...]
    about: str
    person: int | None
    party: int | None
    at: datetime


def base_of(name: str) -> str:
    """The object without its version: "reflection:12" of "reflection:12/2"."""
    return name.partition("/")[0]


def reflections(after: int = 0, ids: Iterable[int] | None = None) -> Iterator[Written]:
    """Wordings of reflections that stand, newer than a row number, or of these reflections."""
    rows = ReflectionVersion.objects.filter(reflection__state=ReflectionState.WRITTEN.value)
    rows = rows.filter(reflection_id__in=list(ids)) if ids is not None else rows.filter(id__gt=after)
    for one in rows.select_related("reflection").order_by("id").iterator(2000):
        whole = one.reflection
        name = f"reflection:{whole.pk}/{one.number}"
        files = tuple(one.files)
        yield Written(
            name, one.pk, one.text, files, whole.about, whole.person_id, whole.party_id, one.written_at
        )


def applications(after: int = 0, ids: Iterable[int] | None = None) -> Iterator[Written]:
    """Claims of application that were not taken back."""
    rows = Application.objects.exclude(state=ApplicationState.WITHDRAWN.value)
    rows = rows.filter(id__in=list(ids)) if ids is not None else rows.filter(id__gt=after)
    for one in rows.order_by("id").iterator(2000):
        yield Written(one.ref, one.pk, one.text, (), one.about, one.person_id, one.party_id, one.claimed_at)


def results(after: int = 0, ids: Iterable[int] | None = None) -> Iterator[Written]:
    """Results of tasks in words of their own; what only refers to another result (R-07) has none."""
    rows = Result.objects.filter(refers_to__isnull=True).exclude(state=ResultState.WITHDRAWN.value)
    rows = rows.filter(id__in=list(ids)) if ids is not None else rows.filter(id__gt=after)
    whole = rows.select_related("assignment").order_by("id").iterator(2000)
    while found := list(islice(whole, 2000)):
        names = {one.submitted_by.removeprefix(PERSON) for one in found}
        people = dict(Person.objects.filter(username__in=names).values_list("username", "id"))
        for one in found:
            person = people.get(one.submitted_by.removeprefix(PERSON))
            task = f"task:{one.assignment.task_id}"
            yield Written(
                f"result:{one.pk}", one.pk, one.text, tuple(one.files), task, person, one.assignment.party_id,
                one.submitted_at,
            )  # fmt: skip


SOURCES = {"reflection": reflections, "application": applications, "result": results}


def written(names: Iterable[str]) -> dict[str, Written]:
    """What these names name now; what was taken back meanwhile is missing. One query a kind, two for results."""
    by_kind: dict[str, set[int]] = {}
    wanted = set(names)
    for name in wanted:
        kind, _, number = base_of(name).partition(":")
        if kind in SOURCES and number.isdecimal():
            by_kind.setdefault(kind, set()).add(int(number))
    found: dict[str, Written] = {}
    for kind, ids in by_kind.items():
        found |= {one.object: one for one in SOURCES[kind](ids=ids) if one.object in wanted}
    return found


def quoted_texts(abouts: Iterable[str]) -> dict[str, str]:
    """The shown texts of the materials among ``abouts``; what quotes them is not copied from a colleague."""
    ids = {int(one.partition(":")[2]) for one in abouts if one.startswith("material:")}
    rows = MaterialVersion.objects.filter(material_id__in=ids, number__gt=0).order_by("number")
    return {f"material:{number}": text for number, text in rows.values_list("material_id", "text")}
