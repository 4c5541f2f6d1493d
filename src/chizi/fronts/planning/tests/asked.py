"""What tests of tasks do again and again: a task, who is asked, what is handed in."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from chizi.org.abilities import local_day
from chizi.plan.actions import assign_task, create_task, submit_result
from chizi.plan.models import Assignment, Measure, Result, Task


def now():
    return timezone.now()


def day(days: int) -> str:
    return (local_day(now()) + timedelta(days=days)).isoformat()


def asked_of(here, *names: str, actor="lin", fact_key="", **more) -> list[Assignment]:
    task = task_of(here, actor=actor, fact_key=fact_key, **more)
    parties = [getattr(here, name) for name in names]
    return assign_task(actor=getattr(here, actor), now=now(), task_id=task.pk, parties=parties)


def task_of(here, *, actor="lin", **more) -> Task:
    said = {"title": "逐人谈心", "text": "与每名民警谈心一次", "basis": "方案一第三条", "issuer": here.office,
            "measure_id": Measure.objects.get().pk, "due": local_day(now()) + timedelta(days=20)}  # fmt: skip
    return create_task(actor=getattr(here, actor), now=now(), **{**said, **more})


def handed_in(here, row: Assignment, text: str = "已谈 32 人") -> Result:
    row.refresh_from_db()
    return submit_result(actor=here.hu, now=now(), assignment_id=row.pk, version=row.version, text=text)


def address(row: Assignment, step: str = "") -> str:
    return f"/plan/assignments/{row.pk}/{step}"


def picture(name: str = "talk.txt", content: bytes = b"a note of the talk") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/plain")
