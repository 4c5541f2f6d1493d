"""From a run to a draft: tables redacted and frozen, with an account of what was left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from chizi.core.dataset import Dataset
from chizi.org.models import Region
from chizi.publish.bundle import FrozenTable, Statement, TableWords, assemble, freeze_table
from chizi.publish.models import Publication
from chizi.publish.refusals import NothingToPublish
from chizi.publish.rules import redact
from chizi.publish.rules.withholding import Tree
from chizi.publish.sources import Source
from chizi.publish.words import bilingual, table_words


@dataclass(frozen=True)
class Frozen:
    """The tables of a draft with their words, the account, and whether any province figure may still change."""

    tables: tuple[tuple[FrozenTable, TableWords], ...]
    redaction: tuple[dict[str, Any], ...]
    provisional: bool


def places() -> Tree:
    """All regions that were ever registered, under their newest parent."""
    rows = Region.objects.order_by("valid_from").values_list("code", "parent__code", "level")
    parents = {code: parent or "" for code, parent, _ in rows}
    return Tree(parents, {code: level for code, _, level in rows})


def freeze(source: Source) -> Frozen:
    """Redact and freeze the tables of a source.

    Raises NothingToPublish and the refusals of `redact` and `freeze_table`.
    """
    if not any(len(table.rows) for table in source.tables):
        raise NothingToPublish(source=source.name)
    redacted = redact([*source.tables, *source.beside], places())
    account = tuple(
        {"rule": one.rule, "table": one.table, "cells": one.count, "why": bilingual(one.why)}
        for one in redacted.removals
    )
    frozen = tuple((freeze_table(table), table_words(table)) for table in redacted.tables)
    return Frozen(frozen, account, any(_unfinished(table, source.periods) for table in redacted.tables))


def _unfinished(table: Dataset, periods: Sequence[str]) -> bool:
    """Whether a figure of the whole province for one of the periods has disputed or pending units."""
    at = {column.name: place for place, column in enumerate(table.columns)}
    if not {"period", "level", "slice", "three_zero_disputed", "three_zero_pending"} <= at.keys():
        return False
    return any(
        row[at["three_zero_disputed"]] or row[at["three_zero_pending"]]
        for row in table.rows
        if row[at["level"]] == "province" and row[at["slice"]] == "all" and row[at["period"]] in periods
    )


def draft_of(publication: Publication, frozen: Frozen, source: Source, replaces: str) -> bytes:
    """The unsigned file of a publication. Raises TooLarge."""
    statement = Statement(
        code=publication.code,
        version=publication.version,
        replaces=replaces,
        title={"zh-Hans": publication.title, "en": publication.title_en or publication.title},
        run=source.name,
        run_digest=source.digest,
        criteria=source.rule_id,
        as_of=publication.as_of.isoformat(),
        time_zone=settings.TIME_ZONE,
        provisional=frozen.provisional,
        created_at=publication.proposed_at.isoformat(),
        method=bilingual(source.method),
        redaction=frozen.redaction,
    )
    return assemble(statement, source.rule, frozen.tables)
