"""What tests of planning's pages do again and again."""

from django.utils import timezone

from chizi.org.abilities import local_day
from chizi.plan import actions
from chizi.plan.models import Assignment, Measure


def text(answer, status=200) -> str:
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def measure(code="M-1") -> Measure:
    return Measure.objects.get(code=code)


def accepted(here, code="M-1") -> Assignment:
    """A measure whose only assignment has an accepted result."""
    now, due = timezone.now(), local_day(timezone.now())
    task = actions.create_task(
        actor=here.lin, now=now, title="谈心", text="逐人", basis="方案", due=due, issuer=here.party["office"],
        measure_id=measure(code).pk,
    )  # fmt: skip
    (row,) = actions.assign_task(actor=here.lin, now=now, task_id=task.id, parties=[here.party["city"]])
    actions.submit_result(actor=here.tan, now=now, assignment_id=row.id, version=row.version, text="完成")
    row.refresh_from_db()
    actions.accept_result(actor=here.lin, now=now, assignment_id=row.id, version=row.version)
    return row
