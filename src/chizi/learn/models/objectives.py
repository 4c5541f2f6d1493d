"""What can be mastered."""

from django.db import models


class Objective(models.Model):
    """Something that a learner can show to have mastered (学习目标), such as "knows when to register a matter"."""

    code = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title
