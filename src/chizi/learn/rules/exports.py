"""Outcomes as xAPI statements (1.0.3), for other systems. Pure.

What leaves says what was completed, mastered, passed or applied. It has no duration, no score, no instant at which
somebody read something, and names people by a pseudonym unless they take their own record with them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

VERSION = "1.0.3"
ADL = "http://adlnet.gov/expapi"
OWN = "tag:chizi,2021:xapi"
VERBS: Mapping[str, tuple[str, str, str]] = {
    "completed": (f"{ADL}/verbs/completed", "completed", "完成"),
    "answered": (f"{ADL}/verbs/answered", "answered", "作答"),
    "passed": (f"{ADL}/verbs/passed", "passed", "通过"),
    "failed": (f"{ADL}/verbs/failed", "failed", "未通过"),
    "mastered": (f"{ADL}/verbs/mastered", "mastered", "掌握"),
    "reflected": (f"{OWN}/verbs/reflected", "reflected", "写了体会"),
    "applied": (f"{OWN}/verbs/applied", "applied in work", "学以致用"),
    "acted": (f"{OWN}/verbs/acted", "carried out", "办了实事"),
}
TYPES: Mapping[str, str] = {
    "material": f"{ADL}/activities/media",
    "question": f"{ADL}/activities/cmi.interaction",
    "paper": f"{ADL}/activities/assessment",
    "objective": f"{ADL}/activities/objective",
}
FORBIDDEN = frozenset({"duration", "score", "mbox", "mbox_sha1sum", "openid"})
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.ASCII)
_PART = re.compile(r"[^A-Za-z0-9:._/-]")


@dataclass(frozen=True)
class Shown:
    """One result to be told. ``day`` is when it came about, None where that would say when somebody read."""

    key: UUID
    account: str
    name: str
    verb: str
    about: str
    title: str
    met: bool | None
    day: date | None


def verb_of(kind: str, met: bool | None) -> str:
    """The verb of an outcome's kind."""
    if kind == "passed":
        return "failed" if met is False else "passed"
    return {"read": "completed"}.get(kind, kind)


def mastery_key(account: str, objective: str) -> UUID:
    """The same id each time for what one account has mastered."""
    return uuid5(NAMESPACE_URL, f"{OWN}/mastery/{account}/{objective}")


def statement(one: Shown, home: str) -> dict[str, Any]:
    """The statement of one result; ``home`` is the address of the installation, to which accounts belong."""
    iri, english, chinese = VERBS[one.verb]
    kind = one.about.partition(":")[0]
    actor: dict[str, Any] = {
        "objectType": "Agent",
        "account": {"homePage": home, "name": one.account},
    }
    if one.name:
        actor["name"] = one.name
    definition: dict[str, Any] = {"name": {"zh-CN": one.title or one.about}}
    if kind in TYPES:
        definition["type"] = TYPES[kind]
    told: dict[str, Any] = {
        "id": str(one.key),
        "version": VERSION,
        "actor": actor,
        "verb": {"id": iri, "display": {"en-US": english, "zh-CN": chinese}},
        "object": {
            "objectType": "Activity",
            "id": f"{OWN}/activities/{_PART.sub('-', one.about)}",
            "definition": definition,
        },
    }
    if one.verb != "reflected":
        told["result"] = {"completion": True} | ({} if one.met is None else {"success": one.met})
    if one.day is not None:
        told["timestamp"] = datetime.combine(one.day, time(), UTC).isoformat().replace("+00:00", "Z")
    return told


def statement_faults(told: Mapping[str, Any]) -> list[str]:
    """What is wrong with a statement, by the parts of the specification that we use, and by our own rules.

    xAPI 1.0.3, part two, 2.2 (required: actor, verb, object), 2.4.2 (one identifier of an agent), 2.4.3 (verb ids are
    IRIs), 4.5 (language maps), 4.6 (ISO 8601).
    """
    faults = [f"missing: {name}" for name in ("id", "actor", "verb", "object") if name not in told]
    if faults:
        return faults
    try:
        UUID(str(told["id"]))
    except ValueError:
        faults.append("id: not a UUID")
    account = told["actor"].get("account", {})
    if set(account) != {"homePage", "name"} or not _IRI.fullmatch(str(account.get("homePage", ""))):
        faults.append("actor: an account has a home page and a name")
    for where in ("verb", "object"):
        if not _IRI.fullmatch(str(told[where].get("id", ""))):
            faults.append(f"{where}: its id is no IRI")
    if told.get("version") != VERSION:
        faults.append("version")
    if not isinstance(told.get("result", {}).get("success", True), bool):
        faults.append("result: success is true or false")
    if "timestamp" in told and not str(told["timestamp"]).endswith("T00:00:00Z"):
        faults.append("timestamp: only the day")
    faults += [f"forbidden: {name}" for name in sorted(_names(told) & FORBIDDEN)]
    return faults


def _names(value: object) -> set[str]:
    if isinstance(value, Mapping):
        return set(value) | {name for one in value.values() for name in _names(one)}
    if isinstance(value, list):
        return {name for one in value for name in _names(one)}
    return set()
