"""Writes of learn, split by noun."""

from chizi.learn.actions.outcomes import record_outcome, record_outcomes, settle_mastery, void_outcome

__all__ = [
    "record_outcome",
    "record_outcomes",
    "settle_mastery",
    "void_outcome",
]
