"""Four campaigns from the files in data/, moved to these weeks, and issued."""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from importlib import resources

from chizi.demo.guidance import stored
from chizi.demo.stage import Stage
from chizi.org.models import Person
from chizi.plan.actions import import_plan, issue_plan
from chizi.plan.models import Campaign, Measure
from chizi.plan.plan_files import rows_of_toml
from chizi.plan.rules.trees import Row

NOTE = "演示：日期已整体移到今天前后"
EDUCATION, SAFETY, VEHICLES, COURT = "JYZD", "AQSN", "CGS", "ZXHZ"
FILES = (
    (EDUCATION, "education.toml", "office"),
    (SAFETY, "safety.toml", "office"),
    (VEHICLES, "vehicle_office.toml", "jincheng-office"),
    (COURT, "enforcement.toml", "changzhi-office"),
)


@dataclass(frozen=True)
class Issued:
    """A campaign, who runs it, and its measures in the order of the plan."""

    campaign: Campaign
    office: Person
    measures: tuple[Measure, ...]


def bring_plans(stage: Stage) -> dict[str, Issued]:
    """Import and issue every plan a few days before its first measure begins; by code."""
    return {code: _bring(stage, code, name, username) for code, name, username in FILES}


def _bring(stage: Stage, code: str, name: str, username: str) -> Issued:
    packed = (resources.files("chizi.demo") / "data" / name).read_bytes()
    rows, faults = rows_of_toml(packed)
    rows = [_moved(stage, row) for row in rows]
    office, source = stage.people[username], sha256(packed).hexdigest()
    first = min(date.fromisoformat(row.starts) for row in rows if row.kind == "campaign")
    now = stage.clock.on(first, 8)
    stored(import_plan(actor=office, now=now, rows=rows, source=source, form_faults=faults))
    draft = Campaign.objects.get(code=code)
    issue_plan(actor=office, now=stage.clock.on(first), campaign=code, version=draft.version, note=NOTE)
    campaign = Campaign.objects.select_related("issuer").get(code=code)
    measures = Measure.objects.filter(campaign=campaign).select_related("owner", "campaign")
    return Issued(campaign, office, tuple(measures.order_by("place_in_order", "id")))


def _moved(stage: Stage, row: Row) -> Row:
    starts, due = (
        stage.clock.moved(date.fromisoformat(text)).isoformat() if text else ""
        for text in (row.starts, row.due)
    )
    return replace(row, starts=starts, due=due)
