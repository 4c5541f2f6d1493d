from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

DEEPEST = 5  # province, city, county, township and one to spare


def find_first(apps: Any, schema_editor: Any) -> None:
    """What was passed down before gets the first task of its line."""
    Task = apps.get_model("plan", "Task")
    Assignment = apps.get_model("plan", "Assignment")
    below = Task.objects.filter(above__isnull=False)
    below.update(top_id=F("above_id"))
    for _ in range(DEEPEST):
        higher = Task.objects.filter(pk=OuterRef("top_id")).values("above_id")[:1]
        further = below.filter(top__above__isnull=False)
        if not further.exists():
            break
        further.update(top_id=Subquery(higher))
    first = Task.objects.filter(pk=OuterRef("task_id")).values(found=Coalesce("top_id", "id"))[:1]
    Assignment.objects.update(top_task_id=Subquery(first))


class Migration(migrations.Migration):
    dependencies = [
        ("plan", "0003_lists"),
    ]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="top_task",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plan.task"
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="top",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plan.task",
            ),
        ),
        migrations.RunPython(find_first, migrations.RunPython.noop, elidable=True),
    ]
