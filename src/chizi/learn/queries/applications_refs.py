"""What practice refers to: things learned, real work, and one's own party. Parts of actions and queries."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from chizi.learn.models import Objective, Paper
from chizi.learn.queries.materials_seeing import visible
from chizi.learn.rules.applications import THOUGHT_ABOUT, TITLE_LENGTH, TargetKind, parted
from chizi.learn.rules.materials import MaterialState
from chizi.learn.rules.papers import PaperState
from chizi.matters.models import Matter
from chizi.matters.queries import visible_matters
from chizi.org.abilities import Actor, scope_of
from chizi.org.models import Party, Person
from chizi.org.rules import Ability
from chizi.plan.models import Assignment, Task
from chizi.plan.reaching import binds, concerns
from chizi.plan.rules.tasks import AssignmentState


def party_of(person: Person) -> Party | None:
    """The party that a person learns for: that of the body where he serves."""
    if person.agency_id is None:
        return None
    return Party.objects.select_related("region").filter(agency_id=person.agency_id).first()


def title_of(viewer: Actor, about: str, *, now: datetime, kinds: frozenset[str] = THOUGHT_ABOUT) -> str:
    """The title of something that one can have learned or done, as far as it is open to the viewer; else empty."""
    found = parted(about, kinds)
    if found is None:
        return ""
    kind, number = found
    if kind == "material":
        materials = visible(viewer, now).filter(pk=number, state=MaterialState.PUBLISHED.value)
        title = materials.values_list("title", flat=True).first()
    elif kind == "paper":
        scope = scope_of(viewer, Ability.LEARN, now=now)
        papers = Paper.objects.filter(
            binds(scope, viewer, now=now), pk=number, state=PaperState.PUBLISHED.value
        )
        title = papers.values_list("title", flat=True).first()
    elif kind == "objective":
        rows = Objective.objects.filter(pk=number, withdrawn_at__isnull=True)
        title = rows.values_list("title", flat=True).first()
    elif kind == "task":
        tasks = Task.objects.filter(binds(scope_of(viewer, Ability.SEE_PLAN, now=now), viewer, now=now))
        title = tasks.filter(pk=number).values_list("title", flat=True).first()
    else:
        own = Assignment.objects.filter(concerns(viewer, now=now), pk=number)
        title = own.values_list("task__title", flat=True).first()
    return str(title or "")[:TITLE_LENGTH]


def work_of(party: Party, target: str) -> tuple[Matter | None, Assignment | None] | None:
    """The matter or assignment, if this party handles it; None for anything else."""
    found = parted(target, frozenset(TargetKind))
    if found is None:
        return None
    if found[0] == TargetKind.MATTER:
        matter = Matter.objects.filter(pk=found[1], party=party).first()
        return (matter, None) if matter is not None else None
    rows = Assignment.objects.filter(pk=found[1], party=party)
    assignment = rows.exclude(state=AssignmentState.WITHDRAWN.value).select_related("task").first()
    return (None, assignment) if assignment is not None else None


def work_open_to(viewer: Actor, *, now: datetime, limit: int = 40) -> tuple[tuple[str, str], ...]:
    """(reference, title) of the newest matters and assignments of the viewer's own party; four queries.

    Matters are named only to whoever may see them; others write the number that stands on the paper.
    """
    party = party_of(viewer) if isinstance(viewer, Person) else None
    if party is None:
        return ()
    live = Assignment.objects.filter(concerns(viewer, now=now), party=party)
    live = live.exclude(state__in=[AssignmentState.WITHDRAWN.value, AssignmentState.EXEMPT.value])
    tasks = live.order_by("-id").values_list("id", "task__title")[:limit]
    matters = visible_matters(viewer, now=now).filter(party=party).order_by("-id")
    found = [(f"assignment:{pk}", title) for pk, title in tasks]
    rows = matters.values_list("id", "code", "title")[:limit]
    return (*found, *((f"matter:{pk}", f"{code} {title}") for pk, code, title in rows))


def matter_with_code(viewer: Actor, code: str) -> str:
    """ "matter:12" for the number on the paper of a matter that the viewer's own party handles; else empty."""
    party = party_of(viewer) if isinstance(viewer, Person) else None
    if party is None or not code.isprintable() or len(code) > 24:
        return ""
    found = Matter.objects.filter(code=code.strip(), party=party).values_list("id", flat=True).first()
    return f"matter:{found}" if found else ""


def titles_of_work(viewer: Actor, targets: Iterable[str], *, now: datetime) -> dict[str, tuple[str, str]]:
    """(title, address) by target. A matter that the viewer may not see is named by its number, without address.

    Three queries.
    """
    parts = [one for one in (parted(target, frozenset(TargetKind)) for target in targets) if one]
    matters = {number for kind, number in parts if kind == TargetKind.MATTER}
    tasks = {number for kind, number in parts if kind == TargetKind.ASSIGNMENT}
    found: dict[str, tuple[str, str]] = {}
    if matters:
        seen = set(visible_matters(viewer, now=now).filter(pk__in=matters).values_list("pk", flat=True))
        for pk, code, title in Matter.objects.filter(pk__in=matters).values_list("pk", "code", "title"):
            found[f"matter:{pk}"] = (f"{code} {title}", f"/ledger/{pk}/") if pk in seen else (code, "")
    if tasks:
        open_to = set(
            Assignment.objects.filter(concerns(viewer, now=now), Q(pk__in=tasks)).values_list("pk", flat=True)
        )
        for pk, title in Assignment.objects.filter(pk__in=tasks).values_list("pk", "task__title"):
            found[f"assignment:{pk}"] = (title, f"/plan/assignments/{pk}/" if pk in open_to else "")
    return found


def things_learned(viewer: Actor, *, now: datetime, limit: int = 60) -> tuple[tuple[str, str], ...]:
    """(reference, title) of what the viewer can have learned, newest first; four queries."""
    materials = visible(viewer, now).filter(state=MaterialState.PUBLISHED.value).order_by("-pk")
    scope = scope_of(viewer, Ability.LEARN, now=now)
    papers = Paper.objects.filter(binds(scope, viewer, now=now), state=PaperState.PUBLISHED.value)
    objectives = Objective.objects.filter(withdrawn_at__isnull=True).order_by("title")
    rows = [(f"material:{pk}", title) for pk, title in materials.values_list("pk", "title")[:limit]]
    rows += [
        (f"paper:{pk}", title) for pk, title in papers.order_by("-pk").values_list("pk", "title")[:limit]
    ]
    return (
        *rows,
        *((f"objective:{pk}", title) for pk, title in objectives.values_list("pk", "title")[:limit]),
    )
