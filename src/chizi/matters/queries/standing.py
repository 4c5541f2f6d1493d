"""What somebody is to a matter, and what keeps him from a step: the same answer for pages and for actions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext

from chizi.core.refusals import Forbidden, Refusal
from chizi.core.workflow import Relation, StepRule
from chizi.matters import refusals
from chizi.matters.models import Matter, Step
from chizi.matters.queries.people import Named
from chizi.matters.rules.kinds import Kind, kind_named
from chizi.matters.words import ROLES, said
from chizi.org.abilities import Actor, local_day, may, scope_of, stands_for
from chizi.org.conflicts import ConflictReason
from chizi.org.models import Party, Person
from chizi.org.queries import conflict_of, conflicts_of, names_of_people
from chizi.org.rules import Ability


@dataclass(frozen=True)
class Stance:
    """What the viewer is to one matter: his relations, the conflict that keeps him apart, his reach."""

    ref: str
    relations: frozenset[str]
    conflict: ConflictReason | None
    conflict_name: str
    whole_province: bool


def stance_of(
    actor: Actor, matter: Matter, *, now: datetime, known: Mapping[int, ConflictReason] | None = None
) -> Stance:
    """Four queries beyond the actor's grants for who could judge, else none; none if conflicts are ``known``."""
    found = set()
    if matter.raised_by == actor.ref:
        found.add(Relation.RAISER)
    if stands_for(actor, Ability.HANDLE_MATTER, matter.party, now=now):
        found.add(Relation.PARTY)
    if may(actor, Ability.RAISE_MATTER, matter, now=now):
        found.add(Relation.ISSUER)
    if may(actor, Ability.VERIFY_MATTER, matter, now=now):
        found.add(Relation.VERIFIER)
    judges = found & {Relation.VERIFIER, Relation.ISSUER}
    near = None
    if judges and isinstance(actor, Person):
        if known is None:
            known = conflicts_of([actor.pk], on=local_day(now), party=matter.party)
        near = known.get(actor.pk)
    everywhere = scope_of(actor, Ability.VERIFY_MATTER, now=now).everything
    return Stance(actor.ref, frozenset(str(one) for one in found), near, actor.name, everywhere)


def kept_out(actor: Actor, party: Party, *, now: datetime) -> refusals.TooNear | None:
    """Why this person raises nothing against a party: it is his own line, or a declared relative serves there."""
    near = conflict_of(actor, on=local_day(now), party=party) if isinstance(actor, Person) else None
    if near is None or near.cause not in {"own", "kin"}:
        return None
    return refusals.TooNear(field="party", name=actor.name, reason=gettext(near.text) % near.params)


def eligible(
    kind: Kind,
    matter: Matter,
    relation: str,
    people: Sequence[Named],
    history: Sequence[Step],
    near: Mapping[int, ConflictReason],
) -> list[Named]:
    """Of those in a relation the ones who can really move next: apart from earlier steps, and not too near."""
    moves = [one for one in kind.flow.steps_from(matter.state) if relation in one.by]
    apart = {name for one in moves for name in one.apart_from}
    taken = {one.by for one in history if one.name in apart}
    judging = relation in {Relation.VERIFIER, Relation.ISSUER}
    return [one for one in people if one[0] not in taken and not (judging and one[2] in near)]


def kind_of(matter: Matter) -> Kind:
    """The kind of a matter. Raises UnknownKind when its folder was taken away."""
    found = kind_named(matter.kind)
    if found is None:
        raise refusals.UnknownKind(kind=matter.kind)
    return found


def stale(kind: Kind, matter: Matter) -> refusals.StaleMatter:
    """What changed since a page was read, as the error to raise."""
    last = Step.objects.filter(matter=matter).order_by("-number").first()
    if last is None:
        return refusals.StaleMatter(name="", step="")
    names = names_of_people([last.by])
    return refusals.StaleMatter(name=names.get(last.by, last.by), step=step_title(kind, last.name))


def effective(matter: Matter) -> list[Step]:
    """The steps that hold, in the order of time: without those taken back."""
    rows = Step.objects.filter(matter=matter, undone=False).exclude(name="undo")
    return list(rows.order_by("number"))


def hindrance(
    kind: Kind, rule: StepRule, matter: Matter, stance: Stance, history: Sequence[Step], *, now: datetime
) -> Refusal | None:
    """What keeps somebody from a step now, as the error to raise; None when he may take it.

    First who he is (Forbidden), then what the matter lacks (Refusal).
    """
    return _person(kind, rule, matter, stance, history) or _moment(kind, rule, matter, history, now)


def _person(
    kind: Kind, rule: StepRule, matter: Matter, stance: Stance, history: Sequence[Step]
) -> Forbidden | None:
    step = gettext(rule.title)
    if not set(rule.by) & stance.relations:
        if rule.verifies and Relation.PARTY in stance.relations:
            return refusals.ClosedByItself()
        return refusals.NotForYou(step=step, who=roles_text(rule.by))
    if rule.verifies and Relation.PARTY in stance.relations:
        return refusals.ClosedByItself()
    for one in history:
        if one.name in rule.apart_from and one.by == stance.ref:
            return refusals.OwnStep(earlier=step_title(kind, one.name), step=step)
    judging = rule.verifies or bool(rule.apart_from) or Relation.VERIFIER in rule.by
    if judging and stance.conflict is not None:
        reason = gettext(stance.conflict.text) % stance.conflict.params
        return refusals.TooNear(name=stance.conflict_name, reason=reason)
    if rule.verifies and matter.source in kind.begin.province_verifies and not stance.whole_province:
        return refusals.ProvinceVerifies()
    return None


def _moment(
    kind: Kind, rule: StepRule, matter: Matter, history: Sequence[Step], now: datetime
) -> Refusal | None:
    step = gettext(rule.title)
    if matter.state not in rule.sources:
        state = gettext(kind.flow.state(matter.state).title)
        return refusals.NotNow(step=step, state=state)
    if rule.once and any(one.name == rule.name for one in history):
        return refusals.OnceOnly(step=step)
    for mark in rule.needs:
        if getattr(matter, f"{mark}_at") is None:
            return refusals.FirstThis(step=step, first=first_for(kind, mark))
    if rule.within_days:
        last = local_day(matter.raised_at) + timedelta(days=rule.within_days)
        if local_day(now) > last:
            return refusals.TooLate(step=step, day=last.isoformat())
    return None


def roles_text(roles: Sequence[str]) -> str:
    """The relations of a step in words: who has to be asked."""
    return gettext(" or ").join(said(ROLES, one) for one in roles)


def step_title(kind: Kind, name: str) -> str:
    """A step in words, also those that every kind has."""
    if name == kind.flow.begins:
        return gettext(kind.begin.title)
    return gettext("Take back") if name == "undo" else gettext(kind.flow.step(name).title)


def first_for(kind: Kind, mark: str) -> str:
    """The first step that sets a mark."""
    found = next((one.title for one in kind.flow.steps if mark in one.marks), mark)
    names = [one for one in kind.flow.steps if mark in one.marks and one.marks[-1] == mark]
    return gettext(names[0].title if names else found)
