"""A material's Markdown as passages with anchors: chapters, articles, headings. Pure: no Django, no clock."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

_DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
           "九": 9}  # fmt: skip
_PLACES = {"十": 10, "百": 100, "千": 1000}
_NUMBER = r"[零〇○一二两三四五六七八九十百千0-9]+"
ARTICLE = re.compile(
    rf"^\s*(?:\*\*)?第\s*({_NUMBER})\s*条(?:之({_NUMBER}))?(?:\*\*)?(?=[\s\u3000:：]|[^\s的规第款项和至到、，,。])"
)
DIVISION = re.compile(rf"^\s*第\s*({_NUMBER})\s*([编章节])[\s\u3000]*(\S.{{0,60}})?$")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_DIVISION_LEVEL = {"编": 2, "章": 2, "节": 3}
_DIVISION_LETTER = {"编": "b", "章": "c", "节": "s"}
ARTICLE_LEVEL = 4
LONGEST_ANCHOR = 40


@dataclass(frozen=True)
class Passage:
    """A piece of a text that can be linked to. ``anchor`` is "a12" for 第十二条, "c2" for 第二章, "h3" for the third
    other heading; ``level`` 1 to 6, articles 4; ``under`` is the heading above it; ``text`` is plain."""

    anchor: str
    title: str
    level: int
    under: str
    text: str = ""

    @property
    def is_article(self) -> bool:
        return self.level == ARTICLE_LEVEL and self.anchor.startswith("a")


def number_of(words: str) -> int | None:
    """The number that Chinese numerals or digits say (十二 is 12, 一百零三 is 103); None for nonsense."""
    if words.isascii() and words.isdecimal():
        return int(words) if len(words) <= 6 else None
    total = digit = 0
    for one in words:
        if one in _DIGITS:
            digit = _DIGITS[one]
        elif one in _PLACES:
            total += (digit or 1) * _PLACES[one]
            digit = 0
        else:
            return None
    return total + digit if words else None


def article_of(line: str) -> tuple[str, str] | None:
    """(anchor, title) where the line begins an article: 第十二条 gives ("a12", "第十二条"), 第十二条之一 "a12-1"."""
    hit = ARTICLE.match(line)
    number = number_of(hit.group(1)) if hit else None
    if hit is None or number is None:
        return None
    further = number_of(hit.group(2)) if hit.group(2) else None
    title = f"第{hit.group(1)}条" + (f"之{hit.group(2)}" if hit.group(2) else "")
    return f"a{number}" + (f"-{further}" if further is not None else ""), title


def division_of(line: str) -> tuple[str, str, int] | None:
    """(anchor, title, level) where the line is the heading of a part, chapter or section of a law."""
    plain = _HEADING.match(line)
    words = plain.group(2) if plain else line
    hit = DIVISION.match(words)
    number = number_of(hit.group(1)) if hit else None
    if hit is None or number is None:
        return None
    name = re.sub(r"[\s\u3000]+", "", hit.group(3) or "")
    title = f"第{hit.group(1)}{hit.group(2)}" + (f" {name}" if name else "")
    return f"{_DIVISION_LETTER[hit.group(2)]}{number}", title, _DIVISION_LEVEL[hit.group(2)]


def heading_of(line: str) -> tuple[str, int] | None:
    """(title, level) of a Markdown heading."""
    hit = _HEADING.match(line)
    return (plain_words(hit.group(2)), len(hit.group(1))) if hit and hit.group(2) else None


def plain_words(line: str) -> str:
    """A line of Markdown as it is read: links by their words, without marks."""
    line = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", line)
    line = re.sub(r"^\s*(?:[-*+]|>|\d+[.)])\s+", "", line)
    line = re.sub(r"\\([\\`*_{}\[\]()#+\-.!<>|~])", r"\1", line)
    return re.sub(r"(\*\*|__|`|~~)", "", line).strip()


def line_start(line: str, numbers: dict[str, int]) -> Passage | None:
    """The passage that begins on this line, with an anchor nobody else has; None inside one. ``numbers`` counts
    the anchors given so far and is kept by the caller through one text."""
    division = division_of(line)
    article = article_of(line)
    if division is not None:
        anchor, title, level = division
    elif article is not None:
        (anchor, title), level = article, ARTICLE_LEVEL
    else:
        heading = heading_of(line)
        if heading is None:
            return None
        title, level = heading
        numbers["h"] = numbers.get("h", 0) + 1
        anchor = f"h{numbers['h']}"
    numbers[anchor] = numbers.get(anchor, 0) + 1
    if numbers[anchor] > 1:  # sections count anew in each chapter
        anchor = f"{anchor}.{numbers[anchor]}"
    return Passage(anchor[:LONGEST_ANCHOR], title[:200], level, "")


def spaced(text: str) -> str:
    """The text with each chapter as a heading and each article as a paragraph of its own, as laws are often typed
    without an empty line between them."""
    out: list[str] = []
    fenced = apart = False  # ``apart``: what was last put out wants an empty line after it
    for line in text.split("\n"):
        fenced = not fenced if line.lstrip().startswith(("```", "~~~")) else fenced
        division = None if fenced else division_of(line)
        begins = division is not None or (not fenced and article_of(line) is not None)
        if (begins or apart) and line.strip() and out and out[-1].strip():
            out.append("")
        apart = division is not None
        if division is not None:
            out.append(f"{'#' * division[2]} {division[1]}")
        else:
            out.append(line.strip() if begins else line)
    return "\n".join(out)


def passages_of(text: str, skipped: frozenset[int] = frozenset()) -> tuple[Passage, ...]:
    """The text cut at its headings and articles; what stands before the first of them is no passage. Lines whose
    number is in ``skipped`` (blocks of code) begin none."""
    numbers: dict[str, int] = {}
    found: list[tuple[Passage, list[str]]] = []
    above: dict[int, str] = {}
    for number, line in enumerate(text.split("\n")):
        begun = None if number in skipped else line_start(line, numbers)
        if begun is not None:
            under = next((above[level] for level in range(begun.level - 1, 0, -1) if level in above), "")
            above = {level: title for level, title in above.items() if level < begun.level}
            above[begun.level] = begun.title
            found.append((replace(begun, under=under), [plain_words(line)] if begun.is_article else []))
        elif found and line.strip():
            found[-1][1].append(plain_words(line))
    return tuple(replace(one, text="\n".join(lines)) for one, lines in found)


def to_markdown(prose: str) -> str:
    """Running text of a Word file, a PDF or a text file as Markdown: a paragraph to a line, chapters as headings;
    signs that would mean something in Markdown are escaped."""
    out = []
    for line in prose.replace("\r\n", "\n").replace("\f", "\n").split("\n"):
        plain = line.strip().strip("\u3000").strip()
        if not plain:
            continue
        division = division_of(plain)
        if division is not None:
            out.append(f"{'#' * division[2]} {division[1]}")
        else:
            out.append(_escaped(plain))
    return "\n\n".join(out)


def _escaped(line: str) -> str:
    line = re.sub(r"([\\`*_\[\]<>|~])", r"\\\1", line)
    line = re.sub(r"^(\d+)([.)])", r"\1\\\2", line)
    return re.sub(r"^([#+\-])", r"\\\1", line)


@dataclass(frozen=True)
class Change:
    """A piece of a comparison: ``kind`` is same, gone or new."""

    kind: str
    lines: tuple[str, ...]


def compared(before: str, after: str) -> tuple[Change, ...]:
    """What became of a text, line by line; long stretches that stayed keep their first and last line."""
    old, new = _lines(before), _lines(after)
    changes: list[Change] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            changes.append(Change("same", _shortened(old[a1:a2])))
            continue
        if a2 > a1:
            changes.append(Change("gone", tuple(old[a1:a2])))
        if b2 > b1:
            changes.append(Change("new", tuple(new[b1:b2])))
    return tuple(changes)


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _shortened(lines: Sequence[str]) -> tuple[str, ...]:
    return (lines[0], "…", lines[-1]) if len(lines) > 4 else tuple(lines)
