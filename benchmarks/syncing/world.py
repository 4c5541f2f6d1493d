"""Officers of many stations with phones, signed in, and what they are asked to learn."""

import json
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

STATIONS, MATERIALS, QUESTIONS, OBJECTIVES = 60, 20, 400, 40


def fill(people: int) -> dict[str, Any]:
    """Make everything; gives what the load needs: a sign-in, a guard and a device for each officer, and the numbers of
    items and questions."""
    from django.utils import timezone

    from benchmarks.people import _settle
    from chizi.org.models import Party, Person, Region

    now = timezone.now()
    _settle()
    stations = list(Party.objects.filter(agency__isnull=False).select_related("region", "agency")[:STATIONS])
    office = Person.objects.create(username="office", name="office")
    province = Region.objects.get(code="140000000000")
    officers = [_officer(at, stations[at % STATIONS], province) for at in range(people)]
    items = _items(stations, province, office, now)
    questions = _questions(province, now)
    phones = [_phone(one, now) for one in officers]
    return {"phones": phones, "items": items, "questions": questions}


def _officer(at: int, party: Any, province: Any) -> Any:
    from chizi.org.models import Grant, Person

    person = Person.objects.create(username=f"officer{at:04d}", name=f"officer {at}", agency=party.agency)
    Grant.objects.create(
        person=person, role="officer", region=province, from_date=date(2020, 1, 1), granted_by="console"
    )
    return person


def _items(stations: list[Any], province: Any, office: Any, now: Any) -> list[list[Any]]:
    from chizi.learn.models import LearningItem
    from chizi.plan.models import Assignment, Task

    today = now.date()
    task = Task(
        kind="prescribed", title="学习", text="学", basis="方案", issuer=stations[0], opens=today - timedelta(days=9),
        due=today + timedelta(days=30), fact_key="bench", state="open", created_by=office.ref, created_at=now,
    )  # fmt: skip
    task.stand_at(province)
    task.save()
    for party in stations:
        row = Assignment(
            task=task, issuer=stations[0], kind="prescribed", fact_key="bench", party=party, opens=task.opens,
            due=task.due, state="open", assigned_by=office.ref, assigned_at=now,
        )  # fmt: skip
        row.stand_at(party.region)
        row.save()
    abouts = [f"material:{at}" for at in range(1, MATERIALS + 1)]
    rows = [LearningItem(task=task, about=about, title=about, position=1) for about in abouts]
    LearningItem.objects.bulk_create(rows)
    return [[row.id, row.about] for row in LearningItem.objects.order_by("id")]


def _questions(province: Any, now: Any) -> list[int]:
    from chizi.learn.models import Objective, Question, QuestionVersion

    for at in range(OBJECTIVES):
        Objective.objects.create(code=f"O-{at}", title=f"目标{at}")
    objectives = list(Objective.objects.order_by("id"))
    for at in range(QUESTIONS):
        made = Question(
            objective=objectives[at % OBJECTIVES], kind="single", stem=f"题{at}", fingerprint=f"f{at}",
            created_by="person:office", created_at=now,
        )  # fmt: skip
        made.stand_at(province)
        made.save()
        QuestionVersion.objects.create(
            question=made, number=1, kind="single", stem=made.stem, options=[["A", "甲"], ["B", "乙"]], key=["B"],
            made_by="person:office", made_at=now,
        )  # fmt: skip
    return list(Question.objects.order_by("id").values_list("id", flat=True))


def _phone(person: Any, now: Any) -> dict[str, str]:
    """A sign-in as the page makes it, and the device that goes with it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.middleware.csrf import _get_new_csrf_string
    from django.utils.module_loading import import_string

    from chizi.ground.devices.actions import register_device

    session = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    device = register_device(
        actor=person.ref, now=now, today=now.date(), device_id=uuid4(), name="bench",
        session="bench", session_until=session.get_expiry_date(),
    )  # fmt: skip
    return {
        "session": session.session_key,
        "csrf": _get_new_csrf_string(),
        "person": person.ref,
        "device": str(device.id),
    }


def main() -> None:
    """`python -m benchmarks.syncing.world FILE PEOPLE`: fill the database of the environment."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    Path(sys.argv[1]).write_text(json.dumps(fill(int(sys.argv[2]))), "utf-8")


if __name__ == "__main__":
    main()
