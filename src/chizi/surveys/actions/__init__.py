"""Every write of surveys."""

from chizi.surveys.actions.answering import record_answer
from chizi.surveys.actions.closing import close_survey, withdraw_survey
from chizi.surveys.actions.drafting import change_survey, draft_survey
from chizi.surveys.actions.sampling import Drawn, draw_sample, print_slips

__all__ = [
    "Drawn",
    "change_survey",
    "close_survey",
    "draft_survey",
    "draw_sample",
    "print_slips",
    "record_answer",
    "withdraw_survey",
]
