"""The one table of counts."""

from django.db import models


class Counter(models.Model):
    """``value`` rows of ``board`` under ``key``; both names belong to the room that keeps them."""

    board = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    value = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "key"], name="counters_counter_once")]
