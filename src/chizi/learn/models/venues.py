"""Places that tell a story, and the actions that parties chose to hold there."""

from django.db import models
from django.db.models import Q

from chizi.learn.rules.venues import ADDRESS_LENGTH, NAME_LENGTH, TEXT_LENGTH, VenueState
from chizi.org.models import Party
from chizi.plan.models import Assignment
from chizi.plan.models.placed import Placed


class Venue(Placed):
    """A place of red heritage or another local option (红色教育场所, S1-27). What the way costs a person (yuan) and
    takes (minutes, there and back) is said beforehand; nobody has to go, and there is no quota."""

    key = models.UUIDField(unique=True)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    text = models.CharField(max_length=TEXT_LENGTH)
    address = models.CharField(max_length=ADDRESS_LENGTH)
    way_yuan = models.PositiveIntegerField()
    way_minutes = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=[(one.value, one.name) for one in VenueState])
    version = models.PositiveIntegerField(default=1)
    added_by = models.CharField(max_length=120)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["city", "-id"]),
            models.Index(fields=["county", "-id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "region"], condition=Q(state="open"), name="learn_venue_once"
            )
        ]

    @property
    def ref(self) -> str:
        return f"venue:{self.pk}"


class VenueChoice(models.Model):
    """A party chose an action of its own (自选动作) at a venue; the action itself is an optional task of plan."""

    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="+")
    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    chosen_by = models.CharField(max_length=120)
    chosen_at = models.DateTimeField()
