"""Materials: their kinds and states, and what of a text must not be published. Pure: no Django, no clock."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

TITLE_LENGTH = 200
SOURCE_LENGTH = 300
NOTE_LENGTH = 300
REASON_LENGTH = 1000
LONGEST_TEXT = 400_000
MOST_FILES = 20
MOST_PARTIES = 200
MOST_NAMES = 200


class MaterialKind(StrEnum):
    """What a material is."""

    DOCUMENT = "document"  # 文件资料
    LAW = "law"  # 法律法规
    FILM = "film"  # 影像
    CAUTIONARY = "cautionary"  # 警示案例 (S1-22)
    ROLE_MODEL = "role_model"  # 先进典型 (S1-23)
    HONOUR = "honour"  # 英烈与因公牺牲 (S1-26)


class MaterialState(StrEnum):
    """Where a material stands. What is withdrawn can still be looked up by those who audit."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Classification(StrEnum):
    """What its uploader declares. A state secret never comes onto this platform (保守国家秘密法: none in a network
    without the protection that is prescribed for it)."""

    PUBLIC = "public"
    INTERNAL = "internal"
    SECRET = "secret"  # noqa: S105  # nosec B105 - offered so that he is told what to do; never stored


class Audience(StrEnum):
    """Who may read it once it is published."""

    PLACE = "place"  # everybody who learns at the owner's place or below it
    PARTIES = "parties"  # the people of the parties named


class FilePart(StrEnum):
    """What a file is to its material."""

    DOCUMENT = "document"
    PICTURE = "picture"
    FILM = "film"
    CAPTIONS = "captions"


STORIES = frozenset({MaterialKind.ROLE_MODEL, MaterialKind.HONOUR})
# A mark such as "秘密★10年" or "机密 ★", and the bare words, which may also just be spoken of.
_STARRED = re.compile(r"(绝密|机密|秘密)\s*[★☆*]\s*(长期|[0-9]{1,2}\s*年|[0-9]{1,2}\s*个月)?")
_NAMED = re.compile(r"绝密|机密|内部资料严禁外传|严禁外传|国家秘密|不得公开")
_SECRET = re.compile(r"(?<![国商业作人私家])秘密(?:级|文件|件(?!事))")
_ID_NUMBER = re.compile(r"(?<![0-9])([1-9][0-9]{5}(?:18|19|20)[0-9]{2}[0-9]{7}[0-9xX])(?![0-9])")
_MOBILE = re.compile(r"(?<![0-9])(?:\+?86)?1[3-9][0-9]{9}(?![0-9])")
_LANDLINE = re.compile(r"(?<![0-9])0[0-9]{2,3}[-\s][0-9]{7,8}(?![0-9])")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[\s\-·.]+(?=[0-9xX])")


def _folded(text: str) -> str:
    """Full-width made narrow and invisible signs taken out, so that neither hides what is looked for."""
    narrow = unicodedata.normalize("NFKC", text)
    return "".join(one for one in narrow if unicodedata.category(one) != "Cf")


def secrecy_marks(text: str, *, spoken: bool = True) -> tuple[str, ...]:
    """Words of the text that may mean that it is secret, each once, in their order. They stop it until somebody else
    has looked; a text about the law on secrets has them too. Without ``spoken`` only real marks count (秘密★10年)."""
    folded = _folded(text)
    found: dict[int, str] = {}
    for pattern in (_STARRED, _NAMED, _SECRET) if spoken else (_STARRED,):
        for hit in pattern.finditer(folded):
            found.setdefault(hit.start(), hit.group().strip())
    return tuple(dict.fromkeys(found[at] for at in sorted(found)))[:20]


@dataclass(frozen=True)
class PersonalMark:
    """One thing in a text by which a person can be known: ``what`` is id-number, phone or name; ``shown`` is
    shortened, so that the warning does not repeat it."""

    what: str
    shown: str


def personal_marks(text: str, names: Iterable[str]) -> tuple[PersonalMark, ...]:
    """ID numbers, telephone numbers and the names of the list that stand in the text, however they are spaced."""
    folded = _folded(text)
    joined = _BETWEEN_DIGITS.sub("", folded)
    found = [PersonalMark("id-number", f"{hit.group(1)[:3]}…") for hit in _ID_NUMBER.finditer(joined)]
    phones = [*_MOBILE.finditer(joined), *_LANDLINE.finditer(folded)]
    found += [PersonalMark("phone", f"{hit.group()[:3]}…") for hit in phones]
    closed = "".join(folded.split())
    for name in names:
        plain = "".join(_folded(name).split())
        if len(plain) >= 2 and plain in closed:
            found.append(PersonalMark("name", f"{plain[0]}…"))
    return tuple(dict.fromkeys(found))


def names_in(text: str) -> tuple[str, ...]:
    """The names of an uploader's list: one a line, or with commas between them."""
    parts = re.split(r"[\n,，、;；]+", text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))[:MOST_NAMES]


_TIMING = re.compile(
    r"^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})[ \t]+-->[ \t]+(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})(?:[ \t].*)?$"
)


def caption_cues(text: str) -> int | None:
    """How many cues a WebVTT file has; None when it is none, or a cue ends before it begins or says nothing."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    if not re.match(r"^WEBVTT(?:[ \t].*)?$", lines[0]):
        return None
    cues = 0
    for number, line in enumerate(lines):
        if "-->" not in line:
            continue
        hit = _TIMING.match(line.strip())
        if hit is None:
            return None
        parts = [int(one or 0) for one in hit.groups()]
        begins, ends = _instant(parts[:4]), _instant(parts[4:])
        said = lines[number + 1].strip() if number + 1 < len(lines) else ""
        if ends <= begins or not said:
            return None
        cues += 1
    return cues


def _instant(parts: Sequence[int]) -> int:
    hours, minutes, seconds, thousandths = parts
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
