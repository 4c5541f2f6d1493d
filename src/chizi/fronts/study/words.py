"""Words for the codes that study shows."""

from collections.abc import Mapping

from django.utils.translation import gettext, override

from chizi.core.words import N_
from chizi.fronts.kit.context import address
from chizi.learn.rules.questions import FALSE, TRUE, QuestionKind, Work, article_parts

KINDS: dict[str, str] = {
    QuestionKind.SINGLE: N_("single choice"),
    QuestionKind.MULTIPLE: N_("multiple choice"),
    QuestionKind.TRUE_FALSE: N_("true-or-false question"),
    QuestionKind.ORDERING: N_("ordering"),
    QuestionKind.SHORT: N_("short answer"),
    QuestionKind.SCENARIO: N_("scenario from your own work"),
}
PAPER_STATES: dict[str, str] = {
    "draft": N_("paper in draft"),
    "published": N_("open to learners"),
    "withdrawn": N_("paper withdrawn"),
}
WORKS: dict[str, str] = {
    Work.TASK: N_("an open task of the learner"),
    Work.MATTER: N_("an open matter of the learner"),
}
TRUTHS: dict[str, str] = {TRUE: N_("It is right"), FALSE: N_("It is wrong")}
SHORT_TRUTHS: dict[str, tuple[str, ...]] = {
    TRUE: (N_("right"), N_("yes"), N_("true")),
    FALSE: (N_("wrong"), N_("no"), N_("false")),
}
WORK_WORDS: dict[str, tuple[str, ...]] = {Work.TASK: (N_("task"),), Work.MATTER: (N_("matter"),)}


def choices(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Values with their words in the reader's language."""
    return [(value, gettext(said)) for value, said in words.items()]


def kind_text(kind: str) -> str:
    return gettext(KINDS[kind]) if kind in KINDS else kind


def sheet_words() -> dict[str, str]:
    """Words that people write in the sheet, in both languages, and what they mean to us."""
    found: dict[str, str] = {}
    for language in ("en", "zh-hans"):
        with override(language):
            found |= {gettext(said).casefold(): value for value, said in KINDS.items()}
            for meant in (SHORT_TRUTHS, WORK_WORDS):
                for value, said_so in meant.items():
                    found |= {gettext(said).casefold(): value for said in said_so}
    return found


def article_href(article: str) -> str:
    """Where the article behind a question is read; empty where the library does not have it."""
    parts = article_parts(article)
    if parts is None:
        return ""
    page = address("library:material", parts[0])
    return f"{page}#{parts[1]}" if page and parts[1] else page


def about_href(about: str) -> str:
    """Where a material is read or a paper is taken."""
    kind, _, number = about.partition(":")
    if not number.isdecimal():
        return ""
    return address("study:take" if kind == "paper" else "library:material", int(number))
