"""What is to be found. The grams stand beside it, where each database finds them fastest (migration 0001)."""

from django.db import models


class SearchText(models.Model):
    """A text of a room, normalised (rules.plain), under the room's own name and key."""

    collection = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["collection", "key"], name="search_text_once")]
