"""The sheet of questions: its columns, what they mean, and how a row becomes a draft. Pure."""

from collections.abc import Mapping

from chizi.core.imports import RejectedRow
from chizi.core.words import N_
from chizi.learn.rules.questions import FALSE, LETTERS, TRUE, QuestionDraft, QuestionKind

OPTIONS = tuple(f"option_{letter.lower()}" for letter in LETTERS[:8])
COLUMNS = {
    "objective": N_("code of the objective that the question asks for"),
    "kind": N_("single, multiple, truefalse, ordering, short or scenario, or its word in your language"),
    "stem": N_("the question itself"),
    **{name: N_("an option; for an ordering the steps in their right order") for name in OPTIONS},
    "right": N_(
        "letters of the right options such as AC; true or false; accepted short answers with | between them; "
        "empty for orderings and scenarios"
    ),
    "explanation": N_("why it is so; shown after answering; may be empty"),
    "article": N_("where it stands, such as material:12#art-5; may be empty"),
    "work": N_("for a scenario: which work of the learner it is about, assignment or matter"),
    "number": N_("number of a question in the bank, to give it a new version; empty for a new one"),
}
REQUIRED = ("objective", "kind", "stem")
GAP_IN_OPTIONS = N_("An option is empty, with another behind it.")
BAD_NUMBER = N_("This is not the number of a question in your bank.")
BAD_RIGHT = N_("Name the right options by their letters, such as A or A,C.")

Row = Mapping[str, str]


def draft_of(row: Row, words: Mapping[str, str]) -> QuestionDraft:
    """The draft that a row says. ``words`` turns words of people's languages into ours ("single", "true")."""
    cell = {name: row.get(name, "").strip() for name in COLUMNS}
    kind = _word(cell["kind"], words)
    options = [cell[name] for name in OPTIONS]
    while options and not options[-1]:
        options.pop()
    return QuestionDraft(
        objective=cell["objective"].lower(),
        kind=kind,
        stem=cell["stem"],
        options=tuple(options),
        right=_right(kind, cell["right"], words),
        explanation=cell["explanation"],
        article=cell["article"],
        work=_word(cell["work"], words) if kind == QuestionKind.SCENARIO else "",
    )


def _word(text: str, words: Mapping[str, str]) -> str:
    return words.get(text.casefold(), text.casefold())


def _right(kind: str, text: str, words: Mapping[str, str]) -> tuple[str, ...]:
    if kind == QuestionKind.TRUE_FALSE:
        said = _word(text, words)
        meant = {"t": TRUE, "√": TRUE, "✓": TRUE, "f": FALSE, "×": FALSE, "✗": FALSE, "x": FALSE}
        return (meant.get(said, said),) if said else ()
    if kind == QuestionKind.SHORT:
        return tuple(one.strip() for one in text.replace("\uff5c", "|").split("|") if one.strip())
    letters = [one for one in text.upper() if one not in " ,;\u3001\uff0c\uff1b./|\t"]
    return tuple(dict.fromkeys(letters))


def sheet_faults(line: int, row: Row, draft: QuestionDraft) -> list[RejectedRow]:
    """What a row gets wrong before the question itself is looked at."""
    if "" in draft.options:
        return [RejectedRow(line, OPTIONS[draft.options.index("")], GAP_IN_OPTIONS)]
    chosen = draft.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
    if chosen and any(one not in LETTERS for one in draft.right):
        return [RejectedRow(line, "right", BAD_RIGHT, row.get("right", ""))]
    number = row.get("number", "").strip()
    if number and not (number.isascii() and number.isdecimal() and len(number) <= 18):
        return [RejectedRow(line, "number", BAD_NUMBER, number)]
    return []


def sheet_row(objective: str, one: QuestionDraft, number: int, separator: str = "|") -> dict[str, str]:
    """A question as a row of the sheet: what `draft_of` makes the same draft of."""
    row = dict.fromkeys(COLUMNS, "")
    row |= dict(zip(OPTIONS, one.options, strict=False))
    joined = separator.join(one.right) if one.kind == QuestionKind.SHORT else "".join(one.right)
    row |= {
        "objective": objective,
        "kind": one.kind,
        "stem": one.stem,
        "right": joined,
        "explanation": one.explanation,
        "article": one.article,
        "work": one.work,
        "number": str(number),
    }
    return row
