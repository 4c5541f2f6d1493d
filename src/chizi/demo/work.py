"""The office at work: bodies, campaigns, findings and learning, played by the people of the demo one after another."""

from collections.abc import Callable, Mapping
from datetime import datetime

from chizi.core.words import N_
from chizi.demo import rules
from chizi.demo.byways import go_byways
from chizi.demo.clock import Clock
from chizi.demo.deeds import do_deeds
from chizi.demo.evidence import keep_evidence
from chizi.demo.findings import write_ledger
from chizi.demo.guidance import found_bodies
from chizi.demo.history import retell
from chizi.demo.learning import learn
from chizi.demo.plans import EDUCATION, Issued, bring_plans
from chizi.demo.stage import Stage
from chizi.demo.studying import bring_learning
from chizi.demo.surveys import ask_around
from chizi.demo.tasks import hand_out
from chizi.learn.jobs import profile_now
from chizi.learn.models import Material, Outcome, Question
from chizi.matters.models import Matter
from chizi.org.models import Person
from chizi.plan.models import Assignment, Body, Measure

BODIES, TASKS, FINDINGS = N_("Bodies and meetings"), N_("Campaigns and tasks"), N_("Findings")
LEARNING = N_("Learning")


def play(
    now: datetime,
    units: int,
    seed: int,
    people: Mapping[str, Person],
    hands: Mapping[str, str],
    tell: Callable[[str, int, int], None],
) -> dict[str, int]:
    """Let the office work; returns how much there is. ``hands``: who acts for which body."""
    stage = Stage(Clock(now), people, hands, seed, whole=units >= rules.SMALL)
    tell(BODIES, 0, 0)
    found_bodies(stage)
    retell(stage)
    tell(TASKS, 0, 0)
    issued = bring_plans(stage)
    hand_out(stage, issued)
    go_byways(stage, issued[EDUCATION])
    tell(FINDINGS, 0, 0)
    write_ledger(stage, keep_evidence(stage))
    tell(LEARNING, 0, 0)
    _learn(stage, issued[EDUCATION])
    return {
        "bodies": Body.objects.count(),
        "measures": Measure.objects.count(),
        "assignments": Assignment.objects.count(),
        "findings": Matter.objects.count(),
        "materials": Material.objects.count(),
        "questions": Question.objects.count(),
        "outcomes": Outcome.objects.count(),
    }


def _learn(stage: Stage, plan: Issued) -> None:
    """A city bureau in full swing: the Taiyuan police learn, and are asked and judged by others."""
    library = bring_learning(stage, plan)
    learn(stage, library)
    do_deeds(stage, library)
    ask_around(stage)
    profile_now(stage.clock.now)
