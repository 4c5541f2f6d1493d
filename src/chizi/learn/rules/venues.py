"""Words of venues (红色教育场所) and of choosing one (S1-27). Pure: no Django, no clock."""

from enum import StrEnum

NAME_LENGTH = 120
TEXT_LENGTH = 2000
ADDRESS_LENGTH = 200
MOST_YUAN = 100_000
MOST_MINUTES = 2880


class VenueState(StrEnum):
    """Whether a venue can be proposed."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"


def whole(value: int, most: int) -> bool:
    """Whether a cost or a time on the way is said, and can be meant."""
    return 0 <= value <= most
