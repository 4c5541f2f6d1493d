"""Tables of learn, split by noun."""

from chizi.learn.models.objectives import Objective
from chizi.learn.models.outcomes import ItemState, LearningItem, Mastery, Outcome

__all__ = ["ItemState", "LearningItem", "Mastery", "Objective", "Outcome"]
