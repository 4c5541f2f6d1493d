"""Tables of suggestions."""

from django.db import models
from django.db.models import Q

from chizi.ground.suggestions.rules import PAGE_LENGTH, TEXT_LENGTH, SuggestionKind, SuggestionState


class Suggestion(models.Model):
    """What somebody says about one page of the product (R-12), and the answer.

    ``author`` is a reference ("person:lin") or empty for somebody without an account, of whom nothing is kept; he
    comes back by ``key``. ``unit`` is the region code of the author's body: whose office answers. ``page`` is a path.
    """

    key = models.UUIDField(unique=True)
    author = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=12, blank=True)
    page = models.CharField(max_length=PAGE_LENGTH, blank=True)
    kind = models.CharField(max_length=12, choices=[(one.value, one.name) for one in SuggestionKind])
    text = models.CharField(max_length=TEXT_LENGTH)
    state = models.CharField(
        max_length=10,
        default=SuggestionState.OPEN.value,
        choices=[(one.value, one.name) for one in SuggestionState],
    )
    made_on = models.DateField()
    answer = models.CharField(max_length=TEXT_LENGTH, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["author", "-id"]),
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["made_on"], condition=Q(author=""), name="suggestions_anonymous"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SuggestionState.OPEN.value, answer="")
                | (Q(state=SuggestionState.ANSWERED.value) & ~Q(answer="")),
                name="suggestions_answer",
            )
        ]

    @property
    def ref(self) -> str:
        """How the journal names it."""
        return f"suggestion:{self.pk}"
