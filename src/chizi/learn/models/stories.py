"""What cautionary cases, role models and honours need before anybody else reads them."""

from django.db import models
from django.db.models import Q

from chizi.learn.models.materials import Material
from chizi.learn.rules.stories import ConsentBy


class ConcludedCase(models.Model):
    """That a cautionary case is concluded and redacted (警示案例的结论): the number and day of the decision that ended
    it, and who declared that names are taken out (S1-22). The list of names itself is never kept."""

    material = models.OneToOneField(Material, on_delete=models.PROTECT, related_name="concluded")
    decision = models.CharField(max_length=120)
    decided_on = models.DateField()
    lesson = models.CharField(max_length=500, blank=True)
    redacted_by = models.CharField(max_length=120)
    redacted_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(decision=""), name="learn_case_decision")]


class Story(models.Model):
    """Whom a story of a role model or an honour tells of (典型事迹), and the consent of that person or the family
    (S1-23). ``happened_on``, ``post`` and ``age`` belong to an honour: the death on duty (S1-26)."""

    material = models.OneToOneField(Material, on_delete=models.PROTECT, related_name="story")
    person = models.CharField(max_length=80)
    consent_by = models.CharField(max_length=8, choices=[(one.value, one.name) for one in ConsentBy])
    consent_from = models.CharField(max_length=120)
    consent_on = models.DateField()
    happened_on = models.DateField(null=True, blank=True)
    post = models.CharField(max_length=120, blank=True)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(consent_from=""), name="learn_story_consent")]
