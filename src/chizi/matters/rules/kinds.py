"""What a kind of matter is, as it is read from its file, and the register of kinds."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chizi.core.clocks import ClockRule, ColourRule
from chizi.core.workflow import (
    Enclosure,
    Fault,
    Field,
    FieldKind,
    Relation,
    State,
    StepRule,
    Workflow,
    faults,
)

MARKS = ("received", "remedied", "replied", "verified", "reopened")
"""What a step can set on a matter; the three ratios are made of the middle three."""


class UnfitKind(RuntimeError):
    """A kind's file that the product refuses to start with; ``found`` says what is wrong."""

    def __init__(self, name: str, found: tuple[Fault, ...]) -> None:
        self.name, self.found = name, found
        super().__init__(f"the kind of matter {name!r} is unfit:\n" + "\n".join(f"  {one}" for one in found))


@dataclass(frozen=True)
class Beginning:
    """What raising a matter of the kind asks for (R-29: basis, demand, due). ``titles`` are English msgids.

    Matters from a source in ``province_verifies`` are closed only by who verifies for the whole province (S2-47).
    """

    title: str
    basis: bool
    demand: bool
    due: bool
    longest_days: int
    enclosure: Enclosure
    severities: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]
    province_verifies: frozenset[str]
    notices: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of matter: its workflow, its clocks, and how one is raised. ``prefix`` begins its numbers."""

    name: str
    title: str
    prefix: str
    flow: Workflow
    clocks: tuple[ClockRule, ...]
    begin: Beginning

    def clock_of(self, state: str) -> ClockRule | None:
        """The clock that runs in a state; None in a final one."""
        name = self.flow.state(state).clock
        return next((one for one in self.clocks if one.name == name), None)

    def words(self) -> frozenset[str]:
        """Every sentence of the kind that is shown to people."""
        found = {self.title, self.begin.title, *(one.title for one in self.flow.states)}
        found |= {one.told for one in self.flow.states}
        found |= {title for _, title in (*self.begin.severities, *self.begin.sources)}
        for clock in self.clocks:
            found |= {clock.title, clock.source}
        for step in self.flow.steps:
            found.add(step.title)
            for field in step.fields:
                found |= {field.title, field.help, *(title for _, title in field.choices)}
        return frozenset(one for one in found if one)


KINDS: dict[str, Kind] = {}
"""The kinds of this installation, filled when the app is ready."""


def kind_named(name: str) -> Kind | None:
    """The kind of this name, if it is loaded."""
    return KINDS.get(name)


def one_side(kind: Kind, first: str, second: str) -> bool:
    """Whether two steps belong to the same side of a matter. Nobody puts a new version over what the other side
    brought: an inspector's photograph stays the newest beside whatever the station adds."""
    sides = {one.name: set(one.by) for one in kind.flow.steps}
    sides[kind.flow.begins] = {Relation.RAISER, Relation.ISSUER}
    return bool(sides.get(first, set()) & sides.get(second, set()))


def read_kind(text: str, folder: str) -> Kind:
    """The kind that a file describes. Raises UnfitKind with everything that is wrong with it."""
    try:
        kind = _kind(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UnfitKind(folder, (Fault("not-toml", folder, str(error)),)) from error
    except KeyError as error:
        raise UnfitKind(
            folder, (Fault("missing", str(error.args[0]), "this has to be written down"),)
        ) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise UnfitKind(folder, (Fault("unreadable", folder, str(error)),)) from error
    found = (*faults(kind.flow), *_own_faults(kind, folder))
    if found:
        raise UnfitKind(folder, found)
    return kind


def _kind(data: Mapping[str, Any]) -> Kind:
    clocks = tuple(_clock(one) for one in data["clocks"])
    flow = Workflow(
        name=data["name"],
        start=data["start"],
        states=tuple(State(**one) for one in data["states"]),
        steps=tuple(_step(one) for one in data["steps"]),
        clocks=tuple(one.name for one in clocks),
        marks=MARKS,
    )
    return Kind(data["name"], data["title"], data["prefix"], flow, clocks, _beginning(data["raise"]))


def _beginning(data: Mapping[str, Any]) -> Beginning:
    return Beginning(
        title=data["title"],
        basis=data["basis"],
        demand=data["demand"],
        due=data["due"],
        longest_days=data["longest_days"],
        enclosure=Enclosure(data.get("evidence", "may")),
        severities=_pairs(data["severities"]),
        sources=_pairs(data["sources"]),
        province_verifies=frozenset(data.get("province_verifies", ())),
        notices=tuple(data.get("notices", ())),
    )


def _pairs(rows: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(code), str(title)) for code, title in rows)


def _clock(data: Mapping[str, Any]) -> ClockRule:
    given = dict(data)
    for name in ("starts", "pauses"):
        given[name] = tuple(given.get(name, ()))
    given["colours"] = tuple(ColourRule(str(colour), int(days)) for colour, days in given.get("colours", ()))
    return ClockRule(**given)


def _step(data: Mapping[str, Any]) -> StepRule:
    given = {("sources" if name == "from" else name): value for name, value in data.items()}
    for name in ("sources", "by", "marks", "clears", "needs", "apart_from", "notices"):
        given[name] = tuple(given.get(name, ()))
    given["fields"] = tuple(_field(one) for one in given.get("fields", ()))
    given["enclosure"] = Enclosure(given.pop("evidence", "none"))
    return StepRule(**given)


def _field(data: Mapping[str, Any]) -> Field:
    given = dict(data)
    given["kind"] = FieldKind(given.get("kind", "text"))
    given["choices"] = _pairs(given.get("choices", ()))
    return Field(**given)


def _own_faults(kind: Kind, folder: str) -> tuple[Fault, ...]:
    """Faults of clocks and names, which the workflow alone cannot see."""
    found = []
    steps = {kind.flow.begins, *(one.name for one in kind.flow.steps)}
    states = {one.name for one in kind.flow.states}
    if kind.name != folder:
        found.append(Fault("other-name", kind.name, f"the folder is called {folder}"))
    for clock in kind.clocks:
        if clock.days < 1:
            found.append(Fault("no-days", clock.name, "a clock runs for at least one day"))
        found += [
            Fault("unknown-step", clock.name, f"it starts with {one}, which is no step")
            for one in clock.starts
            if one not in steps
        ]
        found += [
            Fault("unknown-state", clock.name, f"it pauses in {one}, which is no state")
            for one in clock.pauses
            if one not in states
        ]
    found += [fault for state in kind.flow.states for fault in _silent(kind, state, states)]
    return tuple(found)


def _silent(kind: Kind, state: State, states: set[str]) -> list[Fault]:
    """A state that can be entered by a step that leaves its clock without a start."""
    clock = kind.clock_of(state.name) if not state.final else None
    if clock is None or state.name not in states or kind.flow.begins in clock.starts:
        return []
    entering = [one for one in kind.flow.steps if one.to == state.name and state.name not in one.sources]
    return [
        Fault(
            "clock-not-started",
            f"{state.name}.{one.name}",
            f"this step does not start the clock {clock.name}",
        )
        for one in entering
        if one.name not in clock.starts
    ]
