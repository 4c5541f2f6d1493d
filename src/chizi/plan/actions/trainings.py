"""Trainings and who took part."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from chizi.org.abilities import Actor, local_day
from chizi.org.models import Person
from chizi.plan.actions.gate import journal, managed_body, text_in
from chizi.plan.models import Attendance, Training
from chizi.plan.queries.bodies import training_people
from chizi.plan.refusals.bodies import NobodyTrained, TrainingAhead, UnknownMember
from chizi.plan.rules.bodies import NAME_LENGTH


@transaction.atomic
def record_training(
    *, actor: Actor, now: datetime, body_code: str, title: str, held_on: date, people: Sequence[str]
) -> Training:
    """Record a training that was held, and who took part, by user name (S2-07).

    A training of a body counts for its own people and for those of the bodies below it; members of any of
    these can take part. Raises UnknownBody, NotAllowed, BodyClosed, TrainingAhead, NobodyTrained, UnknownMember.
    """
    body = managed_body(actor, body_code, now)
    if held_on > local_day(now):
        raise TrainingAhead(field="held_on")
    wanted = list(dict.fromkeys(people))
    if not wanted:
        raise NobodyTrained(field="people")
    known = {one.username: one for one in training_people(body)}
    strange = next((name for name in wanted if name not in known), None)
    if strange is not None:
        raise UnknownMember(field="people", name=strange[:40])
    training = Training(body=body, title=text_in(title, NAME_LENGTH, "title"), held_on=held_on)
    training.stand_at(body.region)
    training.save()
    present: list[Person] = [known[name] for name in wanted]
    Attendance.objects.bulk_create([Attendance(training=training, person=one) for one in present])
    content = {"training": training.pk, "title": training.title, "on": held_on, "people": wanted}
    journal(actor, now, "training.recorded", body.ref, body.region.code, content)
    return training
