"""Import of questions from a table, Aiken or GIFT: all or nothing, with a dry run."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import pyarrow as pa
from django.db import transaction

from chizi.core.imports import Change, ImportReport, RejectedRow
from chizi.core.words import N_
from chizi.journal.actions import record_entry
from chizi.learn.actions.questions import add_version, article_there, store_question
from chizi.learn.models import Objective, Question, QuestionVersion
from chizi.learn.refusals.questions import IN_A_ROW, NothingInFile, UnknownArticle
from chizi.learn.rules.questions import QuestionDraft, Wording, fault_of, fingerprint, worded
from chizi.learn.rules.questions_sheet import BAD_NUMBER, COLUMNS, draft_of, sheet_faults
from chizi.learn.rules.questions_texts import QUESTION, Read
from chizi.org.abilities import Actor, require
from chizi.org.actions.divisions import text_rows
from chizi.org.models import Region
from chizi.org.rules import Ability

NEW, VERSION = N_("new question"), N_("new version")
NO_OBJECTIVE = N_("No objective with this code is in use. Write it down first.")
TWICE = N_("The same question stands twice in this file.")
THERE = N_("The same question is in the bank under another number.")
LONGEST_SHOWN = 80

Line = tuple[int, QuestionDraft, int]  # line, draft, the number of the question it names or 0


@transaction.atomic
def import_questions(
    *,
    actor: Actor,
    now: datetime,
    table: pa.Table,
    source: str,
    region: Region,
    words: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Take a sheet of questions into the bank of a place; a question that is there gets a new version if it changed.

    ``table`` has text columns of `questions_sheet.COLUMNS` and an integer ``line``; ``words`` turns words of people's
    languages into ours. Raises NotAllowed.
    """
    require(actor, Ability.MANAGE_LEARNING, region, now=now)
    lines: list[Line] = []
    faults: list[RejectedRow] = []
    for line, row in text_rows(table, tuple(COLUMNS)):
        draft = draft_of(row, words or {})
        wrong = sheet_faults(line, row, draft)
        faults += wrong
        if not wrong:
            lines.append((line, draft, int(row["number"].strip() or 0)))
    return _take(actor, now, region, lines, faults, table.num_rows, source, dry_run)


@transaction.atomic
def import_question_text(
    *,
    actor: Actor,
    now: datetime,
    read: Read,
    source: str,
    region: Region,
    dry_run: bool = False,
) -> ImportReport:
    """The same for what was read out of a text (`rules.questions_texts`). Raises NotAllowed, NothingInFile."""
    require(actor, Ability.MANAGE_LEARNING, region, now=now)
    drafts, faults, blocks = read
    if not blocks:
        raise NothingInFile(field="file", file="")
    lines = [(line, draft, 0) for line, draft in drafts]
    return _take(actor, now, region, lines, list(faults), len(blocks), source, dry_run, text=True)


def _take(
    actor: Actor,
    now: datetime,
    region: Region,
    lines: Sequence[Line],
    faults: list[RejectedRow],
    total: int,
    source: str,
    dry_run: bool,
    *,
    text: bool = False,
) -> ImportReport:
    objectives = {one.code: one for one in Objective.objects.filter(withdrawn_at__isnull=True)}
    there = _there(region, lines)
    articles: dict[str, bool] = {}
    seen: set[str] = set()
    ready: list[tuple[int, Wording, Objective, Question | None]] = []
    for line, draft, number in lines:
        found = _row(draft, number, objectives, there, seen, articles)
        if isinstance(found, tuple):
            ready.append((line, *found))
        else:
            column = QUESTION if text and found.column != "objective" else found.column
            faults.append(RejectedRow(line, column, found.reason, found.value))
    changes, unchanged = _changes(ready)
    bad = {one.line for one in faults}
    report = ImportReport(
        total=total,
        accepted=len(changes),
        unchanged=unchanged,
        rejected=tuple(sorted(faults, key=lambda one: one.line)),
        changes=changes,
        stored=not (bad or dry_run),
    )
    if report.stored and changes:
        wanted = {one.line for one in changes}
        for line, wording, objective, question in ready:
            if line in wanted:
                _store(actor, now, region, wording, objective, question)
        content = {"file": source, "rows": total, "changed": len(changes)}
        record_entry(
            actor=actor.ref, now=now, kind="questions.imported", object="questions", unit=region.code,
            content=content,
        )  # fmt: skip
    return report


