"""Measures become tasks of bodies in cities and counties, and what came of them."""

from datetime import date, timedelta

import numpy as np

from chizi.demo.bodies import agency_code
from chizi.demo.plans import COURT, EDUCATION, SAFETY, VEHICLES, Issued
from chizi.demo.staff import GROUPS
from chizi.demo.stage import Stage
from chizi.org.models import Party, Person
from chizi.org.rules import AgencyKind, full_code
from chizi.plan.actions import (
    accept_result,
    assign_task,
    create_task,
    return_result,
    submit_result,
)
from chizi.plan.models import Assignment, Measure

ACCEPTED, SUBMITTED, RETURNED, OPEN = "accepted", "submitted", "returned", "open"
PAST = {ACCEPTED: 0.82, SUBMITTED: 0.06, RETURNED: 0.04, OPEN: 0.08}
"""What became of the assignments whose day has passed, in shares; below of those whose day is to come."""
AHEAD = {ACCEPTED: 0.30, SUBMITTED: 0.14, RETURNED: 0.10, OPEN: 0.46}
SCENE = 22  # of the dice
TEXT = "已按要求完成，情况已记入台账（演示数据）。"
MISSING = "未说明覆盖范围，请补充（演示数据）。"
TASK_TEXT = "按方案组织实施；已有材料的直接引用，不另报表（演示数据）。"
FIRST_CITIES = ("1401", "1405", "1404")
"""The cities of a small demo: the capital, and those with a campaign of their own."""
EACH_MEASURE = {True: 1, False: 8}  # of a plan so many-th measure becomes a task, in a whole and a small demo
EVERYWHERE, FEW = 3, 3  # every third measure is for all cities, the others begin in three
ONE_DAY = timedelta(days=1)


def hand_out(stage: Stage, issued: dict[str, Issued]) -> None:
    """Tasks of the four campaigns, with results in every state."""
    dice = stage.dice(SCENE)
    for code in (EDUCATION, SAFETY, VEHICLES, COURT):
        plan = issued[code]
        step = EACH_MEASURE[stage.whole] if code in (EDUCATION, SAFETY) else 1
        for at, measure in enumerate(plan.measures):
            if at % step == 0 and measure.starts <= stage.clock.today:
                _carry(stage, plan, measure, dice)


def _parties(stage: Stage, plan: Issued, measure: Measure, dice: np.random.Generator) -> list[Party]:
    """Who is asked: the owner's counterparts in the cities; of a city's own campaign the owner itself."""
    owner = measure.owner
    if plan.campaign.code in (VEHICLES, COURT):
        return [owner]
    kind = AgencyKind(owner.code.partition("-")[2])
    if kind == AgencyKind.PETITIONS_OFFICE:
        return []
    cities = list(GROUPS.values()) if stage.whole else list(FIRST_CITIES)
    if stage.whole and (plan.campaign.code == SAFETY or measure.place_in_order % EVERYWHERE):
        cities = [str(one) for one in dice.choice(cities, FEW, replace=False)]
    codes = [agency_code(full_code(city), kind) for city in cities]
    own = owner.code.removeprefix("agency:")
    return [stage.party(code) for code in ([own] if own in stage.hands else []) + codes]


def _carry(stage: Stage, plan: Issued, measure: Measure, dice: np.random.Generator) -> None:
    parties = _parties(stage, plan, measure, dice)
    if not parties:
        return
    rows = _ask(stage, plan, measure, parties)
    for row in rows:
        shares = PAST if row.due < stage.clock.today else AHEAD
        state = str(dice.choice(list(shares), p=list(shares.values())))
        end(stage, row, plan.office, state, _day_of_result(stage, row, dice))


def _ask(stage: Stage, plan: Issued, measure: Measure, parties: list[Party]) -> list[Assignment]:
    """Make a measure a task and give it out on the day on which it begins."""
    now = stage.clock.on(measure.starts)
    task = create_task(
        actor=plan.office,
        now=now,
        title=measure.title,
        text=TASK_TEXT,
        basis=measure.basis,
        due=measure.due,
        issuer=plan.campaign.issuer,
        measure_id=measure.pk,
    )
    return assign_task(actor=plan.office, now=now, task_id=task.pk, parties=parties)


def end(stage: Stage, row: Assignment, judge: Person, state: str, day: date) -> None:
    """Bring an assignment into a state, step by step as people would: handed in on a day, judged on the next."""
    if state == OPEN:
        return
    hand, number = stage.hand(row.party.code), row.pk
    handed_in, judged = stage.clock.on(day, 11), stage.clock.on(min(day + ONE_DAY, stage.clock.today), 16)
    version = row.version
    submit_result(actor=hand, now=handed_in, assignment_id=number, version=version, text=TEXT)
    if state == ACCEPTED:
        accept_result(actor=judge, now=judged, assignment_id=number, version=version + 1)
    elif state == RETURNED:
        return_result(actor=judge, now=judged, assignment_id=number, version=version + 1, note=MISSING)


def _day_of_result(stage: Stage, row: Assignment, dice: np.random.Generator) -> date:
    """A day in the second half of the window, before today."""
    last = min(row.due, stage.clock.today - ONE_DAY)
    span = max((last - row.opens).days, 0)
    return row.opens + timedelta(days=int(dice.integers(span // 2, span + 1)))
