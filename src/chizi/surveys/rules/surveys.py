"""Words of surveys, and what an answer may hold. Pure: no Django, no clock."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

TITLE_LENGTH, QUESTION_LENGTH, METHOD_LENGTH, TEXT_LENGTH, REASON_LENGTH = 120, 300, 1000, 1000, 1000
MOST_QUESTIONS = 12
LOWEST, HIGHEST = 1, 5  # of an agreement scale


class Source(StrEnum):
    """Who is asked (S1-09: at least one source that is independent of the rated body)."""

    PEERS = "peers"  # 同级互评
    SUPERVISORS = "supervisors"  # 上级评价
    OUTSIDE = "outside"  # 群众和服务对象评价
    GUIDED = "guided"  # 被指导单位评价指导组 (S2-12)


class QuestionKind(StrEnum):
    """What can be answered."""

    SCALE = "scale"  # agreement from 1 to 5
    YES_NO = "yes_no"
    TEXT = "text"


class SurveyState(StrEnum):
    """Where a survey stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class SampleKind(StrEnum):
    """How those asked are reached."""

    PEOPLE = "people"  # drawn from the people of parties, asked through their inbox
    SLIPS = "slips"  # numbered by nobody, handed out on paper to people outside


class Criterion(StrEnum):
    """The three criteria by which a guidance group is judged by those it guides (S2-12)."""

    PACE = "pace"  # 快节奏
    QUALITY = "quality"  # 高质量
    STANDARD = "standard"  # 高标准


@dataclass(frozen=True)
class QuestionDraft:
    """A question as it is typed; ``criterion`` is a Criterion or empty."""

    kind: str
    text: str
    criterion: str = ""


@dataclass(frozen=True)
class Asked:
    """A question as an answer is read against it."""

    id: int
    kind: QuestionKind


Given = bool | int | str


def read_answer(questions: Sequence[Asked], given: Mapping[int, str]) -> tuple[dict[str, Given], list[int]]:
    """(what is kept by id of the question, ids of questions whose answer cannot be read).

    A question that was left out is left out: nobody is made to answer. Free text is cut of what could name a
    person: see `masked`.
    """
    kept: dict[str, Given] = {}
    wrong: list[int] = []
    for one in questions:
        said = given.get(one.id, "").replace("\r\n", "\n").strip()
        if not said:
            continue
        value = _read(one.kind, said)
        if value is None:
            wrong.append(one.id)
        else:
            kept[str(one.id)] = value
    return kept, wrong


def _read(kind: QuestionKind, said: str) -> Given | None:
    if kind is QuestionKind.SCALE:
        return int(said) if said in {"1", "2", "3", "4", "5"} else None
    if kind is QuestionKind.YES_NO:
        return {"yes": True, "no": False}.get(said)
    return masked(said) if len(said) <= TEXT_LENGTH and "\0" not in said else None


# An identity number has 18 signs (GB 11643), an old one 15; telephone and bank numbers have 7 to 19 digits, often set
# apart by blanks or dashes. A year or a sum stays.
_NUMBERS = re.compile(r"\d(?:[ \-‐–－]?\d){5,18}[ \-－]?[\dXx](?![\dA-Za-z])")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MASK = "＊＊＊"


def masked(text: str) -> str:
    """The text without identity, telephone and card numbers and mail addresses (PIPL art. 6: as little as needed)."""
    plain = "".join(
        unicodedata.normalize("NFKC", sign) if unicodedata.category(sign) == "Nd" else sign for sign in text
    )
    return _MAIL.sub(MASK, _NUMBERS.sub(MASK, plain))
