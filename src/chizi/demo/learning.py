"""What became of the learning in these weeks: read, answered, taken, thought about, used in work, confirmed.

Phones hand in by batches, some after days without a signal. Nothing here says how long anybody sat over anything.
"""

from datetime import timedelta
from itertools import cycle
from uuid import NAMESPACE_OID, UUID, uuid5

import numpy as np

from chizi.demo.officers import BUREAU, COUNTY, HOME_STATION, SIZES, STATIONS, username
from chizi.demo.stage import Stage
from chizi.demo.studying import CITY_OFFICE, MEETING, OWNER, TASKS, TEST, WRITER, Library, data
from chizi.demo.tasks import ACCEPTED, OPEN, SUBMITTED, end
from chizi.learn.actions.applications import claim_application, confirm_application, return_application
from chizi.learn.actions.attempts import start_attempt, submit_attempt
from chizi.learn.actions.lectures import record_lecture
from chizi.learn.actions.outcomes import record_outcomes
from chizi.learn.actions.reflections import write_reflection
from chizi.learn.actions.signs import look_for_signs
from chizi.learn.models import Application
from chizi.learn.rules.outcomes import OutcomeDraft
from chizi.org.actions import appoint_person
from chizi.org.models import Person

SCENE = 31  # of the dice
OFFICER, CLERK, CITY_INSPECTOR = "officer", "station-clerk", "inspector-taiyuan"
READS, KNOWS, SITS = (
    0.8,
    0.85,
    0.75,
)  # shares: of what is asked read, of answers right, of people who took the test
ANSWERS = 12
BATCHES = (24, 15, 6)  # days ago
OFFLINE = 5  # days before the phone found a signal
HEADS = {BUREAU: "局长", COUNTY: "局长"} | dict.fromkeys(STATIONS, "所长")
LECTURED = (BUREAU, COUNTY, *STATIONS[:2])
"""Whose heads have lectured; those of the other stations have not yet (S1-19)."""
TOPIC, AUDIENCE = "把学到的用在窗口和案件里（演示）", "全体民警和辅警"
SHARED = "同一会场，县局民警一并参加（演示）"
THOUGHTS = (
    "以前材料不全就请群众先回去，现在先登记再说缺什么，来人的脸色不一样了。",
    "手机借给同事查东西看起来是小事，案例里九次查询每次都有记录，回来就把密码改了。",
    "交接签两个字并不麻烦，麻烦的是半年以后说不清。",
    "答复没有进展也是答复，上周试了两次，没有人再打投诉电话。",
    "代办那一条可以马上做：辖区有四位老人腿脚不便。",
    "说情的电话接到过，当时不知道该怎么记。现在知道当天写下来就行。",
)
COPIED = (
    "通过这次学习，我深刻认识到规范执法的重要意义，进一步坚定了理想信念，增强了纪律意识和规矩意识。"
    "今后我将以案为鉴、以案促改，时刻保持清醒头脑，严格要求自己，扎实做好本职工作，不辜负组织和群众的期望。"
)
CHANGED = COPIED.replace("进一步坚定了", "更加坚定了").replace("扎实做好", "认真做好")
USED = (
    "接到一起外辖区的报警，先登记再移送，当天把接手单位告诉了报警人。",
    "给行动不便的居民上门办了手续，没有收费，本人签字确认。",
    "座谈会上提的九条意见逐条写了答复，两条暂时办不了的写明了原因。",
    "按清单重新核对了保管室，补了三处交接签字。",
)
MISSING = "请写明是哪一次接报案，便于核对（演示数据）。"


def learn(stage: Stage, library: Library) -> None:
    """Everybody learns as he likes; some of it is used, and somebody else confirms it (S1-04)."""
    dice = stage.dice(SCENE)
    for number, (name, code) in enumerate(_learners()):
        _study(stage, library, stage.people[name], code, number, dice)
    _think(stage, library)
    _use(stage, library)
    _lecture(stage)
    _hand_in(stage, library)
    look_for_signs(actor=stage.people[CITY_OFFICE], now=stage.clock.ago(1, 7))


