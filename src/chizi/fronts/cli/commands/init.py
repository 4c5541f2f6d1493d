"""chizi init: the first day of a real office."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from chizi.core.words import N_
from chizi.fronts.cli import options, sheets
from chizi.fronts.cli.answers import note, show
from chizi.fronts.cli.digests import sha256_of
from chizi.fronts.cli.house import open_house
from chizi.fronts.cli.parsing import Command
from chizi.fronts.cli.progress import telling
from chizi.fronts.cli.returning import Returned, report_lines, return_rows
from chizi.fronts.cli.words import translate as _

if TYPE_CHECKING:
    import pyarrow as pa

    from chizi.org.actions import FirstAdministrator, FirstAgency, FoundedOffice

SHANXI = "shanxi"
ZONE = "Asia/Shanghai"
PERSON_FORM = N_("write a user name and a name, such as shen:沈若水")
ONE_OF_BOTH = N_("name a file with --divisions or say --shanxi, not both")
NO_DIVISIONS = N_("name a file of divisions, or say --shanxi")
OFFICE_NAME = N_("Programme office of %(province)s")
ASK_DIVISIONS = N_("File of divisions (shanxi: those of Shanxi that come along)")
ASK_NAME = N_("Name of the office")
ASK_ZONE = N_("Time zone (without summer time)")
ASK_PERSON = N_("%(role)s, as user name and name (such as shen:沈若水)")
ASK_OFFICE = N_("First person of the programme office, as user name and name (empty: nobody yet)")
OPENED = N_("The office is open: %(name)s, %(rows)s divisions, time zone %(zone)s.")
SLIPS = N_("These slips are shown only now. Hand each over in person; each works once, until %(until)s:")
SLIP = N_("%(name)s, user name %(username)s, code %(code)s")
NEXT = N_("Next: chizi serve, then sign in at /accounts/invitation/ with user name and code.")
ROLES = {
    "system-admin": N_("System administrator"),
    "security-admin": N_("Security administrator"),
    "auditor": N_("Auditor"),
}
DEPARTMENTS = {
    "political_legal_commission": N_("Name of the political-legal commission"),
    "petitions_office": N_("Name of the petitions office"),
    "emergency_management": N_("Name of the emergency management department"),
    "police": N_("Name of the police department"),
}
Who = Annotated[str, typer.Option(metavar="USER:NAME", help=_(PERSON_FORM))]
Body = Annotated[str, typer.Option(metavar="NAME", help=_(N_("its full name; default: after the province")))]


def mount(app: typer.Typer) -> None:
    """Put `chizi init` on the tree."""
    text = _(N_("Open a real office: divisions, lead departments, the three administrators."))
    app.command("init", cls=Command, help=text)(init)


def init(
    name: Annotated[str, typer.Option("--name", metavar="NAME", help=_(ASK_NAME))] = "",
    time_zone: Annotated[str, typer.Option("--time-zone", metavar="ZONE", help=_(ASK_ZONE))] = "",
    divisions: Annotated[
        str, typer.Option("--divisions", metavar="FILE", help=_(N_("CSV, Excel (.xlsx) or Parquet")))
    ] = "",
    shanxi: Annotated[
        bool, typer.Option("--shanxi", help=_(N_("take the divisions of Shanxi that come along")))
    ] = False,
    system_admin: Who = "",
    security_admin: Who = "",
    auditor: Who = "",
    office: Who = "",
    commission: Body = "",
    petitions: Body = "",
    emergency: Body = "",
    police: Body = "",
    as_json: options.Json = False,
) -> None:
    if shanxi and divisions:
        raise options.wrong("--divisions / --shanxi", ONE_OF_BOTH)
    people = {"system-admin": system_admin, "security-admin": security_admin, "auditor": auditor}
    bodies = dict(zip(DEPARTMENTS, (commission, petitions, emergency, police), strict=True))
    wish = _Wish(name, time_zone, SHANXI if shanxi else divisions, people, office, bodies, as_json)
    wish.check()
    open_house()
    _found(wish)


@dataclass
class _Wish:
    """What was typed, and how to ask for the rest: only where a person sits at a terminal."""

    name: str
    time_zone: str
    divisions: str
    people: dict[str, str]
    office: str
    bodies: dict[str, str]
    as_json: bool

    @property
    def asks(self) -> bool:
        return sys.stdin.isatty() and not self.as_json

    def check(self) -> None:
        """Wrong usage is found before the house is opened."""
        for role, text in (*self.people.items(), ("office", self.office)):
            if not text and role != "office" and not self.asks:
                raise options.absent(f"--{role}")
            if text:
                person(text, f"--{role}")
        if not self.divisions and not self.asks:
            raise options.wrong("--divisions / --shanxi", NO_DIVISIONS)
        if self.divisions and self.divisions != SHANXI:
            options.existing(self.divisions, "--divisions")

    def ask(self, given: str, text: str, default: str, **params: str) -> str:
        """What was given, or the answer of whoever sits there, or the default."""
        if given or not self.asks:
            return given or default
        return str(typer.prompt(_(text, **params), default=default, err=True)).strip()

    def ask_person(self, given: str, role: str) -> tuple[str, str]:
        """User name and name, asked for until they can be read."""
        while True:
            text = given or self.ask("", ASK_PERSON, "", role=_(ROLES[role]))
            try:
                return person(text, f"--{role}")
            except typer.BadParameter:
                if given or not self.asks:
                    raise
                note(_(PERSON_FORM))


def person(text: str, option: str) -> tuple[str, str]:
    """("shen", "沈若水") of "shen:沈若水". Wrong usage for anything else."""
    username, colon, name = text.replace("：", ":").partition(":")
    if not (colon and username.strip() and name.strip()):
        raise options.wrong(option, PERSON_FORM)
    return username.strip(), name.strip()


def _found(wish: _Wish) -> None:
    from chizi.org.abilities import Console
    from chizi.org.actions import found_office
    from chizi.org.queries import require_empty_house

    require_empty_house()
    chosen = wish.ask(wish.divisions, ASK_DIVISIONS, SHANXI)
    table, source = _divisions(chosen)
    now = datetime.now(UTC)
    province_code, province = _province(table)
    name = wish.ask(wish.name, ASK_NAME, _(OFFICE_NAME, province=province))
    zone = wish.ask(wish.time_zone, ASK_ZONE, ZONE)
    departments = _departments(wish, province_code, province)
    administrators = _administrators(wish)
    with telling() as tell:
        tell("store", 0, 0)
        founded = found_office(
            actor=Console(),
            now=now,
            province_code=province_code,
            name=name,
            time_zone=zone,
            divisions=table,
            administrators=administrators,
            departments=departments,
            source=source,
        )
    _answer(founded, table.num_rows, wish.as_json)


def _divisions(chosen: str) -> "tuple[pa.Table, str]":
    """The sheet and what the journal calls it; a sheet with faults is given back and ends the command."""
    from chizi.ground.exchange.reading import read_table
    from chizi.org.abilities import Console
    from chizi.org.actions import import_divisions

    if chosen == SHANXI:
        return _shanxi()
    path = options.existing(chosen, "--divisions")
    asked = sheets.sheet("divisions")
    read = read_table(path, required=asked.required, optional=asked.optional, aliases=asked.aliases)
    source = sha256_of(path)
    report = import_divisions(
        actor=Console(), now=datetime.now(UTC), table=read.table, source=source, dry_run=True
    )
    if report.rejected:
        returned = Returned(path.with_name(f"{path.stem}.rejects.csv"), named=False)
        return_rows(read.table, report.rejected, returned)
        for line in report_lines(report, False, returned):
            note(line)
        raise typer.Exit(1)
    return read.table, source


def _shanxi() -> "tuple[pa.Table, str]":
    from hashlib import sha256
    from importlib import resources

    from chizi.demo.divisions import FILE, survey
    from chizi.demo.rules import MOST_UNITS

    packed = (resources.files("chizi.demo") / "data" / FILE).read_bytes()
    return survey(MOST_UNITS).table, sha256(packed).hexdigest()


def _province(table: "pa.Table") -> tuple[str, str]:
    """Code and name of the one row that is a province; empty where there is none: org says what is wrong."""
    rows = table.select(["code", "name", "level"]).to_pylist()
    found = [row for row in rows if str(row["level"] or "").strip() == "province"]
    return (str(found[0]["code"]).strip(), str(found[0]["name"]).strip()) if found else ("", "")


def _departments(wish: _Wish, code: str, province: str) -> "list[FirstAgency]":
    from chizi.demo.bodies import NAMES, agency_code
    from chizi.org.actions import FirstAgency
    from chizi.org.rules import AgencyKind

    found = []
    for kind, text in DEPARTMENTS.items():
        usual = NAMES[AgencyKind(kind)][0].format(province)
        name = wish.ask(wish.bodies[kind], text, usual)
        found.append(FirstAgency(AgencyKind(kind), agency_code(code, AgencyKind(kind)), name))
    return found


def _administrators(wish: _Wish) -> "list[FirstAdministrator]":
    from chizi.org.actions import FirstAdministrator
    from chizi.org.rules import Role

    found = [FirstAdministrator(Role(role), *wish.ask_person(wish.people[role], role)) for role in ROLES]
    first = wish.ask(wish.office, ASK_OFFICE, "")
    if first:
        found.append(FirstAdministrator(Role.OFFICE, *person(first, "--office")))
    return found


def _answer(founded: "FoundedOffice", rows: int, as_json: bool) -> None:
    office = founded.office
    zone = ZoneInfo(office.time_zone)
    slips: list[dict[str, Any]] = [
        {"username": one.username, "name": one.name, "code": one.code, "expires_at": one.expires_at}
        for one in founded.slips
    ]
    until = founded.slips[0].expires_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    lines = [_(OPENED, name=office.name, rows=rows, zone=office.time_zone), "", _(SLIPS, until=until)]
    lines += ["  " + _(SLIP, name=one.name, username=one.username, code=one.code) for one in founded.slips]
    data = {
        "name": office.name,
        "province": office.province_code,
        "time_zone": office.time_zone,
        "slips": slips,
    }
    show(data, *lines, "", _(NEXT), as_json=as_json)
