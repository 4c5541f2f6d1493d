"""Tables of learn, split by noun."""

from chizi.learn.models.advice import Advice
from chizi.learn.models.applications import Application
from chizi.learn.models.attempts import Answer, Attempt
from chizi.learn.models.directives import Directive, DirectiveTopic, DirectiveUse
from chizi.learn.models.lectures import Lecture, LectureParty
from chizi.learn.models.materials import Material, MaterialFile, MaterialReader, MaterialVersion, Passage
from chizi.learn.models.objectives import Objective
from chizi.learn.models.outcomes import ItemState, LearningItem, Mastery, Outcome
from chizi.learn.models.papers import BlueprintCell, FixedQuestion, Paper
from chizi.learn.models.profiles import Profile, ProfileObjection
from chizi.learn.models.questions import Question, QuestionVersion
from chizi.learn.models.reflections import Reflection, ReflectionVersion
from chizi.learn.models.reuse import ProgrammeUse
from chizi.learn.models.services import ServiceItem, ServiceStep
from chizi.learn.models.signs import Fingerprint, Sign
from chizi.learn.models.stories import ConcludedCase, Story
from chizi.learn.models.venues import Venue, VenueChoice

__all__ = [
    "Advice",
    "Answer",
    "Application",
    "Attempt",
    "BlueprintCell",
    "ConcludedCase",
    "Directive",
    "DirectiveTopic",
    "DirectiveUse",
    "Fingerprint",
    "FixedQuestion",
    "ItemState",
    "LearningItem",
    "Lecture",
    "LectureParty",
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
    "ProgrammeUse",
    "Question",
    "QuestionVersion",
    "Reflection",
    "ReflectionVersion",
    "ServiceItem",
    "ServiceStep",
    "Sign",
    "Story",
    "Venue",
    "VenueChoice",
]
