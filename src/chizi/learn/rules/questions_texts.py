"""Questions out of plain text: Aiken, and a sensible part of GIFT. Pure; what is not understood is refused by line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chizi.core.imports import RejectedRow
from chizi.core.words import N_
from chizi.learn.rules.questions import FALSE, LETTERS, TRUE, QuestionDraft, QuestionKind

NO_ANSWER_LINE = N_("The line ANSWER: with the letter of the right option is missing.")
STRAY_OPTION = N_("The options are not A, B, C and so on, one on each line.")
NO_BRACES = N_("This question has no answers in braces { }.")
OPEN_BRACE = N_("A brace is opened and not closed.")
NUMERICAL = N_("Answers that are ranges of numbers are not taken. Write the accepted numbers as =answers.")
MATCHING = N_("Matching questions are not taken. Write an ordering or a multiple choice in the table.")
ESSAY = N_("A question without answers is for a person to judge. Write it as a scenario in the table.")
HTML = N_("Text marked as HTML is not taken. Write plain text.")
PARTIAL = N_("Answers that are partly right are not taken. An option is right or not.")
MIXED = N_(
    "A short answer lists only accepted answers with =; an option with ~ beside several = is not taken."
)
QUESTION = "question"

_OPTION = re.compile(r"^\s*([A-Za-z])\s*[.)、:．）：]\s*(.*)$")
_ANSWER = re.compile(r"^\s*ANSWER\s*[:：]\s*(.*)$", re.IGNORECASE)
_LETTER = re.compile(r"[A-Za-z]")
_FORMAT = re.compile(r"^\s*\[(html|moodle|plain|markdown)\]\s*", re.IGNORECASE)
_TITLE = re.compile(r"^\s*::.*?(?<!\\)::", re.DOTALL)
_WEIGHT = re.compile(r"^%(-?[0-9]+(?:\.[0-9]+)?)%")
_ESCAPED = {
    "~": "\ue000",
    "=": "\ue001",
    "#": "\ue002",
    "{": "\ue003",
    "}": "\ue004",
    ":": "\ue005",
    "n": "\n",
}
_BACK = {mark: sign for sign, mark in _ESCAPED.items() if sign != "n"}
GAP = "____"


@dataclass(frozen=True)
class Block:
    """One question of a text: the line it begins on and its words as they stood there."""

    line: int
    text: str


Read = tuple[list[tuple[int, QuestionDraft]], list[RejectedRow], list[Block]]


def _blocks(text: str) -> Iterator[Block]:
    start = 0
    kept: list[str] = []
    for at, line in enumerate([*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""], 1):
        if line.strip():
            start = start or at
            kept.append(line)
        elif kept:
            yield Block(start, "\n".join(kept))
            start, kept = 0, []


def read_aiken(text: str, objective: str) -> Read:
    """Questions in Aiken: the stem, options A. B. C., and ANSWER: B. Several letters make it a multiple choice."""
    drafts: list[tuple[int, QuestionDraft]] = []
    faults: list[RejectedRow] = []
    blocks: list[Block] = []
    for block in _whole_aiken(_blocks(text)):
        blocks.append(block)
        found = _aiken(block, objective)
        if isinstance(found, str):
            faults.append(RejectedRow(block.line, QUESTION, found, block.text[:60]))
        else:
            drafts.append((block.line, found))
    return drafts, faults, blocks


def _whole_aiken(blocks: Iterator[Block]) -> Iterator[Block]:
    """Questions may follow each other without an empty line: each ends with its ANSWER."""
    for block in blocks:
        start = block.line
        kept: list[str] = []
        for at, line in enumerate(block.text.split("\n")):
            if not kept:
                start = block.line + at
            kept.append(line)
            if _ANSWER.match(line):
                yield Block(start, "\n".join(kept))
                kept = []
        if kept:
            yield Block(start, "\n".join(kept))


def _aiken(block: Block, objective: str) -> QuestionDraft | str:
    lines = block.text.split("\n")
    answer = _ANSWER.match(lines[-1])
    if answer is None:
        return NO_ANSWER_LINE
    stem: list[str] = []
    options: list[str] = []
    for line in lines[:-1]:
        found = _OPTION.match(line)
        if found and found[1].upper() == LETTERS[len(options) : len(options) + 1]:
            options.append(found[2].strip())
        elif options:
            return STRAY_OPTION
        else:
            stem.append(line.strip())
    right = tuple(dict.fromkeys(one.upper() for one in _LETTER.findall(answer[1])))
    kind = QuestionKind.MULTIPLE if len(right) > 1 else QuestionKind.SINGLE
    return QuestionDraft(objective, kind.value, "\n".join(stem), tuple(options), right)


def read_gift(text: str, objective: str) -> Read:
    """Questions in GIFT: one or several right options, true or false, short answers, and gaps.

    ``$CATEGORY:`` names the code of the objective from there on; comments and feedback to single options are left
    out, general feedback (####) becomes the explanation. What this leaves out is refused by line with the reason.
    """
    drafts: list[tuple[int, QuestionDraft]] = []
    faults: list[RejectedRow] = []
    blocks: list[Block] = []
    for block in _blocks(text):
        lines = block.text.split("\n")
        kept: list[str] = []
        line = block.line
        for at, one in enumerate(lines):
            if one.lstrip().startswith("//"):
                continue
            if one.strip().upper().startswith("$CATEGORY:"):
                objective = one.split(":", 1)[1].strip().rpartition("/")[2]
                continue
            line = line if kept else block.line + at
            kept.append(one)
        if not kept:
            continue
        whole = Block(line, "\n".join(kept))
        blocks.append(whole)
        found = _gift(whole.text, objective)
        if isinstance(found, str):
            faults.append(RejectedRow(line, QUESTION, found, whole.text[:60]))
        else:
            drafts.append((line, found))
    return drafts, faults, blocks


def _gift(text: str, objective: str) -> QuestionDraft | str:
    hidden = re.sub(r"\\(.)", lambda found: _ESCAPED.get(found[1], found[1]), text, flags=re.DOTALL)
    hidden = _TITLE.sub("", hidden)
    if (form := _FORMAT.match(hidden)) is not None:
        if form[1].lower() == "html":
            return HTML
        hidden = hidden[form.end() :]
    before, opened, rest = hidden.partition("{")
    if not opened:
        return NO_BRACES
    inner, closed, after = rest.partition("}")
    if not closed or "{" in inner or "{" in after:
        return OPEN_BRACE
    stem = f"{before.strip()} {GAP} {after.strip()}" if after.strip() else before.strip()
    inner, _marks, explanation = inner.partition("####")
    return _answers(objective, _shown(stem), inner.strip(), _shown(explanation.strip()))


def _answers(objective: str, stem: str, inner: str, explanation: str) -> QuestionDraft | str:
    if not inner:
        return ESSAY
    if inner.startswith("#"):
        return NUMERICAL
    word = inner.partition("#")[0].strip().upper()
    if word in ("T", "TRUE", "F", "FALSE"):
        said = TRUE if word in ("T", "TRUE") else FALSE
        return QuestionDraft(objective, QuestionKind.TRUE_FALSE.value, stem, (), (said,), explanation)
    found = _marked(inner)
    if isinstance(found, str):
        return found
    options, right, equals = found
    if equals and all(one in right for one in range(len(options))):
        accepted = tuple(options)
        return QuestionDraft(objective, QuestionKind.SHORT.value, stem, (), accepted, explanation)
    if equals > 1:
        return MIXED
    kind = QuestionKind.MULTIPLE if len(right) > 1 else QuestionKind.SINGLE
    letters = tuple(LETTERS[at] for at in right if at < len(LETTERS))
    return QuestionDraft(objective, kind.value, stem, tuple(options), letters, explanation)


def _marked(inner: str) -> tuple[list[str], list[int], int] | str:
    """Options, which of them are right, and how many were marked with "="."""
    options: list[str] = []
    right: list[int] = []
    equals = 0
    for mark, words in re.findall(r"([=~])([^=~]*)", inner):
        said = words.strip()
        weight = _WEIGHT.match(said)
        if weight is not None:
            said = said[weight.end() :].strip()
            if mark == "=" and float(weight[1]) != 100:
                return PARTIAL
        if "->" in said:
            return MATCHING
        if mark == "=" or (weight is not None and float(weight[1]) > 0):
            right.append(len(options))
        equals += mark == "="
        options.append(_shown(said.partition("#")[0].strip()))
    return options, right, equals


def _shown(text: str) -> str:
    return "".join(_BACK.get(sign, sign) for sign in text).strip()
