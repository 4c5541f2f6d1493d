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
    TextsPage,
    estimates_about,
    results_of,
    signs_of,
    sources_about,
    texts_of,
)
from chizi.surveys.queries.seeing import kept_out

__all__ = [
    "EstimateLine",
    "Sheet",
    "SurveyLine",
    "SurveyList",
    "SurveyPage",
    "TextsPage",
    "estimates_about",
    "guided_parties",
    "kept_out",
    "my_surveys_to_close",
    "opinions_dataset",
    "results_of",
    "sheet_for",
    "signs_of",
    "sources_about",
    "survey_page",
    "surveys",
    "texts_of",
]
