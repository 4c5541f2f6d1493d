"""A workflow as data: states, the steps between them, and what would make it unfit to start with.

A state is open or final. Each open state has an owner, who has to move next, and a clock. A step belongs to one or
more relations that a person can have to the matter. `faults` names everything that is wrong; who loads a workflow
refuses to start with one that has any.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

BEFORE = "@before"
"""As the target of a step: the state from which the present one was entered (a side way that leads back)."""


class Relation(StrEnum):
    """What a person can be to a matter. A step names those who may take it."""

    RAISER = "raiser"  # who raised it
    ISSUER = "issuer"  # whoever may raise such matters at the place
    PARTY = "party"  # whoever stands for the party that has to mend it
    VERIFIER = "verifier"  # whoever may verify at the place, outside the party's line


class Enclosure(StrEnum):
    """Whether files go with a step (佐证)."""

    NONE = "none"
    MAY = "may"
    MUST = "must"


class FieldKind(StrEnum):
    """What a field of a step takes."""

    TEXT = "text"
    LINE = "line"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True)
class Field:
    """Something that is written with a step. ``title`` and the titles of ``choices`` are English msgids."""

    name: str
    title: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = True
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class State:
    """Where a matter can stand. ``owner`` has to move next and ``clock`` says until when; both empty if final.

    ``told`` is the msgid of the notice that a matter has come here, with places for code and title.
    """

    name: str
    title: str
    owner: str = ""
    clock: str = ""
    final: bool = False
    told: str = ""


@dataclass(frozen=True)
class StepRule:
    """A lawful step. ``to`` is a state, empty (it stays where it is) or BEFORE.

    ``marks`` are set by it (remedied, replied, verified) and ``clears`` taken away; ``needs`` must be set before.
    ``apart_from`` are steps whose takers may not take this one: nobody judges his own work. ``works`` marks a step
    of mending, ``verifies`` one that judges the mending; ``undo_minutes`` 0 means that it stands. ``within_days``
    bounds the days since the matter was raised (0: any time), ``once`` how often; ``notices`` go to these relations.
    ``bulk`` marks a step that may be taken for many matters at once.
    """

    name: str
    title: str
    sources: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    enclosure: Enclosure = Enclosure.NONE
    marks: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    apart_from: tuple[str, ...] = ()
    works: bool = False
    verifies: bool = False
    bulk: bool = False
    undo_minutes: int = 0
    within_days: int = 0
    once: bool = False
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workflow:
    """All of it. ``start`` is the state of a new matter, entered by the step ``begins``."""

    name: str
    start: str
    states: tuple[State, ...]
    steps: tuple[StepRule, ...]
    clocks: tuple[str, ...]
    begins: str = "raise"
    marks: tuple[str, ...] = field(default=())

    def state(self, name: str) -> State:
        """The state of this name. Raises KeyError."""
        for one in self.states:
            if one.name == name:
                return one
        raise KeyError(name)

    def step(self, name: str) -> StepRule:
        """The step of this name. Raises KeyError."""
        for one in self.steps:
            if one.name == name:
                return one
        raise KeyError(name)

    def steps_from(self, state: str) -> tuple[StepRule, ...]:
        """The steps that are lawful in a state, in the order in which they were written down."""
        return tuple(one for one in self.steps if state in one.sources)

    def targets(self, step: StepRule, state: str) -> frozenset[str]:
        """Where the step can lead from a state: for BEFORE every state from which this one can be entered."""
        if step.to == BEFORE:
            entering = (one for one in self.steps if one.to == state)
            return frozenset(source for one in entering for source in one.sources)
        return frozenset({step.to or state})


@dataclass(frozen=True)
class Fault:
    """What is wrong with a workflow: a stable ``code``, the state or step it is about, and a sentence."""

    code: str
    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.code} ({self.where}): {self.text}"


def faults(flow: Workflow) -> tuple[Fault, ...]:
    """Everything that makes the workflow unfit; names first, for the rest makes sense only with right names."""
    named = tuple(_names(flow))
    if named:
        return named
    return (*_ways(flow), *_owners(flow), *_separation(flow), *_bulk(flow))


def _twice(names: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return sorted({one for one in names if one in seen or seen.add(one)})  # type: ignore[func-returns-value]


def _names(flow: Workflow) -> Iterator[Fault]:
    for name in _twice(one.name for one in flow.states):
        yield Fault("double-state", name, "two states have this name")
    for name in _twice([*(one.name for one in flow.steps), flow.begins]):
        yield Fault("double-step", name, "two steps have this name")
    if flow.start not in {one.name for one in flow.states}:
        yield Fault("no-start", flow.start, "the first state is none of the states")
    for state in flow.states:
        if state.clock and state.clock not in flow.clocks:
            yield Fault("unknown-clock", state.name, f"there is no clock called {state.clock}")
        if state.owner and state.owner not in set(Relation):
            yield Fault("unknown-role", state.name, f"nobody can be {state.owner!r} to a matter")
    for step in flow.steps:
        yield from _step_names(flow, step)


def _step_names(flow: Workflow, step: StepRule) -> Iterator[Fault]:
    """What a step names that is not there, and what it has to name."""
    targets = () if step.to in ("", BEFORE) else (step.to,)
    named = (
        ("unknown-state", (*step.sources, *targets), {one.name for one in flow.states}, "state"),
        ("unknown-role", (*step.by, *step.notices), set(Relation), "relation"),
        ("unknown-step", step.apart_from, {one.name for one in flow.steps} | {flow.begins}, "step"),
        ("unknown-mark", (*step.marks, *step.clears, *step.needs), set(flow.marks), "mark"),
    )
    for code, names, known, noun in named:
        for name in names:
            if name not in known:
                yield Fault(code, step.name, f"there is no {noun} called {name}")
    for name in _twice(one.name for one in step.fields):
        yield Fault("double-field", f"{step.name}.{name}", "two fields have this name")
    if not step.by:
        yield Fault("nobody", step.name, "no relation may take this step")
    if not step.sources:
        yield Fault("no-source", step.name, "this step starts nowhere")


def _edges(flow: Workflow) -> dict[str, set[str]]:
    ways: dict[str, set[str]] = {one.name: set() for one in flow.states}
    for step in flow.steps:
        for source in step.sources:
            ways[source] |= flow.targets(step, source)
    return ways


def _reach(start: set[str], ways: dict[str, set[str]]) -> set[str]:
    found, waiting = set(start), list(start)
    while waiting:
        for one in ways[waiting.pop()] - found:
            found.add(one)
            waiting.append(one)
    return found


def _ways(flow: Workflow) -> Iterator[Fault]:
    ways = _edges(flow)
    for name in sorted(set(ways) - _reach({flow.start}, ways)):
        yield Fault("unreachable", name, "no step leads to this state")
    back: dict[str, set[str]] = {name: set() for name in ways}
    for source, targets in ways.items():
        for target in targets:
            back[target].add(source)
    finals = {one.name for one in flow.states if one.final}
    for name in sorted(set(ways) - _reach(finals, back)):
        yield Fault("dead-end", name, "from this state no way leads to an end")


def _owners(flow: Workflow) -> Iterator[Fault]:
    for state in flow.states:
        if state.final:
            if state.owner or state.clock:
                yield Fault("final-with-owner", state.name, "nothing waits in a final state")
            continue
        if not state.owner:
            yield Fault("no-owner", state.name, "nobody has to move in this open state")
        elif not any(
            state.owner in step.by and flow.targets(step, state.name) != {state.name}
            for step in flow.steps_from(state.name)
        ):
            yield Fault("idle-owner", state.name, f"the {state.owner} has to move here and has no step")
        if not state.clock:
            yield Fault("no-clock", state.name, "nothing says until when this open state may last")


def _separation(flow: Workflow) -> Iterator[Fault]:
    """Nobody verifies his own work, neither by his relation nor by having taken a step before (R-31)."""
    working = [one for one in flow.steps if one.works]
    begun = {flow.begins, *(one.name for one in working)}
    for step in flow.steps:
        if not step.verifies:
            continue
        for role in step.by:
            if role in {Relation.PARTY, Relation.RAISER}:
                yield Fault("own-work", step.name, f"the {role} could verify what is his own")
            elif any(role in one.by for one in working):
                yield Fault("own-work", step.name, f"the {role} mends and verifies")
        if not begun <= set(step.apart_from):
            missing = ", ".join(sorted(begun - set(step.apart_from)))
            yield Fault("own-work", step.name, f"it is not kept apart from {missing}")
    for step in flow.steps:
        ends = [name for name in {step.to} if name not in ("", BEFORE) and flow.state(name).final]
        if ends and Relation.PARTY in step.by:
            yield Fault("closed-by-party", step.name, "the party that mends would close its own matter")


def _bulk(flow: Workflow) -> Iterator[Fault]:
    """What is done to many at once asks for no words of its own and judges nothing."""
    for step in flow.steps:
        asks = any(one.required for one in step.fields) or step.enclosure is Enclosure.MUST
        if step.bulk and (asks or step.verifies):
            yield Fault(
                "bulk", step.name, "a step that asks for words or files, or judges, is taken one by one"
            )
