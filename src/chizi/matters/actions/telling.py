"""Notices that follow a step, to those whom the kind's file names."""

from collections.abc import Iterable
from datetime import datetime

from chizi.core.words import N_
from chizi.core.workflow import Relation
from chizi.ground.notices.actions import notify
from chizi.matters.models import Matter, Step
from chizi.matters.queries.people import people_of
from chizi.matters.queries.standing import effective, eligible
from chizi.matters.rules.kinds import Kind
from chizi.org.abilities import Actor, local_day
from chizi.org.queries import conflicts_of

PAGE = "/ledger/%s/"
REPLIED = N_("The party has written: %(title)s (%(code)s)")
UNDONE = N_("A step was taken back: %(title)s (%(code)s)")


def tell(
    kind: Kind, matter: Matter, step: Step, relations: Iterable[str], *, actor: Actor, now: datetime
) -> None:
    """Put a notice into the inbox of everybody in these relations to the matter, but the one who acts.

    Who has to move next gets it as work; the others as an answer to what they asked, or as news.
    """
    owner = kind.flow.state(matter.state).owner
    told: set[str] = {actor.ref}
    for relation in dict.fromkeys(relations):
        people = _able(kind, matter, relation, owner, now) - told
        told |= people
        asked = relation == Relation.RAISER
        urgency = "work" if relation == owner else "answer" if asked else "news"
        notify(
            actor=actor.ref,
            now=now,
            to=people,
            kind=f"{urgency}.matter",
            text=_text(kind, matter, step),
            params={"title": matter.title, "code": matter.code},
            href=PAGE % matter.pk,
            about=f"matter:{matter.pk}",
        )


def _text(kind: Kind, matter: Matter, step: Step) -> str:
    if step.name == "undo":
        return UNDONE
    if step.from_state == step.to_state:
        return REPLIED
    return kind.flow.state(matter.state).told


def _able(kind: Kind, matter: Matter, relation: str, owner: str, now: datetime) -> set[str]:
    """Whom to tell: of those who have to judge next only who may."""
    people = people_of(matter, relation, now=now)
    if relation == owner and relation in {Relation.VERIFIER, Relation.ISSUER}:
        near = conflicts_of([one[2] for one in people], on=local_day(now), party=matter.party)
        people = eligible(kind, matter, relation, people, effective(matter), near)
    return {one[0] for one in people}
