"""Tables of learn, split by noun."""

from chizi.learn.models.attempts import Answer, Attempt
from chizi.learn.models.materials import Material, MaterialFile, MaterialReader, MaterialVersion, Passage
from chizi.learn.models.objectives import Objective
from chizi.learn.models.outcomes import ItemState, LearningItem, Mastery, Outcome
from chizi.learn.models.papers import BlueprintCell, FixedQuestion, Paper
from chizi.learn.models.profiles import Profile, ProfileObjection
from chizi.learn.models.questions import Question, QuestionVersion
from chizi.learn.models.signs import Fingerprint, Sign
from chizi.learn.models.stories import ConcludedCase, Story

__all__ = [
    "Answer",
    "Attempt",
    "BlueprintCell",
    "ConcludedCase",
    "Fingerprint",
    "FixedQuestion",
    "ItemState",
    "LearningItem",
    "Mastery",
    "Material",
    "MaterialFile",
    "MaterialReader",
    "MaterialVersion",
    "Objective",
    "Outcome",
    "Paper",
    "Passage",
    "Profile",
    "ProfileObjection",
    "Question",
    "QuestionVersion",
    "Sign",
    "Story",
]
