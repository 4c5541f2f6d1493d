"""What a step leaves behind: versions of evidence, links, counters, the journal, notices."""

import pytest

from chizi.ground.counters.counts import add_counts
from chizi.ground.counters.models import Counter
from chizi.ground.notices.models import Notice
from chizi.journal.models import Entry, EntryContent
from chizi.matters import refusals
from chizi.matters.actions import link_matters, raise_matter, recount_matters
from chizi.matters.models import Evidence
from chizi.matters.rules.matters import Attached
from chizi.matters.tests.conftest import (
    DIGEST,
    DUE,
    FINDING,
    NOW,
    OTHER_DIGEST,
    REMEDY,
    mended,
    raised,
    step,
)
from chizi.org.abilities import Console
from chizi.org.refusals import NotAllowed

pytestmark = pytest.mark.django_db


def test_evidence_has_versions_and_the_old_one_stays(cast):
    matter = mended(cast)
    first = Evidence.objects.get()
    step(cast.zhao, matter, "send_back", fields={"reason": "The date is hidden."})
    newer = Attached(OTHER_DIGEST, "again.jpg", NOW.date(), replaces=first.pk)
    step(cast.wang, matter, "give_result", fields={"result": "Now."}, files=[newer])
    assert list(Evidence.objects.order_by("id").values_list("version", flat=True)) == [1, 2]
    step(cast.zhao, matter, "send_back", fields={"reason": "Once more."})
    with pytest.raises(refusals.NotReplaceable):
        step(cast.wang, matter, "give_result", fields={"result": "Now."}, files=[newer])
    with pytest.raises(refusals.NoFilesHere):
        step(cast.wang, raised(cast), "acknowledge", files=[DIGEST])


def test_nobody_puts_a_new_version_over_what_the_other_side_brought(cast):
    matter = raised(cast, files=[DIGEST])
    shown = Evidence.objects.get()
    step(cast.wang, matter, "name_remedy", fields=REMEDY)
    over = Attached(OTHER_DIGEST, "better.jpg", NOW.date(), replaces=shown.pk)
    with pytest.raises(refusals.NotReplaceable):
        step(cast.wang, matter, "reply", fields={"reply": "Look."}, files=[over])
    assert Evidence.objects.get() == shown


def test_links_run_between_matters_that_one_may_see(cast):
    one, other = raised(cast), raised(cast)
    link_matters(actor=cast.lin, now=NOW, matter_id=one.pk, other_id=other.pk, relation="follows")
    for wrong in ({"other_id": one.pk}, {"other_id": other.pk}):
        with pytest.raises(refusals.SameMatter):
            link_matters(actor=cast.lin, now=NOW, matter_id=one.pk, relation="follows", **wrong)
    with pytest.raises(NotAllowed):
        link_matters(actor=cast.wang, now=NOW, matter_id=one.pk, other_id=other.pk, relation="same")
    with pytest.raises(refusals.BadChoice):
        link_matters(actor=cast.lin, now=NOW, matter_id=one.pk, other_id=other.pk, relation="by petitioner")


def test_the_recount_finds_the_counters_right_and_mends_a_wrong_one(cast):
    mended(cast)
    raised(cast)
    assert recount_matters(actor=Console(), now=NOW).wrong == ()
    add_counts("matters", {"raised|140000000000|finding": 3})
    assert recount_matters(actor=Console(), now=NOW).wrong == (("raised|140000000000|finding", 5, 2),)
    assert recount_matters(actor=Console(), now=NOW).wrong == ()


def test_the_recount_is_the_timers_own(cast):
    with pytest.raises(NotAllowed):
        recount_matters(actor=cast.xu, now=NOW)


def test_a_step_says_in_the_journal_what_was_written_and_which_files(cast):
    matter = mended(cast)
    last = Entry.objects.filter(object=f"matter:{matter.pk}").order_by("-seq").first()
    content = EntryContent.objects.get(entry=last).content
    assert content["fields"] == {"result": "Open since."}
    assert (content["files"], content["from"], content["to"]) == ([DIGEST], "remedying", "verifying")
    assert (last.actor, last.unit) == ("person:wang", "140105001000")


def test_R32_nothing_counts_findings_for_or_against_who_found_them(cast):
    """Counters know places and parties, never people; there is no rank and no score."""
    mended(cast)
    keys = list(Counter.objects.filter(board="matters").values_list("key", flat=True))
    assert keys
    assert not [key for key in keys if "person" in key or "lin" in key.split("|")[1]]


def test_notices_go_to_who_has_to_move_and_to_who_asked(cast):
    matter = mended(cast)
    told = set(Notice.objects.filter(about=f"matter:{matter.pk}").values_list("ref", "kind"))
    assert ("person:lin", "answer.matter") in told
    assert ("person:zhao", "work.matter") in told
    assert not {"person:far", "person:bai", "person:cao"} & {ref for ref, _ in told}


def test_raise_matter_takes_the_contract(cast):
    made = raise_matter(actor=cast.lin, now=NOW, party=cast.station, due=DUE, **FINDING)
    assert (made.city_id, made.county_id, made.town_id) == (
        cast.station.city_id, cast.station.county_id, cast.station.town_id,
    )  # fmt: skip
