"""What a question is, when it is whole, and when an answer is right. Pure: no Django, no clock."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from enum import StrEnum
from hashlib import sha256

STEM_LENGTH = 2000
OPTION_LENGTH = 500
EXPLANATION_LENGTH = 2000
ANSWER_LENGTH = 4000  # what a learner writes in words
NOTE_LENGTH = 1000
MOST_OPTIONS = 8
MOST_ACCEPTED = 20
LETTERS = "ABCDEFGH"
TRUE, FALSE = "true", "false"

Given = Sequence[str] | str | None

_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_ARTICLE = re.compile(r"material:([0-9]{1,18})(?:#([\w.-]{1,100}))?")
_ENDING = re.compile(r"[\s。.;;,,!!]+$")


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"  # 单选题
    MULTIPLE = "multiple"  # 多选题
    TRUE_FALSE = "truefalse"  # 判断题
    ORDERING = "ordering"  # 排序题
    SHORT = "short"  # 简答题
    SCENARIO = "scenario"  # 情景题: about the learner's own work, judged by another person


CHOSEN = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.ORDERING})


class Work(StrEnum):
    """The kind of the learner's own work that a scenario question is asked about."""

    TASK = "assignment"
    MATTER = "matter"


class Fault(StrEnum):
    """What a question lacks; each has a sentence of its own in refusals."""

    NO_STEM = "no_stem"
    TOO_LONG = "too_long"
    BAD_KIND = "bad_kind"
    FEW_OPTIONS = "few_options"
    MANY_OPTIONS = "many_options"
    SAME_OPTIONS = "same_options"
    EMPTY_OPTION = "empty_option"
    NO_RIGHT = "no_right"
    UNKNOWN_RIGHT = "unknown_right"
    SEVERAL_RIGHT = "several_right"
    BAD_WORK = "bad_work"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class QuestionDraft:
    """A question as an author writes it.

    ``options`` are the texts offered; ``right`` the letters of those that are right (single, multiple), "true" or
    "false", the accepted answers (short), and nothing for the rest: an ordering is written in its right order, a
    scenario is judged by a person. ``article`` is "material:12#art-5" or empty; ``work`` a `Work`.
    """

    objective: str
    kind: str
    stem: str
    options: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    explanation: str = ""
    article: str = ""
    work: str = ""


@dataclass(frozen=True)
class Wording:
    """A question as it is kept: ``options`` are (key, text), ``key`` what is right by `right`."""

    kind: str
    stem: str
    options: tuple[tuple[str, str], ...] = ()
    key: tuple[str, ...] = ()
    explanation: str = ""
    article: str = ""
    work: str = ""


@dataclass(frozen=True)
class Faults:
    """The first fault of a draft with the field it belongs to."""

    fault: Fault
    field: str
    params: dict[str, object] = made_by(default_factory=dict)


def plain(text: str) -> str:
    """Text as answers are compared: one width, one case, no blanks, no full stop at the end."""
    narrow = unicodedata.normalize("NFKC", text).casefold()
    return _BLANKS.sub("", _ENDING.sub("", narrow))