def _learners() -> list[tuple[str, str]]:
    """(user name, code of the body) of everybody who learns."""
    others = [(username(code, one), code) for code, size in SIZES.items() for one in range(1, size + 1)]
    return [(OFFICER, HOME_STATION), (CLERK, HOME_STATION), *others]


def _key(*parts: object) -> UUID:
    """As a phone makes one, but the same in every demo."""
    return uuid5(NAMESPACE_OID, "demo:" + ":".join(str(one) for one in parts))


def _study(
    stage: Stage, library: Library, person: Person, code: str, number: int, dice: np.random.Generator
) -> None:
    """Reading and practice in three batches, and the test for most."""
    asked = _asked(library, code)
    reads = [(about, item) for about, item in asked.items() if about.startswith("material:")]
    reads = [one for one in reads if person.username == OFFICER or dice.random() < READS]
    if person.username == OFFICER:
        reads = reads[:-2]  # something is left for him to do
    questions = _practice(library, dice)
    for at, days in enumerate(BATCHES):
        happened = stage.clock.ago(days + int(dice.integers(OFFLINE)), 20)
        drafts = [
            OutcomeDraft(_key(person.username, about), "read", about, item, happened)
            for about, item in reads[at :: len(BATCHES)]
        ]
        drafts += [
            OutcomeDraft(_key(person.username, about, at), "answered", about, None, happened, given)
            for about, given in questions[at :: len(BATCHES)]
        ]
        sent = stage.clock.ago(days, 8 + number % 10)
        record_outcomes(
            actor=person, now=sent, sent_at=sent, batch=str(_key(person.username, at)), drafts=drafts
        )
    if person.username != OFFICER and dice.random() < SITS:
        _sit(stage, library, person, right=bool(dice.random() < KNOWS))


def _asked(library: Library, code: str) -> dict[str, int]:
    """What the tasks of a body ask to be learned: "material:12" -> item."""
    found: dict[str, int] = {}
    for measure, rows in library.given.items():
        if any(row.party.code == f"agency:{code}" for row in rows):
            found |= {one.about: one.pk for one in library.items.get(measure, ())}
    return found


def _practice(library: Library, dice: np.random.Generator) -> list[tuple[str, list[str]]]:
    """Some questions with one right answer each, most of them answered right."""
    rows = [
        (number, row)
        for number, row in zip(_numbers(library), data()["question"], strict=True)
        if row["kind"] in ("single", "truefalse")
    ]
    found = []
    for at in dice.choice(len(rows), ANSWERS, replace=False):
        number, row = rows[at]
        right = list(row["right"])
        wrong = ["B"] if row["kind"] == "single" else ["false" if right == ["true"] else "true"]
        found.append((f"question:{number}", right if dice.random() < KNOWS else wrong))
    return found


def _numbers(library: Library) -> list[int]:
    return [number for found in library.questions.values() for number in found]


def _sit(stage: Stage, library: Library, person: Person, *, right: bool) -> None:
    """The graded test: eight questions, whose first option is the right one; who fails tries again."""
    firsts = [str(found[0]) for found in library.questions.values()]
    good = {one: ["A"] for one in firsts}
    tries = [good] if right else [good | {one: ["C"] for one in firsts[:4]}, good]
    for days, answers in zip((13, 5), tries, strict=False):
        begun, now = stage.clock.ago(days, 9), stage.clock.ago(days, 10)
        one = start_attempt(actor=person, now=begun, paper_id=library.papers[TEST])
        submit_attempt(actor=person, now=now, attempt_id=one.pk, answers=answers)


def _think(stage: Stage, library: Library) -> None:
    """Short and long thoughts; two officers of different stations have the same one (S1-15)."""
    materials = cycle(
        [library.materials["report"], library.materials["warning"], library.materials["window"]]
    )
    names = [OFFICER, *(username(code, 2) for code in SIZES)]
    for at, (name, text) in enumerate(zip(names, THOUGHTS, strict=False)):
        write_reflection(
            actor=stage.people[name],
            now=stage.clock.ago(14 - at, 21),
            about=f"material:{next(materials)}",
            text=text,
            key=_key("reflection", name),
        )
    for name, text in ((username(STATIONS[1], 4), COPIED), (username(STATIONS[2], 5), CHANGED)):
        write_reflection(
            actor=stage.people[name],
            now=stage.clock.ago(4, 22),
            about=f"material:{library.materials['warning']}",
            text=text,
            key=_key("reflection", name),
        )


