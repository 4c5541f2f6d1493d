"""The bodies of the campaign: leading group, office, task force, 11 guidance groups, 361 people at their places."""

from collections.abc import Iterator
from datetime import date, timedelta

from chizi.core.imports import ImportReport
from chizi.demo.staff import GROUPS, SIZES, member
from chizi.demo.stage import Stage, sheet
from chizi.org.actions import declare_tie
from chizi.org.refusals import RejectedRows
from chizi.org.rules import Relation, full_code
from chizi.plan.actions import deploy_body, import_bodies, import_members, record_training
from chizi.plan.body_sheets import BODY_COLUMNS, MEMBER_COLUMNS

FOUNDED, GATHERED, TRAINED = date(2021, 2, 27), date(2021, 3, 8), date(2021, 3, 9)
LEADING_GROUP = "jyzd"
NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")
BASIS = "2021年3月9日驻点指导动员培训会（进驻日期为演示设定）"
TRAINING = "全省政法队伍教育整顿驻点指导动员培训会"
DECLARED = "1403-petitions_office"


def group_code(number: int) -> str:
    """The code of a guidance group."""
    return f"zd-{number:02}"


def found_bodies(stage: Stage) -> None:
    """Set up the bodies and who belongs to them, train everybody, then send the groups (S2-07 to S2-10)."""
    clock, office = stage.clock, stage.office
    bodies = sheet(BODY_COLUMNS, list(_bodies()))
    stored(import_bodies(actor=office, now=clock.on(FOUNDED, 18), table=bodies, source=stage.source))
    members = sheet(MEMBER_COLUMNS, list(_members()))
    stored(import_members(actor=office, now=clock.on(GATHERED), table=members, source=stage.source))
    inspector = stage.people["inspector"]
    declare_tie(
        actor=inspector, now=clock.on(GATHERED, 15), relation=Relation.IN_LAW, party=stage.party(DECLARED)
    )
    record_training(
        actor=office,
        now=clock.on(TRAINED, 12),
        body_code=LEADING_GROUP,
        title=TRAINING,
        held_on=TRAINED,
        people=[member(number, place) for number, place in _places()],
    )
    for number, city in GROUPS.items():
        deploy_body(
            actor=office,
            now=clock.on(TRAINED, 14),
            body_code=group_code(number),
            region=stage.region(city),
            from_date=TRAINED,
            basis=BASIS,
        )


def stored(report: ImportReport) -> None:
    """Raises RejectedRows unless the import was kept."""
    if not report.stored:
        raise RejectedRows(rejected=report.rejected_lines, total=report.total)


def _places() -> Iterator[tuple[int, int]]:
    return ((number, place) for number in GROUPS for place in range(1, SIZES[number - 1] + 1))


def _bodies() -> Iterator[dict[str, str]]:
    common = {"region_code": full_code("14"), "founded_on": FOUNDED.isoformat()}
    upper = (
        (LEADING_GROUP, "leading_group", "省政法队伍教育整顿领导小组", ""),
        (f"{LEADING_GROUP}-office", "office", "省政法队伍教育整顿领导小组办公室", LEADING_GROUP),
        (f"{LEADING_GROUP}-force", "task_force", "省政法队伍教育整顿工作专班", LEADING_GROUP),
    )
    for code, kind, name, parent in upper:
        yield common | {"code": code, "kind": kind, "name": name, "parent_code": parent}
    for number in GROUPS:
        name = f"省第{NUMBERS[number - 1]}驻点指导组"
        yield common | {
            "code": group_code(number),
            "kind": "guidance_group",
            "number": str(number),
            "name": name,
            "parent_code": LEADING_GROUP,
            "branch": f"{name}临时党支部",
            "branch_founded_on": (TRAINED + timedelta(days=1)).isoformat(),
        }


def _members() -> Iterator[dict[str, str]]:
    upper = (
        (LEADING_GROUP, "leader", "head"),
        (LEADING_GROUP, "office", "deputy"),
        (LEADING_GROUP, "police", "member"),
        (f"{LEADING_GROUP}-office", "office", "head"),
        (f"{LEADING_GROUP}-office", "office-deputy", "deputy"),
        (f"{LEADING_GROUP}-office", "clerk", "member"),
        (f"{LEADING_GROUP}-force", "office-deputy", "head"),
        (f"{LEADING_GROUP}-force", "verifier", "member"),
    )
    for body, username, role in upper:
        yield {"body_code": body, "username": username, "role": role, "from_date": FOUNDED.isoformat()}
    for number, place in _places():
        role = "head" if place == 1 else "deputy" if place <= 3 else "member"
        yield {
            "body_code": group_code(number),
            "username": member(number, place),
            "role": role,
            "from_date": GATHERED.isoformat(),
        }
