"""What a publication freezes: the figures of a run, or what a campaign has come to."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chizi.core.dataset import Dataset
from chizi.evaluation.models import CriteriaVersion, Run
from chizi.evaluation.queries import publication_datasets, run_for
from chizi.learn.queries import results_dataset
from chizi.learn.schemes import current_scheme, schemes_text
from chizi.org.abilities import Actor, local_day
from chizi.plan.queries import campaign_page, load_dataset
from chizi.publish.words import METHOD, RESULTS_METHOD
from chizi.surveys.queries import opinions_dataset


@dataclass(frozen=True)
class Source:
    """Everything that goes into a file, read at one moment.

    ``run`` or ``campaign`` says where it comes from; ``digest`` is that of what was read; ``rule_id`` and ``rule``
    are the rule it was counted by, in full; ``tables`` are the figures, ``beside`` those that alone are no
    publication; ``method`` an English msgid.
    """

    run: Run | None
    campaign: str
    digest: str
    rule_id: str
    rule: bytes
    as_of: datetime
    periods: tuple[str, ...]
    tables: tuple[Dataset, ...]
    beside: tuple[Dataset, ...]
    method: str

    @property
    def name(self) -> str:
        """How a refusal and the file name it."""
        return str(self.run.id) if self.run else self.campaign


def of_run(run_id: int, *, now: datetime) -> Source:
    """The figures of a run; beside them what the grass roots are asked for at this moment (R-33). Raises NoRun."""
    run = run_for(run_id)
    rule = CriteriaVersion.objects.get(id=run.criteria_id)
    return Source(
        run=run,
        campaign="",
        digest=run.digest,
        rule_id=run.criteria_id,
        rule=rule.text.encode(),
        as_of=run.as_of,
        periods=tuple(run.periods),
        tables=tuple(publication_datasets(run.id)),
        beside=(load_dataset(now=now),),
        method=METHOD,
    )


def of_campaign(viewer: Actor, code: str, *, now: datetime) -> Source:
    """What the parties of a campaign have come to at this moment, and what independent people said of it (S1-10).

    No person is in it, and results of fewer than five people are withheld. Raises UnknownCampaign.
    """
    campaign_page(viewer, code, now=now)
    results = without(results_dataset(now=now, campaign_code=code), "party_code")
    tables = (results, opinions_dataset(code, now=now))
    return Source(
        run=None,
        campaign=code,
        digest=_digest(tables),
        rule_id=f"learning-{current_scheme(local_day(now)).version}",
        rule=schemes_text().encode(),
        as_of=now,
        periods=(),
        tables=tables,
        beside=(load_dataset(now=now),),
        method=RESULTS_METHOD,
    )


def without(table: Dataset, column: str) -> Dataset:
    """The table without a column that only machines of the house join by."""
    at = [one.name for one in table.columns].index(column)
    columns = table.columns[:at] + table.columns[at + 1 :]
    return replace(table, columns=columns, rows=[(*row[:at], *row[at + 1 :]) for row in table.rows])


def _digest(tables: Sequence[Dataset]) -> str:
    """One value for all rows that were read; rows are in a stable order."""
    found = hashlib.sha256()
    for table in tables:
        found.update(repr((table.name, [column.name for column in table.columns], list(table.rows))).encode())
    return found.hexdigest()