def tidy(text: str) -> str:
    """Text as it is kept: plain line ends, nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def readable(text: str) -> bool:
    """Whether every sign can be printed; a database takes no zero byte."""
    return all(sign in "\n\t" or sign.isprintable() for sign in text)


def fault_of(draft: QuestionDraft) -> Faults | None:
    """The first thing that is wrong with a draft, None when it is whole."""
    stem, options = tidy(draft.stem), [tidy(one) for one in draft.options]
    words = (draft.explanation, draft.article, *options, *draft.right)
    if not stem:
        return Faults(Fault.NO_STEM, "stem")
    if not readable(stem) or not all(readable(one) for one in words):
        return Faults(Fault.UNREADABLE, "stem")
    if len(stem) > STEM_LENGTH:
        return Faults(Fault.TOO_LONG, "stem", {"most": STEM_LENGTH})
    if len(draft.explanation) > EXPLANATION_LENGTH:
        return Faults(Fault.TOO_LONG, "explanation", {"most": EXPLANATION_LENGTH})
    if draft.kind not in set(QuestionKind):
        return Faults(Fault.BAD_KIND, "kind")
    if draft.kind in CHOSEN:
        return _fault_of_options(draft, options)
    if draft.kind == QuestionKind.SCENARIO:
        return None if draft.work in set(Work) else Faults(Fault.BAD_WORK, "work")
    if draft.kind == QuestionKind.TRUE_FALSE:
        good = len(draft.right) == 1 and draft.right[0] in (TRUE, FALSE)
        return None if good else Faults(Fault.NO_RIGHT, "right")
    return _fault_of_accepted(draft)


def _fault_of_options(draft: QuestionDraft, options: list[str]) -> Faults | None:
    if not all(options):
        return Faults(Fault.EMPTY_OPTION, "options")
    if len(options) < 2:
        return Faults(Fault.FEW_OPTIONS, "options")
    if len(options) > MOST_OPTIONS:
        return Faults(Fault.MANY_OPTIONS, "options", {"most": MOST_OPTIONS})
    if any(len(one) > OPTION_LENGTH for one in options):
        return Faults(Fault.TOO_LONG, "options", {"most": OPTION_LENGTH})
    seen: dict[str, str] = {}
    for one in options:
        if (same := plain(one) or one) in seen:
            return Faults(Fault.SAME_OPTIONS, "options", {"option": one[:60]})
        seen[same] = one
    if draft.kind == QuestionKind.ORDERING:
        return None
    if not draft.right:
        return Faults(Fault.NO_RIGHT, "right")
    if set(draft.right) - set(LETTERS[: len(options)]):
        return Faults(Fault.UNKNOWN_RIGHT, "right")
    if draft.kind == QuestionKind.SINGLE and len(set(draft.right)) > 1:
        return Faults(Fault.SEVERAL_RIGHT, "right")
    return None


def _fault_of_accepted(draft: QuestionDraft) -> Faults | None:
    if not any(plain(one) for one in draft.right):
        return Faults(Fault.NO_RIGHT, "right")
    if len(draft.right) > MOST_ACCEPTED or any(len(one) > OPTION_LENGTH for one in draft.right):
        return Faults(Fault.TOO_LONG, "right", {"most": OPTION_LENGTH})
    return None


def worded(draft: QuestionDraft) -> Wording:
    """A whole draft as it is kept. The steps of an ordering get letters that do not give their order away."""
    options = [tidy(one) for one in draft.options] if draft.kind in CHOSEN else []
    key = tuple(sorted(set(draft.right)))
    if draft.kind == QuestionKind.ORDERING:
        shown = sorted(options, key=lambda one: sha256(f"{draft.stem}\n{one}".encode()).digest())
        key = tuple(LETTERS[shown.index(one)] for one in options)
        options = shown
    elif draft.kind == QuestionKind.SHORT:
        key = tuple(dict.fromkeys(tidy(one) for one in draft.right if plain(one)))
    elif draft.kind == QuestionKind.SCENARIO:
        key = ()
    return Wording(
        kind=draft.kind,
        stem=tidy(draft.stem),
        options=tuple(zip(LETTERS, options, strict=False)),
        key=key,
        explanation=tidy(draft.explanation),
        article=draft.article.strip(),
        work=draft.work if draft.kind == QuestionKind.SCENARIO else "",
    )


def authored(objective: str, one: Wording) -> QuestionDraft:
    """The draft that `worded` makes this wording of: for the form that changes it and for exports."""
    texts = dict(one.options)
    options = (
        tuple(texts[letter] for letter in one.key)
        if one.kind == QuestionKind.ORDERING
        else tuple(texts.values())
    )
    right = () if one.kind == QuestionKind.ORDERING else one.key
    return QuestionDraft(
        objective, one.kind, one.stem, options, right, one.explanation, one.article, one.work
    )


def listed(given: Given) -> list[str]:
    """An answer as a list of texts, whatever somebody sent."""
    if isinstance(given, str):
        return [given]
    if not isinstance(given, Sequence):
        return []
    return [one for one in given if isinstance(one, str)]


def answer_of(kind: str, options: Collection[str], given: Given) -> list[str] | str | None:
    """An answer as it is kept: letters that the question has, or words; None where nothing was answered.

    What no browser of ours sends (unknown letters, too many, signs that cannot be printed) is left out.
    """
    said = [one for one in listed(given) if one]
    if kind in (QuestionKind.SHORT, QuestionKind.SCENARIO):
        words = tidy("".join(sign for sign in "\n".join(said) if sign in "\n\t\r" or sign.isprintable()))
        return words[:ANSWER_LENGTH] or None
    known = [one for one in dict.fromkeys(said) if one in options or one in (TRUE, FALSE)]
    if kind in (QuestionKind.SINGLE, QuestionKind.TRUE_FALSE):
        known = known[:1]
    elif kind == QuestionKind.MULTIPLE:
        known.sort()
    return known or None


def right(kind: str, key: Sequence[str], given: Given) -> bool | None:
    """Whether an answer is right; None where only a person can say so (R-27). No answer is not right.

    Several right options must all be chosen and no other; a short answer counts in any width, case or spacing.
    """
    if kind == QuestionKind.SCENARIO:
        return None
    said = [one for one in listed(given) if one.strip()]
    if kind == QuestionKind.SHORT:
        return len(said) == 1 and plain(said[0]) in {plain(one) for one in key}
    if kind == QuestionKind.ORDERING:
        return bool(key) and said == list(key)
    return bool(said) and set(said) == set(key)


def fingerprint(kind: str, stem: str) -> str:
    """What makes two questions the same one: their kind and their stem, whatever its width, case and blanks."""
    return sha256(f"{kind}\n{plain(stem)}".encode()).hexdigest()


def article_parts(article: str) -> tuple[int, str] | None:
    """The material's number and the anchor in it, of "material:12#art-5"; None for anything else."""
    found = _ARTICLE.fullmatch(article.strip())
    return (int(found[1]), found[2] or "") if found else None
