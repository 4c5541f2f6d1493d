"""Words and predicates of directives (学习通知, S1-24, S1-25). Pure: no Django, no clock."""

NUMBER_LENGTH = 60
TITLE_LENGTH = 200
HONOURED_LENGTH = 120
TOPIC_LENGTH = 200
TEXT_LENGTH = 4000
MOST_TOPICS = 12

ATTACHED_TO = frozenset({"task", "material", "lecture", "service"})
"""What a directive can be attached to: actions that exist already. It makes no form of its own (S1-24)."""


def clean_topics(topics: list[str]) -> list[str]:
    """Topics without blanks around them, each once, in their order."""
    return list(dict.fromkeys(" ".join(one.split()) for one in topics if one.strip()))
