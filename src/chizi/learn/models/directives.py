"""Directives to learn from somebody, and the actions that they are attached to."""

from django.db import models

from chizi.learn.rules.directives import (
    HONOURED_LENGTH,
    NUMBER_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    TOPIC_LENGTH,
)
from chizi.org.models import Party
from chizi.plan.models.placed import Placed


class Directive(Placed):
    """A notice to learn from somebody (学习通知, S1-24). ``story`` is the material about him ("material:12")."""

    key = models.UUIDField(unique=True)
    number = models.CharField(max_length=NUMBER_LENGTH)
    title = models.CharField(max_length=TITLE_LENGTH)
    text = models.CharField(max_length=TEXT_LENGTH, blank=True)
    issuer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField()
    honours = models.CharField(max_length=HONOURED_LENGTH, blank=True)
    story = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["city", "-id"]), models.Index(fields=["county", "-id"])]
        constraints = [models.UniqueConstraint(fields=["issuer", "number"], name="learn_directive_number")]

    @property
    def ref(self) -> str:
        return f"directive:{self.pk}"


class DirectiveTopic(models.Model):
    """What there is to learn (学习主题, S1-25): one line each, in the order of the notice."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="topics")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=TOPIC_LENGTH)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "position"], name="learn_topic_position")]


class DirectiveUse(models.Model):
    """An action that exists already and serves a directive (落实载体): a task, material, lecture or service item."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="uses")
    about = models.CharField(max_length=40)
    attached_by = models.CharField(max_length=120)
    attached_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["directive", "about"], name="learn_directive_use_once")
        ]
        indexes = [models.Index(fields=["about"])]
