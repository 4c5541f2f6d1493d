"""The gate of a phase in words: counts, faults, earlier reviews."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from chizi.fronts.kit.formats import count, instant_html
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.planning.pages.lights import filled, light_html, share_html
from chizi.fronts.planning.pages.ways import way
from chizi.fronts.planning.words import GATES, STATES
from chizi.org.queries import names_of_people
from chizi.plan.queries import PhasePage


def counts(found: PhasePage) -> list[tuple[str, str | SafeString]]:
    """What the policy looks at."""
    gate = found.gate
    return [
        (gettext("Last day"), light_html(found.light)),
        (gettext("Measures covered"), share_html(gate.covered, gate.measures, gettext("Measures covered"))),
        (gettext("Objections unanswered"), count(gate.objections)),
        (gettext("Remedial tasks not done"), count(gate.remedies)),
        (gettext("Rule of the gate"), found.source),
    ]


def reasons(found: PhasePage) -> list[str]:
    """Why it cannot pass yet; nothing when it can."""
    return [filled(text, params) for text, params in found.faults]


@dataclass(frozen=True)
class Review:
    """An earlier review."""

    outcome: str
    note: str
    by: str
    at: SafeString | str
    tasks: list[tuple[str, str, str]]


def reviews(found: PhasePage) -> list[Review]:
    """The reviews so far, newest first, with what became of the remedial tasks."""
    names = names_of_people(one.by for one in found.reviews)
    return [
        Review(
            said(GATES, one.outcome),
            one.note,
            names.get(one.by, one.by),
            instant_html(one.at),
            [
                (
                    task.title,
                    way("task", task.id),
                    gettext(", ").join(
                        f"{said(STATES, state)} {count(number)}"
                        for state, number in sorted(task.states.items())
                    ),
                )
                for task in one.tasks
            ],
        )
        for one in found.reviews
    ]
