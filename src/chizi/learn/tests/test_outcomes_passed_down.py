"""What is asked above is learned below: an item of the first task counts for the people to whom it was passed down."""

from datetime import date

import pytest

from chizi.learn.actions import ItemDraft, record_outcomes, set_items
from chizi.learn.models import ItemState, LearningItem
from chizi.learn.queries import my_learning
from chizi.learn.refusals.items import PassedDown
from chizi.learn.rules.outcomes import OutcomeDraft, OutcomeKind
from chizi.learn.tests.outcomes_world import NOW, key, learning
from chizi.org.rules import Role
from chizi.plan.actions import assign_task, cascade_task, create_task
from chizi.plan.tests.planned import granted

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    """(the cast, the item of the province's task, the task of the county that passed it to the station)."""
    here = learning()
    desk = here.desk
    task = create_task(
        actor=desk.lin, now=NOW, title="学条例", text="学", basis="方案", due=date(2021, 5, 20), issuer=desk.office,
        origin="decision:1",
    )  # fmt: skip
    item = LearningItem.objects.create(task=task, about="material:9", title="条例", position=1)
    (above,) = assign_task(actor=desk.lin, now=NOW, task_id=task.id, parties=[desk.county])
    planner = granted("jin", Role.OFFICE, "140105000000")
    (below,) = cascade_task(actor=planner, now=NOW, assignment_id=above.id, parties=[here.station])
    return here, item, below


def test_an_item_above_is_asked_of_those_below_and_counts_for_them(line):
    here, item, _below = line
    assert item.id in {one.item_id for one in my_learning(here.wang, now=NOW)}
    draft = OutcomeDraft(key("down"), OutcomeKind.READ, item.about, item.id, NOW)
    said = record_outcomes(actor=here.wang, now=NOW, sent_at=NOW, batch="b", drafts=[draft])
    assert not said.refused
    assert ItemState.objects.get().item_id == item.id
    assert next(one for one in my_learning(here.wang, now=NOW) if one.item_id == item.id).done


def test_R06_nothing_can_be_added_to_what_was_passed_down(line):
    here, _item, below = line
    with pytest.raises(PassedDown):
        set_items(actor=here.desk.lin, now=NOW, task_id=below.task_id, items=[ItemDraft("material:9")])
