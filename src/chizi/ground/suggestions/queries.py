"""Reads of suggestions: one's own, one by its key, and those that an office answers."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from chizi.core.cursors import number_cursor
from chizi.core.scope import Scope
from chizi.ground.suggestions.models import Suggestion
from chizi.ground.suggestions.refusals import UnknownSuggestion
from chizi.ground.suggestions.rules import SuggestionState

LARGEST = 2**62
MOST_COUNTED = 1000


@dataclass(frozen=True)
class SuggestionList:
    """Some suggestions, newest first; ``after`` is the next cursor; ``total`` counts to 1000 and one more."""

    suggestions: tuple[Suggestion, ...]
    after: str
    total: int


def my_suggestions(ref: str, *, after: str = "", limit: int = 50) -> SuggestionList:
    """What a person has written himself, newest first."""
    return _paged(Suggestion.objects.filter(author=ref) if ref else Suggestion.objects.none(), after, limit)


def suggestions(scope: Scope, *, state: str = "", after: str = "", limit: int = 50) -> SuggestionList:
    """Suggestions of a part of the province, newest first; what came from outside belongs to the whole."""
    rows = scope.narrow_codes(Suggestion.objects.all(), "unit")
    if state in set(SuggestionState):
        rows = rows.filter(state=state)
    return _paged(rows, after, limit)


def suggestion(scope: Scope, number: int) -> Suggestion:
    """One suggestion for the office. Raises UnknownSuggestion."""
    found = Suggestion.objects.filter(pk=number).first() if 0 < number < LARGEST else None
    if found is None or not scope.covers_code(found.unit):
        raise UnknownSuggestion
    return found


def suggestion_by_key(key: UUID, *, reader: str = "") -> Suggestion:
    """One suggestion for whoever wrote it: by its key if it was not signed, else by its author. Raises
    UnknownSuggestion."""
    found = Suggestion.objects.filter(key=key).first()
    if found is None or found.author not in ("", reader):
        raise UnknownSuggestion
    return found


def waiting(scope: Scope) -> int:
    """How many wait for an answer, to a thousand."""
    rows = scope.narrow_codes(Suggestion.objects.filter(state=SuggestionState.OPEN.value), "unit")
    return rows.values("pk")[:MOST_COUNTED].count()


def _paged(rows: QuerySet[Suggestion], after: str, limit: int) -> SuggestionList:
    total = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
    cursor = number_cursor(after)
    if cursor is not None:
        rows = rows.filter(pk__lt=cursor)
    found = list(rows.order_by("-pk")[: limit + 1])
    shown = tuple(found[:limit])
    return SuggestionList(shown, str(shown[-1].pk) if len(found) > limit else "", total)
