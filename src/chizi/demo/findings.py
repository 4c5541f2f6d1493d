"""Findings of inspectors at bodies of cities and counties, in every state, so that the three ratios move (S2-52)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from chizi.demo.evidence import Evidence
from chizi.demo.staff import CONTACT, GROUPS, VEHICLE_OFFICE, member
from chizi.demo.stage import Stage
from chizi.demo.told import TOUTS, WRITTEN, Told
from chizi.matters.actions import raise_matter, take_step
from chizi.matters.models import Matter
from chizi.org.abilities import local_day
from chizi.org.models import Person
from chizi.plan.queries import body_sent_to

Fields = Mapping[str, str]
REMEDY = {"remedy": "公开流程，明确责任岗位，每周自查（演示数据）。", "responsible": CONTACT}
REPLY = {"reply": "情况属实，逐条说明见整改安排（演示数据）。"}
RESULT = {"result": "已整改，现场公示，可随时查看（演示数据）。"}
OPINION = {"opinion": "到现场查看，随机询问三名办事群众，与材料一致（演示数据）。"}
PARTY, VERIFIER, OFFICE, RAISER = "party", "verifier", "office", "raiser"


@dataclass(frozen=True)
class Turn:
    """A step ``after`` days from the raising, by whom, with what; ``proof`` when evidence comes along."""

    after: int
    by: str
    step: str
    fields: Fields
    proof: bool = False


NAMED = Turn(2, PARTY, "name_remedy", REMEDY)
REPLIED = Turn(3, PARTY, "reply", REPLY)
DONE = Turn(14, PARTY, "give_result", RESULT, proof=True)
VERIFIED = Turn(18, VERIFIER, "verify", OPINION)
AT_ONCE = Turn(0, PARTY, "fix_at_once", REMEDY | REPLY | RESULT, proof=True)


@dataclass(frozen=True)
class Story:
    """What becomes of a finding: raised ``age`` days ago, due ``days`` after, and the turns it takes. ``whole`` and
    ``small``: how many of these a whole and a small demo tell."""

    age: int
    days: int
    turns: tuple[Turn, ...]
    whole: int
    small: int = 1
    place: str = ""


CAPITAL, DISTRICT = "1401-court", "140105-political_legal_commission"
STORIES: tuple[Story, ...] = (
    Story(62, 30, (NAMED, REPLIED, DONE, VERIFIED), 20, 2),
    Story(20, 30, (NAMED, REPLIED, DONE), 8, 2),
    Story(14, 40, (NAMED, REPLIED), 8),
    Story(45, 35, (NAMED,), 4),
    Story(2, 30, (), 4),
    Story(12, 30, (), 2),
    Story(4, 30, (Turn(1, PARTY, "acknowledge", {}),), 2),
    Story(26, 30, (AT_ONCE, Turn(5, VERIFIER, "verify", OPINION)), 4),
    Story(30, 32, (NAMED, REPLIED, DONE,
                   Turn(24, VERIFIER, "send_back", {"reason": "公示内容缺少办理时限（演示数据）。"})), 2),
    Story(58, 30, (NAMED, REPLIED, DONE, VERIFIED,
                   Turn(52, VERIFIER, "reopen", {"reason": "回访发现问题重现（演示数据）。"})), 1),
    Story(15, 30, (Turn(1, RAISER, "withdraw", {"reason": "与另一条问题重复（演示数据）。"}),
                   Turn(3, OFFICE, "agree", {"answer": "同意撤回（演示数据）。"})), 1),
    Story(21, 40, (Turn(2, PARTY, "object", {"reason": "该事项由上级部门负责（演示数据）。"}),
                   Turn(5, OFFICE, "reject", {"answer": "职责清单列明由本单位负责（演示数据）。"}),
                   Turn(8, PARTY, "name_remedy", REMEDY)), 1),
    Story(6, 40, (Turn(2, PARTY, "object", {"reason": "整改期限与职责不符（演示数据）。"}),), 1, 1, CAPITAL),
    Story(9, 25, (), 1, 1, DISTRICT),
    Story(29, 60, (NAMED, REPLIED), 1, 1, VEHICLE_OFFICE),
)  # fmt: skip
KINDS = ("police", "court", "procuratorate", "justice")


def write_ledger(stage: Stage, evidence: Evidence) -> None:
    """Raise every finding in the order of time, and take its steps."""
    told = sorted(_told(stage), key=lambda one: (-one[0].age, one[1]))
    for number, (story, place) in enumerate(told):
        matter = _raise(stage, story, place, number)
        for turn in story.turns:
            _take(stage, evidence, story, matter, turn, number)


def _told(stage: Stage) -> Iterator[tuple[Story, str]]:
    """Each story at so many bodies, which change from city to city and from kind to kind."""
    places = list(_places(stage))
    at = 0
    for story in STORIES:
        for _ in range(story.whole if stage.whole else story.small):
            if story.place:
                yield story, story.place
            else:
                yield story, places[at % len(places)]
                at += 1


def _places(stage: Stage) -> Iterator[str]:
    """Bodies that have a contact: of all cities the first kind, then the next; police of counties in between."""
    cities = list(GROUPS.values())
    counties = sorted(code for code in stage.hands if len(code.partition("-")[0]) == 6 and "police" in code)
    for kind in KINDS:
        for at, city in enumerate(cities):
            yield f"{city}-{kind}"
            if kind != "police" and at < len(counties):
                yield counties[(at * 2 + KINDS.index(kind)) % len(counties)]


def _raise(stage: Stage, story: Story, place: str, number: int) -> Matter:
    told = _words(place, number)
    raiser, party, at = _raiser(stage, place, number), stage.party(place), stage.clock.ago(story.age, 9)
    stationed = body_sent_to(raiser, party, local_day(at)) is not None
    return raise_matter(
        actor=raiser,
        now=at,
        party=party,
        title=told.title,
        fact=f"{told.fact}（演示数据）",
        judgement=told.judgement,
        severity=told.severity,
        source=told.source if stationed or told.source != "guidance" else "visit",
        basis=told.basis,
        demand=told.demand,
        due=stage.clock.today + timedelta(days=story.days - story.age),
        immediate=AT_ONCE in story.turns,
        key=f"demo-{number}",
    )


def _words(place: str, number: int) -> Told:
    if place == VEHICLE_OFFICE:
        return TOUTS
    kind = place.partition("-")[2]
    written = WRITTEN.get(kind, WRITTEN["police"])
    return written[number % len(written)]


def _raiser(stage: Stage, place: str, number: int) -> Person:
    """The inspector at Jincheng, where he is stationed, and by turns elsewhere; else the head of the group there,
    and for what the story says the capital's own inspector."""
    city = place[:4]
    if place in (CAPITAL, DISTRICT) or (city == "1401" and number % 2 == 0):
        return stage.people["inspector-taiyuan"]
    group = next(one for one, where in GROUPS.items() if where == city)
    return stage.people["inspector" if city == "1405" or number % 5 == 0 else member(group, 1)]


def _take(stage: Stage, evidence: Evidence, story: Story, matter: Matter, turn: Turn, number: int) -> None:
    people = {
        PARTY: lambda: stage.hand(matter.party.code),
        VERIFIER: lambda: stage.people["verifier"],
        OFFICE: lambda: stage.office,
        RAISER: lambda: stage.people[matter.raised_by.removeprefix("person:")],
    }
    fields: dict[str, Any] = dict(turn.fields)
    if turn.step == "name_remedy":
        fields["planned_on"] = matter.demanded_on
    found = take_step(
        actor=people[turn.by](),
        now=stage.clock.ago(story.age - turn.after, 14),
        matter_id=matter.pk,
        version=matter.version,
        step=turn.step,
        fields=fields,
        files=[evidence.of(number)] if turn.proof else [],
    )
    matter.version = found.version
