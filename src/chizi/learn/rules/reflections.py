"""Words of reflections (心得体会): short, own, correctable, never public. Pure: no Django, no clock."""

from enum import StrEnum

TEXT_LENGTH = 4000
MOST_FILES = 3


class ReflectionState(StrEnum):
    """A reflection is its writer's own: it stands, or he has taken it back."""

    WRITTEN = "written"
    WITHDRAWN = "withdrawn"
