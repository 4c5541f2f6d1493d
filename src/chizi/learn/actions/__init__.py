"""Writes of learn, split by noun."""

from chizi.learn.actions.materials import (
    MaterialDraft,
    decide_secrecy,
    draft_material,
    publish_material,
    revise_material,
    withdraw_material,
)
from chizi.learn.actions.outcomes import record_outcome, record_outcomes, settle_mastery, void_outcome
from chizi.learn.actions.stories import CaseDraft, StoryDraft

__all__ = [
    "CaseDraft",
    "MaterialDraft",
    "StoryDraft",
    "decide_secrecy",
    "draft_material",
    "publish_material",
    "record_outcome",
    "record_outcomes",
    "revise_material",
    "settle_mastery",
    "void_outcome",
    "withdraw_material",
]
