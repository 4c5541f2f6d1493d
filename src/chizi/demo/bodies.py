"""The public bodies of the province: eight kinds at province, cities and counties, and what stands below them."""

from collections.abc import Iterator

import pyarrow as pa

from chizi.demo.divisions import Ground
from chizi.org.rules import AgencyKind
from chizi.org.sheets import AGENCY_COLUMNS, Division

Row = tuple[str, str, str, str, str]
LEVELS = ("province", "city", "county")
# Names at province, city and county; {0} is the place.
NAMES: dict[AgencyKind, tuple[str, str, str]] = {
    AgencyKind.PARTY_COMMITTEE: ("中共{0}委员会",) * 3,
    AgencyKind.POLITICAL_LEGAL_COMMISSION: ("中共{0}委政法委员会",) * 3,
    AgencyKind.POLICE: ("{0}公安厅", "{0}公安局", "{0}公安局"),
    AgencyKind.COURT: ("{0}高级人民法院", "{0}中级人民法院", "{0}人民法院"),
    AgencyKind.PROCURATORATE: ("{0}人民检察院",) * 3,
    AgencyKind.JUSTICE: ("{0}司法厅", "{0}司法局", "{0}司法局"),
    AgencyKind.EMERGENCY_MANAGEMENT: ("{0}应急管理厅", "{0}应急管理局", "{0}应急管理局"),
    AgencyKind.PETITIONS_OFFICE: ("{0}信访局",) * 3,
}
EACH_TRIBUNAL = 5  # one tribunal for so many townships
DIGITS = {"province": 2, "city": 4, "county": 6, "township": 9}


def agency_code(region_code: str, kind: AgencyKind) -> str:
    """The code of a body in this demo: 1401-police."""
    short = (
        region_code[:6].removesuffix("00").removesuffix("00")
        if region_code.endswith("000000")
        else region_code[:9]
    )
    return f"{short}-{kind.value}"


def list_bodies(ground: Ground) -> pa.Table:
    """The sheet that `org.actions.import_agencies` reads."""
    rows = [*_upper(ground), *_below(ground)]
    columns = {
        name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(AGENCY_COLUMNS)
    }
    return pa.table({**columns, "line": pa.array(range(2, len(rows) + 2), pa.int64())})


def _upper(ground: Ground) -> Iterator[Row]:
    county_names = {county.code: ground.county_name(at) for at, county in enumerate(ground.counties)}
    for place in ground.regions:
        if place.level not in LEVELS:
            continue
        name = county_names.get(place.code, place.name)
        for kind, names in NAMES.items():
            above = agency_code(place.parent_code, kind) if place.parent_code else ""
            title = names[LEVELS.index(place.level)].format(name)
            yield agency_code(place.code, kind), title, kind.value, place.code, above


def _below(ground: Ground) -> Iterator[Row]:
    for at, county in enumerate(ground.counties):
        kind = AgencyKind.VEHICLE_OFFICE
        police = agency_code(county.code, AgencyKind.POLICE)
        yield (
            agency_code(county.code, kind),
            f"{ground.county_name(at)}车辆管理所",
            kind.value,
            county.code,
            police,
        )
    for number, town in enumerate(ground.towns):
        yield _under(town, AgencyKind.POLICE_STATION, AgencyKind.POLICE, "派出所")
        if number % EACH_TRIBUNAL == 0:
            yield _under(town, AgencyKind.TRIBUNAL, AgencyKind.COURT, "人民法庭")


def _under(town: Division, kind: AgencyKind, led_by: AgencyKind, ending: str) -> Row:
    stem = town.name.removesuffix("街道").removesuffix("镇").removesuffix("乡")
    above = agency_code(town.parent_code, led_by)
    name = (stem if len(stem) > 1 else town.name) + ending
    return agency_code(town.code, kind), name, kind.value, town.code, above
