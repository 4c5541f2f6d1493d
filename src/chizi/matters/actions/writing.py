"""What every step leaves behind, in one transaction: the row, its files, the due day, counters and the journal."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from chizi.core.clocks import Moment, Sum, due_sum
from chizi.core.refusals import Refusal
from chizi.ground.counters.counts import add_counts
from chizi.ground.files.queries import file as kept_file
from chizi.ground.files.refusals import NoSuchFile
from chizi.journal.actions import record_entry
from chizi.matters import refusals
from chizi.matters.models import Evidence, Matter, Step
from chizi.matters.rules.kinds import Kind, kind_named, one_side
from chizi.matters.rules.matters import Attached, Standing, shifted
from chizi.org.abilities import Actor, local_day
from chizi.org.queries import province

BOARD = "matters"
RESTORED = ("state", "open", "since", "due_on", "received_at", "remedied_at", "replied_at", "verified_at",
            "reopened_at")  # fmt: skip


@contextmanager
def worded() -> Iterator[None]:
    """Titles in the refusals of pure rules are msgids; here they are said in the reader's language."""
    try:
        yield
    except Refusal as error:
        msgid = error.params.get("title", "")
        if msgid:
            error.params["title"] = gettext(msgid)
        raise


def standing(kind: Kind, matter: Matter) -> Standing:
    """What the matter counts for as it stands."""
    return Standing(
        kind=matter.kind,
        state=matter.state,
        final=kind.flow.state(matter.state).final,
        withdrawn=kind.flow.state(matter.state).final and matter.verified_at is None,
        remedied=matter.remedied_at is not None,
        replied=matter.replied_at is not None,
        verified=matter.verified_at is not None,
        reopened=matter.reopened_at is not None,
    )


def places_of(matter: Matter) -> list[str]:
    """Where a matter counts: province, city, county and township by code, and its party."""
    regions = [one.code for one in (matter.city, matter.county, matter.town) if one is not None]
    return [province().code, *regions, matter.party.code]


def shift_counts(before: Standing | None, after: Standing | None, matter: Matter) -> None:
    """Move the maintained counters along with the matter."""
    add_counts(BOARD, shifted(before, after, places_of(matter)))


def moments(history: Sequence[Step]) -> list[Moment]:
    """A history as the clocks read it."""
    return [Moment(one.name, local_day(one.at), one.to_state) for one in history]


def running_sum(kind: Kind, matter: Matter, history: Sequence[Step]) -> Sum | None:
    """The sum of the clock that runs in the present state; None in a final one."""
    clock = kind.clock_of(matter.state)
    return due_sum(clock, moments(history), matter.demanded_on) if clock is not None else None


def snapshot(matter: Matter) -> dict[str, Any]:
    """The values that taking a step back brings back, as JSON."""
    values = {name: getattr(matter, name) for name in RESTORED}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def restored(before: Mapping[str, Any]) -> dict[str, Any]:
    """The inverse of `snapshot`."""
    found = dict(before)
    for name, value in before.items():
        if isinstance(value, str) and name != "state":
            found[name] = date.fromisoformat(value) if name == "due_on" else datetime.fromisoformat(value)
    return found


def attached(files: Sequence[Attached | str]) -> list[Attached]:
    """Files as the rules take them; a bare digest stands for a file under its own name."""
    return [Attached(one) if isinstance(one, str) else one for one in files]


def keep_evidence(
    *, actor: Actor, now: datetime, matter: Matter, step: Step, files: Sequence[Attached]
) -> list[Evidence]:
    """Put files with a step. Raises UnknownFile and NotReplaceable."""
    made = []
    for one in files:
        try:
            kept = kept_file(one.digest)
        except NoSuchFile as error:
            raise refusals.UnknownFile(field="files") from error
        older = _replaced(matter, step, one)
        made.append(
            Evidence.objects.create(
                matter=matter,
                step=step,
                digest=kept.digest,
                name=(one.name or kept.name)[:200],
                media_type=kept.media_type,
                size=kept.size,
                pages=kept.pages or 0,
                dated_on=one.dated_on,
                replaces=older,
                version=older.version + 1 if older else 1,
                by=actor.ref,
                at=now,
            )
        )
    return made


def _replaced(matter: Matter, step: Step, one: Attached) -> Evidence | None:
    if one.replaces is None:
        return None
    older = Evidence.objects.select_related("step").filter(matter=matter, id=one.replaces).first()
    kind = kind_named(matter.kind)
    if older is None or kind is None or not one_side(kind, older.step.name, step.name):
        raise refusals.NotReplaceable(field="files")
    if Evidence.objects.filter(replaces=older, step__undone=False).exists():
        raise refusals.NotReplaceable(field="files")
    return older


def journal_step(
    *, actor: Actor, now: datetime, matter: Matter, step: Step, files: Sequence[Evidence] = ()
) -> None:
    """Each step is exactly one entry of its matter's chain."""
    content = {
        "step": step.number,
        "from": step.from_state,
        "to": step.to_state,
        "version": matter.version,
        "due": matter.due_on.isoformat() if matter.due_on else None,
        "fields": step.fields,
        "files": [one.digest for one in files],
    }
    record_entry(
        actor=actor.ref,
        now=now,
        kind=f"matter.{step.name}",
        object=f"matter:{matter.pk}",
        unit=matter.party.region.code,
        content=content,
    )
