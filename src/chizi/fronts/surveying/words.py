"""Words for the codes of surveys and suggestions, and the surveys that are ready to be asked."""

from dataclasses import dataclass

from django.utils.translation import gettext, pgettext

from chizi.core.words import N_
from chizi.surveys.rules.surveys import Criterion, QuestionDraft, QuestionKind, Source

SOURCES: dict[str, str] = {
    "peers": N_("peers"),
    "supervisors": N_("superiors"),
    "outside": N_("people outside"),
    "guided": N_("those who are guided"),
}
SURVEY_STATES: dict[str, str] = {
    "draft": N_("not drawn yet"),
    "open": N_("answers are coming in"),
    "closed": N_("closed, with results"),
    "withdrawn": N_("withdrawn without results"),
}
QUESTION_KINDS: dict[str, str] = {
    "scale": N_("agreement from 1 to 5"),
    "yes_no": N_("yes or no"),
    "text": N_("free text"),
}
CRITERIA: dict[str, str] = {
    "pace": N_("Quick pace"),
    "quality": N_("High quality"),
    "standard": N_("High standard"),
}
METHODS: dict[str, str] = {
    "wilson": N_("share with Wilson's interval of 95 %"),
    "t": N_("mean with Student's interval of 95 %"),
    "all": N_("everybody of the frame answered: no interval is needed"),
    "few": N_("too few answers"),
    "same": N_("everybody who answered said the same: how sure that is cannot be computed"),
}
AGREEMENT: dict[str, str] = {
    "1": N_("not at all"),
    "2": N_("rather not"),
    "3": N_("partly"),
    "4": N_("mostly"),
    "5": N_("fully"),
}
SIGNS: dict[str, str] = {
    "same_words": N_("%(count)s of %(of)s answers hold the same text, word for word."),
    "same_boxes": N_("%(count)s of %(of)s answers tick exactly the same boxes."),
    "only_praise": N_("%(count)s of %(of)s answers hold nothing but the best of all."),
    "one_day": N_("%(count)s of %(of)s answers came on one single day."),
}
SUGGESTION_KINDS: dict[str, str] = {
    "complaint": N_("something is wrong or a burden"),
    "suggestion": N_("something could be better"),
}
SUGGESTION_STATES: dict[str, str] = {
    "open": N_("waits for an answer"),
    "answered": N_("answered"),
}


@dataclass(frozen=True)
class Ready:
    """A survey that is ready to be asked; its sentences are msgids."""

    code: str
    name: str
    source: Source
    title: str
    method: str
    questions: tuple[QuestionDraft, ...]


def _scale(text: str, criterion: str = "") -> QuestionDraft:
    return QuestionDraft(QuestionKind.SCALE.value, text, criterion)


CHANGE = QuestionDraft(QuestionKind.TEXT.value, N_("What should change first?"))
READY: tuple[Ready, ...] = (
    Ready(
        "guidance",
        N_("A guidance group, by those it guides (three criteria)"),
        Source.GUIDED,
        N_("How the guidance group works with us"),
        N_(
            "Drawn by lot from the people of the bodies where the group was sent. The group itself asks nobody."
        ),
        (
            _scale(
                N_("Quick pace: the group answered our questions soon and kept nobody waiting."),
                Criterion.PACE,
            ),
            _scale(
                N_("High quality: what the group found was right and helped us to mend it."),
                Criterion.QUALITY,
            ),
            _scale(
                N_("High standard: the group kept its own rules, was fair, and was no burden to our work."),
                Criterion.STANDARD,
            ),
            QuestionDraft(
                QuestionKind.YES_NO.value, N_("Did the group ask for papers that were made only for it?")
            ),
            CHANGE,
        ),
    ),
    Ready(
        "service",
        N_("A body, by people outside"),
        Source.OUTSIDE,
        N_("How the window treats those who come"),
        N_(
            "A slip goes to every tenth person who leaves the window in one week, from somebody of another body."
        ),
        (
            _scale(N_("I was told clearly what was needed.")),
            _scale(N_("I was treated politely and fairly.")),
            _scale(N_("What I came for was settled in a reasonable time.")),
            QuestionDraft(
                QuestionKind.YES_NO.value, N_("Did you have to come more than once for the same thing?")
            ),
            QuestionDraft(
                QuestionKind.YES_NO.value,
                N_("Did anybody offer or ask for anything in return for your answers?"),
            ),
            CHANGE,
        ),
    ),
    Ready(
        "peers",
        N_("A body, by its peers"),
        Source.PEERS,
        N_("How the body works with its peers"),
        N_("Drawn by lot from the people of bodies that work with it."),
        (
            _scale(N_("Requests are answered within the time agreed.")),
            _scale(N_("What it hands over is complete and right.")),
            _scale(N_("It says openly when something went wrong.")),
            CHANGE,
        ),
    ),
    Ready(
        "supervisors",
        N_("A body, by its superiors"),
        Source.SUPERVISORS,
        N_("How the body does its work"),
        N_("Drawn by lot from the people of the bodies that lead it."),
        (
            _scale(N_("What it reports can be relied on.")),
            _scale(N_("What was learned is applied in its daily work.")),
            _scale(N_("What was found is put right and stays right.")),
            CHANGE,
        ),
    ),
)


def ready(code: str) -> Ready | None:
    """The ready survey with this code."""
    return next((one for one in READY if one.code == code), None)


def as_msgid(text: str) -> str:
    """The sentence of a ready survey behind its translation, so that it reads in both languages; else the text."""
    own = {gettext(one.text): one.text for each in READY for one in each.questions}
    return own.get(text.strip(), text)


def shown(text: str) -> str:
    """A question as it is read: one of ours in the language in force, any other as it was typed."""
    return gettext(text) if text else ""


def survey_state(code: str) -> str:
    """Where a survey stands, in words."""
    return gettext(SURVEY_STATES[code]) if code in SURVEY_STATES else code


def asked_words(asked: int, frame: int | None) -> str:
    """How many were asked of how many."""
    if frame is None:
        return pgettext("survey", "%(asked)s; of how many is not known") % {"asked": asked}
    return pgettext("survey", "%(asked)s of %(frame)s") % {"asked": asked, "frame": frame}
