"""Tables of learn, split by noun."""

from chizi.learn.models.attempts import Answer, Attempt
from chizi.learn.models.objectives import Objective
from chizi.learn.models.outcomes import ItemState, LearningItem, Mastery, Outcome
from chizi.learn.models.papers import BlueprintCell, FixedQuestion, Paper
from chizi.learn.models.questions import Question, QuestionVersion

__all__ = [
    "Answer",
    "Attempt",
    "BlueprintCell",
    "FixedQuestion",
    "ItemState",
    "LearningItem",
    "Mastery",
    "Objective",
    "Outcome",
    "Paper",
    "Question",
    "QuestionVersion",
]
