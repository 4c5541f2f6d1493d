"""Reads of learn, split by noun."""

from chizi.learn.queries.outcomes import MyObjective, items_asked, my_objectives, own_outcome

__all__ = [
    "MyObjective",
    "items_asked",
    "my_objectives",
    "own_outcome",
]