def _use(stage: Stage, library: Library) -> None:
    """Claims of having used it in real work: confirmed, returned, and waiting for the clerk of the station."""
    judge = stage.people[CLERK]
    for at, (name, text) in enumerate(zip((OFFICER, username(HOME_STATION, 2), OFFICER), USED, strict=False)):
        about = "report" if at != 1 else "window"
        row = _claim(stage, library, name, HOME_STATION, f"material:{library.materials[about]}", text, 9 - at)
        now = stage.clock.ago(7 - at, 10)
        if at < 2:
            confirm_application(actor=judge, now=now, application_id=row.pk, version=row.version)
    for name, text in ((username(HOME_STATION, 3), USED[3]), (username(HOME_STATION, 4), USED[0])):
        row = _claim(stage, library, name, HOME_STATION, f"material:{library.materials['property']}", text, 6)
        if text == USED[0]:
            return_application(
                actor=judge, now=stage.clock.ago(3), application_id=row.pk, version=row.version, note=MISSING
            )
    other = stage.people[CITY_OFFICE]
    for code in (COUNTY, STATIONS[1]):
        row = _claim(
            stage, library, username(code, 3), code, f"material:{library.materials['report']}", USED[0], 8
        )
        confirm_application(actor=other, now=stage.clock.ago(5), application_id=row.pk, version=row.version)


def _claim(
    stage: Stage, library: Library, name: str, code: str, about: str, text: str, days: int
) -> Application:
    """The work is the task of the meeting with enterprises and residents, or the reading task of the body."""
    own = {
        measure: row
        for measure, rows in library.given.items()
        for row in rows
        if row.party.code == f"agency:{code}"
    }
    work, reading = own[MEETING], own[next(iter(library.items))]
    if Application.objects.filter(person=stage.people[name], about=about, assignment=work).exists():
        work = reading
    return claim_application(
        actor=stage.people[name],
        now=stage.clock.ago(days, 18),
        about=about,
        text=text,
        target=f"assignment:{work.pk}",
        key=_key("application", name, about, work.pk),
    )


def _lecture(stage: Stage) -> None:
    """Heads are named, and most of them have lectured; one lecture served the county too, and says why (S1-19)."""
    for code, title in HEADS.items():
        appoint_person(
            actor=stage.people["sysadmin"],
            now=stage.clock.ago(60),
            person=stage.people[username(code, 1)],
            agency=stage.party(code).agency,  # type: ignore[arg-type]
            title=title,
            leads=True,
            from_date=stage.clock.today - timedelta(days=400),
        )
    for at, code in enumerate(LECTURED):
        if code == COUNTY:
            continue
        record_lecture(
            actor=stage.people[WRITER if code == BUREAU else CITY_OFFICE],
            now=stage.clock.ago(20 - at, 17),
            party=f"agency:{code}",
            leader=username(code, 1),
            held_on=stage.clock.today - timedelta(days=20 - at),
            topic=TOPIC,
            audience=AUDIENCE,
            questions="群众说不清事情归谁管时怎么登记？当场约定会后写进工作提示。",
            serves=[f"agency:{COUNTY}"] if code == BUREAU else [],
            reason=SHARED if code == BUREAU else "",
            key=_key("lecture", code),
        )


def _hand_in(stage: Stage, library: Library) -> None:
    """Results of the bodies on the tasks: some accepted, some handed in, some open."""
    judge, states = stage.people[CITY_OFFICE], cycle((ACCEPTED, OPEN, SUBMITTED, OPEN, ACCEPTED))
    for asked in TASKS:
        for row in library.given[asked.measure]:
            if row.party.code not in (OWNER, f"agency:{HOME_STATION}"):
                end(stage, row, judge, next(states), stage.clock.today - timedelta(days=4))
