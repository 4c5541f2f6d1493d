"""Words of suggestions (意见建议). Pure: no Django, no clock."""

from enum import StrEnum

TEXT_LENGTH, PAGE_LENGTH = 2000, 300
MOST_ANONYMOUS_A_DAY = 300
"""Our default: what nobody signs is taken as long as the day's pile can be read."""


class SuggestionKind(StrEnum):
    """What somebody has to say about a page."""

    COMPLAINT = "complaint"  # 意见：what is wrong or a burden
    SUGGESTION = "suggestion"  # 建议：what would be better


class SuggestionState(StrEnum):
    """Where it stands."""

    OPEN = "open"
    ANSWERED = "answered"


def page_in(address: str) -> str:
    """The page that somebody spoke about: a path of this installation without what was searched there; empty for
    anything else."""
    path = address.partition("?")[0].partition("#")[0][:PAGE_LENGTH]
    plain = path.isprintable() and "\\" not in path and " " not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else ""
