"""A law as a text file: its title, where it comes from, its articles, and what is odd about them. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chizi.learn.rules.materials import SOURCE_LENGTH, TITLE_LENGTH
from chizi.learn.rules.materials_text import (
    article_of,
    division_of,
    heading_of,
    number_of,
    passages_of,
    plain_words,
    spaced,
)

MOST_LAWS = 500
LARGEST_LAW = 2_000_000
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_DATED = re.compile(r"[0-9〇零一二三四五六七八九十]{2,4}\s*年\s*[0-9一二三四五六七八九十]{1,3}\s*月")


@dataclass(frozen=True)
class LawText:
    """A law ready to be stored: ``text`` from its first chapter or article on, ``source`` what its head says of who
    made it and when. ``missing`` and ``double`` are articles whose numbers are left out or stand twice."""

    title: str
    source: str
    text: str
    articles: int
    chapters: int
    missing: tuple[str, ...]
    double: tuple[str, ...]


class NoLaw(Exception):
    """The text is none: ``why`` is no-title, no-articles or too-long."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def read_law(text: str) -> LawText:
    """The law in a text: Markdown, or plain lines. Raises NoLaw."""
    if len(text) > LARGEST_LAW:
        raise NoLaw("too-long")
    lines = _COMMENT.sub("", text.replace("\r\n", "\n").lstrip("\ufeff")).split("\n")
    begins = next((n for n, line in enumerate(lines) if _starts(line)), None)
    head = [
        plain_words(line) for line in lines[: begins if begins is not None else len(lines)] if line.strip()
    ]
    title = _title(lines[:begins] if begins is not None else lines)
    if not title:
        raise NoLaw("no-title")
    body = spaced("\n".join(lines[begins:]).strip()) if begins is not None else ""
    passages = passages_of(body)
    articles = [one for one in passages if one.is_article]
    if not articles:
        raise NoLaw("no-articles")
    dated = [line for line in head if _DATED.search(line) and line != title]
    return LawText(
        title[:TITLE_LENGTH],
        (dated[-1] if dated else title)[:SOURCE_LENGTH],
        body,
        len(articles),
        sum(one.anchor.startswith(("c", "b")) for one in passages),
        _missing([one.anchor for one in articles]),
        tuple(one.title for one in articles if "." in one.anchor),
    )


def _starts(line: str) -> bool:
    return article_of(line) is not None or division_of(line) is not None


def _title(lines: Sequence[str]) -> str:
    for line in lines:
        heading = heading_of(line)
        if heading is not None and heading[1] == 1:
            return heading[0]
    first = next((plain_words(line) for line in lines if line.strip()), "")
    return first if 2 <= len(first) <= TITLE_LENGTH else ""


def _missing(anchors: Sequence[str]) -> tuple[str, ...]:
    numbers = {int(hit.group(1)) for one in anchors if (hit := re.match(r"a(\d+)", one))}
    return tuple(f"第{n}条" for n in range(1, max(numbers) + 1) if n not in numbers)[:20] if numbers else ()


def same_number(words: str) -> int | None:
    """The article that a person means by 12, 十二, 第十二条 or a12; None for anything else."""
    plain = re.sub(r"[\s第条a]", "", words)
    return number_of(plain) if plain else None
