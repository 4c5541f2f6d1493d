"""What somebody thinks of what he learned: his own, in versions."""

from django.db import models

from chizi.learn.rules.applications import ABOUT_LENGTH, TITLE_LENGTH
from chizi.learn.rules.reflections import TEXT_LENGTH, ReflectionState
from chizi.org.models import Party, Person


class Reflection(models.Model):
    """A short text about a material, a paper or a task (心得体会): its writer's own, and never public.

    The text stands in its versions; ``latest`` is the number of the newest. No length is asked for, no picture.
    """

    key = models.UUIDField(unique=True)
    person = models.ForeignKey(Person, db_index=False, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, null=True, db_index=False, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=ABOUT_LENGTH)
    about_title = models.CharField(max_length=TITLE_LENGTH)
    state = models.CharField(max_length=9, choices=[(one.value, one.name) for one in ReflectionState])
    latest = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"]),
            models.Index(fields=["party", "state", "-id"]),
            models.Index(fields=["about", "state"]),
        ]

    @property
    def ref(self) -> str:
        return f"reflection:{self.pk}"


class ReflectionVersion(models.Model):
    """One wording of a reflection; ``files`` maps digests of pictures to names and is empty as a rule (R-09)."""

    reflection = models.ForeignKey(Reflection, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=TEXT_LENGTH)
    files = models.JSONField(default=dict)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reflection", "number"], name="learn_reflection_version"),
            models.CheckConstraint(condition=~models.Q(text=""), name="learn_reflection_text"),
        ]
