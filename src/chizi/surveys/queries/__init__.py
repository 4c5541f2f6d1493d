"""Reads of surveys, split by noun."""

from chizi.surveys.queries.answering import Sheet, sheet_for
from chizi.surveys.queries.framing import guided_parties
from chizi.surveys.queries.lists import (
    SurveyLine,
    SurveyList,
    SurveyPage,
    my_surveys_to_close,
    survey_page,
    surveys,
)
from chizi.surveys.queries.publishing import opinions_dataset
from chizi.surveys.queries.results import (
    EstimateLine,
    Inside,
    estimates_about,
    inside_of,
    results_of,
    sources_about,
)
from chizi.surveys.queries.seeing import kept_out

__all__ = [
    "EstimateLine",
    "Inside",
    "Sheet",
    "SurveyLine",
    "SurveyList",
    "SurveyPage",
    "estimates_about",
    "guided_parties",
    "inside_of",
    "kept_out",
    "my_surveys_to_close",
    "opinions_dataset",
    "results_of",
    "sheet_for",
    "sources_about",
    "survey_page",
    "surveys",
]
