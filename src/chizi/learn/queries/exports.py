"""Progress as tables: of a board, of a party, of oneself, and of all parties for publication (S1-10)."""

from datetime import datetime

from chizi.core.dataset import Column, Dataset
from chizi.core.words import N_
from chizi.ground.counters.counts import read_counts
from chizi.learn import learners, tallies
from chizi.learn.models import Outcome
from chizi.learn.queries.abouts import about_titles
from chizi.learn.queries.progress import ProgressBoard, items_of, objectives_in
from chizi.learn.queries.progress_mine import record_line
from chizi.learn.queries.progress_party import PartyProgress
from chizi.learn.rules.profiles import LEAST
from chizi.org.models import Party, Person
from chizi.plan.models import Assignment, Campaign
from chizi.plan.rules.campaigns import CampaignState
from chizi.plan.rules.tasks import OWED

MOST_OWN = 20_000
WITHHELD = N_("empty where it concerns fewer than five people")
RESULTS = (
    Column("party_code", "text", N_("Party code")),
    Column("party", "text", N_("Party")),
    Column("learners", "integer", N_("Learners"), WITHHELD),
    Column("asked", "integer", N_("Asked"), N_("how often something is asked of one person")),
    Column("done", "integer", N_("Done"), WITHHELD),
    Column("objectives", "integer", N_("Learning objectives")),
    Column("met", "integer", N_("Mastered"), N_("people and objectives; empty for fewer than five")),
    Column("applied", "integer", N_("Applied and confirmed"), WITHHELD),
)
BOARD = (
    Column("code", "text", N_("Code")),
    Column("name", "text", N_("Name")),
    Column("learners", "integer", N_("Learners")),
    Column("parties", "integer", N_("Parties")),
    Column("asked", "integer", N_("Asked"), N_("how often something is asked of one person")),
    Column("done", "integer", N_("Done")),
    Column("stalled", "integer", N_("Past its day, not done"), N_("empty for a party")),
    Column("applied", "integer", N_("Applied and confirmed")),
)
PARTY = (
    Column("kind", "text", N_("Kind")),
    Column("title", "text", N_("Title")),
    Column("task", "text", N_("Task")),
    Column("due", "date", N_("Due")),
    Column("done", "integer", N_("People who have done or mastered it")),
    Column("asked", "integer", N_("People asked")),
)
OWN = (
    Column("happened_at", "instant", N_("When"), N_("by the device's clock, set right by ours")),
    Column("recorded_at", "instant", N_("Recorded")),
    Column("kind", "text", N_("Kind")),
    Column("about", "text", N_("About")),
    Column("title", "text", N_("Title")),
    Column("objective", "text", N_("Learning objective")),
    Column("met", "boolean", N_("Met"), N_("empty where there is nothing to judge")),
    Column("answer", "text", N_("Answer")),
    Column("source", "text", N_("Recorded by")),
    Column("voided_at", "instant", N_("Taken back")),
    Column("reason", "text", N_("Reason")),
)


def board_dataset(board: ProgressBoard, now: datetime) -> Dataset:
    """A board as a file: the place, those below it, its parties; in the order of codes."""
    rows = [
        (one.code, one.name, one.people, one.parties, one.asked, one.done, one.stalled, one.applied)
        for one in (board.whole, *board.places, *board.parties)
    ]
    notes = {"place": board.region.name, "campaign": board.campaign_title, "as_of": now.isoformat()}
    return Dataset(f"progress-{board.region.code}", BOARD, rows, notes)


def party_dataset(found: PartyProgress, now: datetime) -> Dataset:
    """A party's page as a file: numbers of people, no person."""
    rows: list[tuple[object, ...]] = [
        ("item", one.title, one.task, one.due, one.done, one.asked) for one in found.items
    ]
    rows += [("objective", one.title, "", None, one.met, one.people) for one in found.objectives]
    notes = {"party": found.name, "campaign": found.campaign_title, "as_of": now.isoformat()}
    return Dataset(f"progress-{found.code.replace(':', '-')}", PARTY, rows, notes)


def own_dataset(viewer: Person, *, now: datetime) -> Dataset:
    """Everything that is kept of one's own learning, for oneself (PIPL art. 45: to see and to copy)."""
    rows = Outcome.objects.filter(person=viewer).select_related("objective").order_by("-id")[:MOST_OWN]
    found = list(rows)
    titles = about_titles({one.about for one in found})
    lines = [record_line(one, titles.get(one.about, "")) for one in found]
    return Dataset(
        f"my-record-{viewer.username}",
        OWN,
        [
            (one.happened_at, one.recorded_at, one.kind, one.about, one.title, one.objective, one.met, one.given,
             one.source, one.voided_at, one.reason)
            for one in lines
        ],
        {"person": viewer.name, "as_of": now.isoformat()},
    )  # fmt: skip


def results_dataset(*, now: datetime, campaign_code: str = "") -> Dataset:
    """Results of parties, ready to be published (S1-10), in the order of codes; no person is in it, no rank.

    Numbers that concern fewer than five people are left empty. Without a code: the newest campaign that was issued;
    the dataset has no rows where there is none. Seven queries.
    """
    rows = Campaign.objects.exclude(state=CampaignState.DRAFT.value).order_by("-starts", "code")
    campaign = (rows.filter(code=campaign_code) if campaign_code else rows).first()
    notes = {"as_of": now.isoformat(), "campaign": campaign.title if campaign else ""}
    if campaign is None:
        return Dataset("learning_results", RESULTS, [], notes)
    items = items_of(campaign)
    objectives = list(objectives_in(items).values_list("id", flat=True))
    asked = Assignment.objects.filter(campaign_id=campaign.pk, state__in=sorted(OWED)).values("party_id")
    found = list(
        Party.objects.filter(id__in=asked, agency__isnull=False)
        .order_by("code")
        .values_list("id", "code", "name")
    )
    wanted, done = [], []
    for number, _code, _name in found:
        place = tallies.party_place(number)
        wanted += [learners.people_key(place), learners.owed_key(campaign.pk, place)]
        done += [tallies.done_key(one.pk, place) for one in items] + [tallies.kind_key("applied", place)]
        done += [tallies.met_key(one, place) for one in objectives]
    people, counts = _read(learners.BOARD, wanted), _read(tallies.BOARD, done)
    lines = []
    for number, code, name in found:
        place = tallies.party_place(number)
        whole = people[learners.people_key(place)]
        few = whole < LEAST
        lines.append(
            (
                code,
                name,
                None if few else whole,
                None if few else people[learners.owed_key(campaign.pk, place)],
                _shown(sum(counts[tallies.done_key(one.pk, place)] for one in items), few),
                len(objectives),
                _shown(sum(counts[tallies.met_key(one, place)] for one in objectives), few),
                _shown(counts[tallies.kind_key("applied", place)], few),
            )
        )
    return Dataset("learning_results", RESULTS, lines, notes)


def _shown(number: int, few: bool) -> int | None:
    return None if few or 0 < number < LEAST else number


def _read(board: str, keys: list[str]) -> dict[str, int]:
    """Counters of many keys, some thousands at a time."""
    found: dict[str, int] = {}
    for at in range(0, len(keys), 10_000):
        found |= read_counts(board, keys[at : at + 10_000])
    return found
