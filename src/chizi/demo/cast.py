"""The people of the demo: made up, some fifty, one for each way to look at the province.

They share one password, which is no secret: it is printed, and it is given to synthetic people only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from chizi.demo.bodies import agency_code
from chizi.org.abilities import Actor
from chizi.org.actions import share_password
from chizi.org.rules import AgencyKind, Role, full_code
from chizi.org.sheets import PEOPLE_COLUMNS

# Of people who do not exist; printed wherever a demo is made.
PASSWORD = "chizi-demo-2020"  # noqa: S105  # nosec B105
FROM_DATE = "2019-01-01"
POSTS = {Role.OFFICE: "办公室主任", Role.LEADER: "分管领导", Role.LEAD_DEPARTMENT: "科长", Role.CLERK: "干事",
         Role.OFFICER: "社区民警"}  # fmt: skip


@dataclass(frozen=True)
class Player:
    """One person and the role he plays; ``place`` is a short region code."""

    username: str
    name: str
    role: Role
    place: str
    kind: AgencyKind

    @property
    def agency(self) -> str:
        return agency_code(full_code(self.place), self.kind)


_PLC, _PARTY = AgencyKind.POLITICAL_LEGAL_COMMISSION, AgencyKind.PARTY_COMMITTEE
_POLICE, _PETITIONS = AgencyKind.POLICE, AgencyKind.PETITIONS_OFFICE
_STATION = AgencyKind.POLICE_STATION
_EMERGENCY, _JUSTICE = AgencyKind.EMERGENCY_MANAGEMENT, AgencyKind.JUSTICE
_CITIES = (
    *(
        ("taiyuan", "1401"),
        ("datong", "1402"),
        ("yangquan", "1403"),
        ("changzhi", "1404"),
        ("jincheng", "1405"),
    ),
    *(
        ("shuozhou", "1406"),
        ("jinzhong", "1407"),
        ("yuncheng", "1408"),
        ("xinzhou", "1409"),
        ("linfen", "1410"),
    ),
    ("lvliang", "1411"),
)
_OFFICE_NAMES = (
    *("马晓东", "高文静", "冯国栋", "韩雪梅", "曹建军", "段玉兰"),
    *("薛志强", "侯丽萍", "白永胜", "贺春燕", "任海波"),
)

CAST: tuple[Player, ...] = (
    Player("office", "林知远", Role.OFFICE, "14", _PLC),
    Player("office-deputy", "赵明慧", Role.OFFICE, "14", _PLC),
    Player("leader", "周正清", Role.LEADER, "14", _PARTY),
    Player("publisher", "陈书宁", Role.PUBLISHER, "14", _PLC),
    Player("auditor", "沈若水", Role.AUDITOR, "14", _JUSTICE),
    Player("sysadmin", "吴启明", Role.SYSTEM_ADMIN, "14", _PLC),
    Player("secadmin", "郑守安", Role.SECURITY_ADMIN, "14", _PLC),
    Player("criteria", "梁以衡", Role.CRITERIA_AUTHOR, "14", _PLC),
    Player("petitions", "孙听言", Role.LEAD_DEPARTMENT, "14", _PETITIONS),
    Player("emergency", "钱安平", Role.LEAD_DEPARTMENT, "14", _EMERGENCY),
    Player("police", "李守正", Role.LEAD_DEPARTMENT, "14", _POLICE),
    Player("inspector", "王巡山", Role.INSPECTOR, "14", _PLC),
    Player("inspector-taiyuan", "杨复查", Role.INSPECTOR, "1401", _PLC),
    Player("verifier", "何求真", Role.VERIFIER, "14", _PLC),
    Player("clerk", "许书文", Role.CLERK, "14", _PLC),
    *(
        Player(f"{city}-office", name, Role.OFFICE, place, _PLC)
        for (city, place), name in zip(_CITIES, _OFFICE_NAMES, strict=True)
    ),
    Player("taiyuan-leader", "唐怀德", Role.LEADER, "1401", _PARTY),
    Player("taiyuan-police", "宋卫民", Role.LEAD_DEPARTMENT, "1401", _POLICE),
    Player("taiyuan-petitions", "罗倾听", Role.LEAD_DEPARTMENT, "1401", _PETITIONS),
    Player("taiyuan-police-clerk", "乔立学", Role.CLERK, "1401", _POLICE),
    Player("station-clerk", "苗青", Role.CLERK, "140105001", _STATION),
    Player("officer", "关一航", Role.OFFICER, "140105001", _STATION),
    Player("datong-police", "秦守关", Role.LEAD_DEPARTMENT, "1402", _POLICE),
    Player("changzhi-emergency", "武建安", Role.LEAD_DEPARTMENT, "1404", _EMERGENCY),
    Player("shuocheng-police", "田保平", Role.LEAD_DEPARTMENT, "140602", _POLICE),
    Player("xiaodian-office", "郭小云", Role.OFFICE, "140105", _PLC),
    Player("xiaodian-leader", "范长河", Role.LEADER, "140105", _PARTY),
    Player("xiaodian-clerk", "石敏", Role.CLERK, "140105", _PLC),
    Player("qingxu-office", "温清源", Role.OFFICE, "140121", _PLC),
    Player("qingxu-clerk", "米小满", Role.CLERK, "140121", _PLC),
    Player("pingcheng-office", "云平", Role.OFFICE, "140213", _PLC),
    Player("yuxian-office", "盂成", Role.OFFICE, "140322", _PLC),
    Player("shuocheng-office", "朔风", Role.OFFICE, "140602", _PLC),
    Player("pingyao-office", "古城", Role.OFFICE, "140728", _PLC),
)


def people_table(more: Iterable[Mapping[str, str]] = ()) -> pa.Table:
    """The sheet that `org.actions.import_people` reads: the cast, and ``more`` lines by column."""
    rows = [
        {
            "username": one.username,
            "name": one.name,
            "agency_code": one.agency,
            "post": POSTS.get(one.role, ""),
            "role": one.role.value,
            "region_code": full_code(one.place),
            "from_date": FROM_DATE,
        }
        for one in CAST
    ]
    rows += [dict(row) for row in more]
    columns = {name: pa.array([row.get(name, "") for row in rows], pa.string()) for name in PEOPLE_COLUMNS}
    return pa.table({**columns, "line": pa.array(range(2, len(rows) + 2), pa.int64())})


def let_sign_in(*, actor: Actor, now: datetime) -> None:
    """Give all of the cast the demo's password."""
    share_password(actor=actor, now=now, usernames=[one.username for one in CAST], password=PASSWORD)