def _there(region: Region, lines: Sequence[Line]) -> dict[str | int, Question]:
    """Questions in use at the place, by what makes them the same one and by number."""
    found: dict[str | int, Question] = {}
    marks = sorted({fingerprint(draft.kind, draft.stem) for _line, draft, _number in lines})
    numbers = sorted({number for _line, _draft, number in lines if number})
    rows = Question.objects.filter(region=region, withdrawn_at__isnull=True)
    for start in range(0, len(marks), 500):
        found |= {one.fingerprint: one for one in rows.filter(fingerprint__in=marks[start : start + 500])}
    for start in range(0, len(numbers), 500):
        found |= {one.pk: one for one in rows.filter(id__in=numbers[start : start + 500])}
    return found


def _row(
    draft: QuestionDraft,
    number: int,
    objectives: Mapping[str, Objective],
    there: Mapping[str | int, Question],
    seen: set[str],
    articles: dict[str, bool],
) -> RejectedRow | tuple[Wording, Objective, Question | None]:
    """What a row would store, or its fault (without its line)."""
    if draft.objective not in objectives:
        return RejectedRow(0, "objective", NO_OBJECTIVE, draft.objective[:LONGEST_SHOWN])
    if (fault := fault_of(draft)) is not None:
        column = {"options": "option_a"}.get(fault.field, fault.field)
        value = str(fault.params.get("option", "")) or draft.stem[:LONGEST_SHOWN]
        return RejectedRow(0, column, IN_A_ROW[fault.fault], value)
    if draft.article and not articles.setdefault(draft.article, article_there(draft.article)):
        return RejectedRow(0, "article", UnknownArticle.text, draft.article)
    mark = fingerprint(draft.kind, draft.stem)
    if mark in seen:
        return RejectedRow(0, "stem", TWICE, draft.stem[:LONGEST_SHOWN])
    seen.add(mark)
    same = there.get(mark)
    if number:
        named = there.get(number)
        if named is None:
            return RejectedRow(0, "number", BAD_NUMBER, str(number))
        if same is not None and same.pk != named.pk:
            return RejectedRow(0, "stem", THERE, draft.stem[:LONGEST_SHOWN])
        same = named
    return worded(draft), objectives[draft.objective], same


def _changes(
    ready: Sequence[tuple[int, Wording, Objective, Question | None]],
) -> tuple[tuple[Change, ...], int]:
    """What each row does, and how many do nothing."""
    ids = [question.pk for _line, _wording, _objective, question in ready if question is not None]
    kept: dict[tuple[int, int], Wording] = {}
    for start in range(0, len(ids), 500):
        for one in QuestionVersion.objects.filter(question_id__in=ids[start : start + 500]):
            kept[one.question_id, one.number] = one.wording
    changes, unchanged = [], 0
    for line, wording, objective, question in ready:
        if question is None:
            changes.append(Change(line, objective.code, NEW, "", wording.stem[:LONGEST_SHOWN]))
        elif kept[question.pk, question.version] == wording and question.objective_id == objective.pk:
            unchanged += 1
        else:
            before = f"{question.pk}, {question.version}"
            changes.append(Change(line, objective.code, VERSION, before, wording.stem[:LONGEST_SHOWN]))
    return tuple(changes), unchanged


def _store(
    actor: Actor,
    now: datetime,
    region: Region,
    wording: Wording,
    objective: Objective,
    question: Question | None,
) -> None:
    if question is None:
        store_question(actor, now, objective, wording, region)
    else:
        add_version(actor, now, question, objective, wording)
