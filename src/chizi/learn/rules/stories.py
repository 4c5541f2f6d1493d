"""Words of stories: whose consent it is. Pure: no Django, no clock."""

from enum import StrEnum

AGES = range(16, 120)


class ConsentBy(StrEnum):
    """Who agreed that the story is told (个人信息保护法 art. 13 and 49)."""

    PERSON = "person"
    FAMILY = "family"
