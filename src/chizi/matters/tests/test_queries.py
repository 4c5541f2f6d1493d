"""What each person may read of matters, and that the counters tell the truth on any walk."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from chizi.core.refusals import Refusal
from chizi.ground.counters.counts import read_counts
from chizi.journal.models import Entry
from chizi.matters import refusals
from chizi.matters.actions import link_matters, recount_matters
from chizi.matters.models import Evidence, Matter, Step
from chizi.matters.queries import (
    Filters,
    digests_in_use,
    evidence_of,
    ledger,
    links_of,
    matter_page,
    my_matters,
    open_matters_of,
    ratios,
    ratios_below,
)
from chizi.matters.queries.standing import kind_of
from chizi.matters.rules.matters import Ratios, counter_key
from chizi.matters.tests.conftest import DIGEST, NOW, REMEDY, build, days, mended, raised, step, undo
from chizi.org.abilities import Console
from chizi.org.models import Grant
from chizi.org.refusals import UnknownRegion
from tests.proving import PROVE

pytestmark = pytest.mark.django_db


def codes(viewer, **filters) -> list[str]:
    return [one.code for one in ledger(viewer, now=NOW, filters=Filters(**filters)).lines]


def test_the_ledger_shows_what_lies_in_sight_newest_first_by_pages(cast):
    made = [raised(cast).code for _ in range(5)]
    page = ledger(cast.lin, now=NOW, filters=Filters(), limit=2)
    assert [one.code for one in page.lines] == [made[4], made[3]]
    assert (page.total, page.more_than) == (5, False)
    rest = ledger(cast.lin, now=NOW, filters=Filters(), after=page.after, limit=9)
    assert [one.code for one in rest.lines] == [made[2], made[1], made[0]]
    assert (rest.after, rest.total) == ("", 5)
    assert codes(cast.far) == codes(cast.old) == []


def test_the_party_sees_its_own_even_where_it_may_see_no_others(cast):
    raised(cast)
    raised(cast, party=cast.tribunal)
    Grant.objects.filter(person=cast.wang).update(region=cast.regions["140200000000"])
    assert [one.party_code for one in ledger(cast.wang, now=NOW, filters=Filters()).lines] == [
        "agency:station"
    ]


def test_colours_are_those_of_the_state_it_stands_in(cast):
    raised(cast)
    late = ledger(cast.lin, now=days(9), filters=Filters(colour="red"))
    assert [(one.colour.name, one.colour.days_left) for one in late.lines] == [("red", -2)]
    assert ledger(cast.lin, now=days(2), filters=Filters(colour="red")).total == 0
    assert ledger(cast.lin, now=days(5), filters=Filters(colour="blue")).total == 1
    assert ledger(cast.lin, now=days(7), filters=Filters(colour="yellow")).total == 1


def test_my_matters_are_those_in_which_i_have_to_move(cast):
    matter = raised(cast)
    assert [one.code for one in my_matters(cast.wang, now=NOW).waits] == [matter.code]
    assert [one.code for one in my_matters(cast.wang, now=days(6)).due] == [matter.code]
    assert my_matters(cast.zhao, now=NOW).empty
    mended(cast, matter)
    assert my_matters(cast.wang, now=NOW).empty
    assert [one.code for one in my_matters(cast.zhao, now=NOW).waits] == [matter.code]
    assert my_matters(cast.lin, now=NOW).empty
    step(cast.zhao, matter, "send_back", fields={"reason": "Again."})
    assert [one.code for one in my_matters(cast.wang, now=NOW).came_back] == [matter.code]
    assert my_matters(cast.far, now=NOW).empty


def test_an_objection_waits_for_another_than_who_raised_it(cast):
    matter = raised(cast)
    step(cast.wang, matter, "object", fields={"reason": "No."})
    assert my_matters(cast.lin, now=NOW).empty
    assert [one.code for one in my_matters(cast.qin, now=NOW).waits] == [matter.code]


def test_the_list_and_my_day_ask_little(cast, django_assert_max_num_queries):
    for _ in range(4):
        raised(cast)
    for ask in (
        lambda: ledger(cast.lin, now=NOW, filters=Filters()),
        lambda: my_matters(cast.lin, now=NOW),
    ):
        ask()
        with django_assert_max_num_queries(3):
            ask()


def test_the_page_tells_the_story_with_sums_and_who_may_do_what(cast):
    matter = mended(cast)
    page = matter_page(cast.wang, matter.pk, now=days(12))
    assert [one.name for one in page.story] == ["raise", "name_remedy", "reply", "give_result"]
    assert page.story[1].written == (
        ("Remedy", REMEDY["remedy"]),
        ("Responsible post", REMEDY["responsible"]),
    )
    assert [one.digest for one in page.story[3].files] == [DIGEST]
    running = page.clocks[0]
    assert (running.sum.clock, running.sum.days, running.colour.name) == ("verification", 15, "blue")
    assert {one.rule.name: one.may for one in page.next} == {"verify": False, "send_back": False}
    assert isinstance(page.next[0].why_not, refusals.ClosedByItself)
    assert page.owners == ("Zhao",), "Bai and Cao are too near"
    assert page.same_day
    mine = matter_page(cast.zhao, matter.pk, now=NOW)
    assert all(one.may for one in mine.next)


def test_the_page_of_a_matter_is_answered_in_few_questions(cast, django_assert_max_num_queries):
    matter = mended(cast)
    matter_page(cast.zhao, matter.pk, now=NOW)
    with django_assert_max_num_queries(9):
        matter_page(cast.zhao, matter.pk, now=NOW)


def test_a_matter_and_its_files_are_there_only_for_who_may_see_them(cast):
    matter = mended(cast)
    file = Evidence.objects.get()
    assert evidence_of(cast.wang, matter.pk, file.pk, now=NOW).digest == DIGEST
    assert digests_in_use() == {DIGEST}
    with pytest.raises(refusals.UnknownMatter):
        evidence_of(cast.far, matter.pk, file.pk, now=NOW)
    with pytest.raises(refusals.UnknownEvidence):
        evidence_of(cast.wang, raised(cast).pk, file.pk, now=NOW)
    with pytest.raises(refusals.UnknownEvidence):
        evidence_of(cast.wang, matter.pk, 10**19, now=NOW)
    with pytest.raises(refusals.UnknownMatter):
        matter_page(cast.far, matter.pk, now=NOW)


def test_an_undone_step_stays_in_the_story_and_its_files_are_no_longer_current(cast):
    matter = mended(cast)
    undo(cast.wang, matter)
    page = matter_page(cast.wang, matter.pk, now=NOW)
    assert [(one.name, one.undone) for one in page.story][-2:] == [("give_result", True), ("undo", False)]
    assert not page.story[3].files[0].current
    assert not page.may_undo


def test_ratios_come_from_counters_for_places_and_parties(cast, django_assert_num_queries):
    mended(cast)
    raised(cast, party=cast.tribunal)
    city = cast.regions["140100000000"]
    with django_assert_num_queries(1):  # the counters; his grants were read before
        found = ratios(cast.lin, now=NOW, region=city)
    assert (found.raised, found.remedied, found.replied, found.verified) == (2, 1, 1, 0)
    assert ratios(cast.wang, now=NOW, party=cast.station).raised == 1
    below = ratios_below(cast.lin, now=NOW, region=city)
    assert [(one.code, one.ratios.raised) for one in below] == [("140105000000", 2), ("140106000000", 0)]
    for ask in (ratios, ratios_below):
        with pytest.raises(UnknownRegion):
            ask(cast.far, now=NOW, region=city)
    with pytest.raises(refusals.NoSuchParty):
        ratios(cast.far, now=NOW, party=cast.station)


def test_open_matters_of_a_leaver_are_named_and_wait_for_others_anyway(cast):
    matter = raised(cast)
    assert [one.code for one in open_matters_of(cast.lin, now=NOW)] == [matter.code]
    cast.lin.is_active = False
    cast.lin.save()
    assert [one.code for one in my_matters(cast.wang, now=NOW).waits] == [matter.code]


def test_links_show_only_what_the_viewer_may_see(cast):
    one, other = raised(cast), raised(cast, party=cast.tribunal)
    link_matters(actor=cast.lin, now=NOW, matter_id=one.pk, other_id=other.pk, relation="follows")
    assert [line.code for _, line in links_of(cast.lin, one.pk, now=NOW)] == [other.code]


FIELDS = {
    "remedy": "A remedy.", "responsible": "head", "reply": "Yes.", "result": "Done.", "opinion": "Seen.",
    "reason": "A reason.", "answer": "An answer.",
}  # fmt: skip
STEPS = (
    "acknowledge", "name_remedy", "reply", "give_result", "fix_at_once", "verify", "send_back", "object", "uphold",
    "reject", "withdraw", "agree", "keep", "reopen",
)  # fmt: skip
PEOPLE = ("lin", "qin", "wang", "zhao", "bai", "cao", "gao", "xu", "far", "old")


class Walks(RuleBasedStateMachine):
    """Random people try random steps on three findings; whatever happens, the ledger stays true."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.cast = build()
        self.now = NOW
        self.matters = [raised(self.cast, source=source) for source in ("guidance", "central", "public")]

    @rule(
        who=st.sampled_from(PEOPLE),
        which=st.integers(0, 2),
        name=st.sampled_from(STEPS),
        files=st.booleans(),
        later=st.integers(0, 9),
    )
    def try_step(self, who, which, name, files, later) -> None:
        self.now += timedelta(days=later)
        before = self.picture(which)
        try:
            step(
                getattr(self.cast, who),
                self.matters[which],
                name,
                self.now,
                fields=FIELDS,
                files=[DIGEST] if files else [],
            )
        except Refusal:
            assert self.picture(which) == before, "a refused step leaves nothing behind"

    @rule(who=st.sampled_from(PEOPLE), which=st.integers(0, 2))
    def try_undo(self, who, which) -> None:
        before = self.picture(which)
        try:
            undo(getattr(self.cast, who), self.matters[which], self.now)
        except Refusal:
            assert self.picture(which) == before

    def picture(self, which):
        number = self.matters[which].pk
        return Matter.objects.values().get(pk=number), Step.objects.filter(matter=number).count()

    @invariant()
    def the_ledger_is_true(self) -> None:
        if not hasattr(self, "matters"):
            return
        for matter in Matter.objects.select_related("party"):
            flow = kind_of(matter).flow
            steps = list(Step.objects.filter(matter=matter).order_by("number"))
            state = flow.state(matter.state)
            assert matter.open is not state.final
            assert (matter.due_on is None) is state.final, "no open matter without a clock"
            assert state.final or state.owner, "no open matter without an owner"
            assert matter.version == len(steps) == Entry.objects.filter(object=f"matter:{matter.pk}").count()
            self.no_own_work(matter, [one for one in steps if not one.undone])
        assert recount_matters(actor=Console(), now=self.now).wrong == ()
        self.parts_make_the_whole()

    def no_own_work(self, matter, steps) -> None:
        workers = {one.by for one in steps if one.name in {"raise", "name_remedy", "reply", "give_result"}}
        for one in steps:
            if one.name == "verify":
                assert one.by not in {*workers, "person:wang", "person:bai", "person:cao"}
                assert matter.source != "central" or one.by == "person:gao"

    def parts_make_the_whole(self) -> None:
        where = ("140000000000", "140105000000", "agency:station")
        names = ("raised", "remedied", "replied", "verified", "open", "withdrawn")
        counts = read_counts(
            "matters", [counter_key(name, one, "finding") for name in names for one in where]
        )
        for name in names:
            assert len({counts[counter_key(name, one, "finding")] for one in where}) == 1
        found = Ratios(*(counts[counter_key(name, where[0], "finding")] for name in names[:4]))
        assert found.verified <= found.raised
        assert found.raised + counts[counter_key("withdrawn", where[0], "finding")] == len(self.matters)


def test_random_people_on_random_walks_leave_the_ledger_true(db):
    """No open matter without owner and clock, no own work verified, one entry a step, counters equal to a recount."""
    most, steps = (400, 50) if PROVE else (6, 25)
    run_state_machine_as_test(
        Walks, settings=settings(settings(), max_examples=most, stateful_step_count=steps, deadline=None)
    )
