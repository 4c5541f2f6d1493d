"""Two people for each publication; what was proposed is what is signed; nothing published is ever changed."""

import hashlib
import json
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from chizi.evaluation.refusals import NoRun
from chizi.journal.models import Entry, EntryContent
from chizi.org.abilities import Console
from chizi.org.refusals import NeedsPerson, NotAllowed
from chizi.publish import store
from chizi.publish.actions import (
    approve_publication,
    correct_publication,
    decline_publication,
    propose_publication,
    withdraw_publication,
)
from chizi.publish.bundle import parse_public_key, verify
from chizi.publish.bundle.assemble import stated_in
from chizi.publish.bundle.container import read
from chizi.publish.models import Correction, Manifest, Publication
from chizi.publish.refusals import (
    AlreadyThere,
    BadTitle,
    CorrectionUnderWay,
    DraftDamaged,
    NeedsReason,
    SamePerson,
    UnknownPublication,
    WrongState,
)
from chizi.publish.rules import State
from chizi.publish.tests.conftest import COUNTY, CRITERIA, LATER, NOW, SECOND, made_run

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return list(
        Entry.objects.filter(object__startswith="publication:").order_by("id").values_list("kind", flat=True)
    )


def test_a_proposal_is_frozen_redacted_and_not_yet_public(propose, run):
    one = propose()
    assert (one.state, one.version, one.proposed_by) == (State.PROPOSED, 1, "person:lin")
    assert one.code == f"2021-{one.id:04d}"
    draft = store.draft_path(one.draft_sha256).read_bytes()
    assert hashlib.sha256(draft).hexdigest() == one.draft_sha256
    stated = stated_in(draft)
    assert stated["run"] == {"id": str(run.id), "digest": run.digest}
    assert [table["name"] for table in stated["tables"]] == ["figures", "deliveries", "grass_roots_load"]
    assert kinds() == ["publication.proposed"]
    assert not Manifest.objects.exists()
    assert not verify(draft).ok


def test_an_approved_publication_is_signed_and_proves_itself(cast, published):
    data = store.published_path(published.file_name).read_bytes()
    manifest = Manifest.objects.get(publication=published)
    key = parse_public_key(manifest.public_key)
    verdict = verify(data, key)
    assert (verdict.ok, verdict.signer, verdict.sha256) == (True, "known", manifest.file_sha256)
    stated = json.loads(manifest.text)
    assert stated["approved_at"] == LATER.isoformat()
    assert stated["title"] == {"zh-Hans": "二〇二〇年三零结果", "en": "Results of 2020"}
    assert (published.state, published.decided_by) == (State.PUBLISHED, "person:zhou")
    assert kinds() == ["publication.proposed", "publication.approved"]
    content = EntryContent.objects.get(entry__kind="publication.approved").content
    assert content["file"] == manifest.file_sha256


def test_R20_the_file_names_nobody_and_no_unit(published):
    data = store.published_path(published.file_name).read_bytes()
    for word in ("lin", "zhou", "person:"):
        assert word.encode() not in data
    stated = stated_in(data)
    columns = {column["name"] for table in stated["tables"] for column in table["columns"]}
    assert not columns & {"unit_code", "unit_name", "name", "event_id"}


def test_R20_small_counts_of_people_are_withheld_and_accounted_for(published):
    data = store.published_path(published.file_name).read_bytes()
    rows = {}
    for line in next(one.data for one in read(data).members if one.name == "figures.csv").splitlines()[1:]:
        cells = line.decode().split(",")
        rows[cells[0], cells[1], cells[4]] = cells
    assert rows["2020", COUNTY, "all"][-1].split()[0] == "deaths:<5"
    assert rows["2020", SECOND, "all"][-1].split()[0] == "deaths:cover"
    account = {one["rule"]: one for one in stated_in(data)["redaction"]}
    assert account["<5"]["cells"] == sum(line[-1].count(":<5") for line in rows.values())
    assert account["cover"]["cells"] == sum(line[-1].count(":cover") for line in rows.values())
    assert set(account["finer"]["why"]) == {"zh-Hans", "en"}


def test_R13_the_file_carries_the_rule_it_was_counted_by(published, run):
    stated = json.loads(Manifest.objects.get(publication=published).text)
    assert stated["criteria"] == {
        "id": run.criteria_id,
        "sha256": hashlib.sha256(CRITERIA.encode()).hexdigest(),
    }


def test_nobody_approves_what_he_proposed(cast, propose):
    one = propose(actor=cast.wu)
    with pytest.raises(SamePerson):
        approve_publication(actor=cast.wu, now=LATER, publication_id=one.id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(id=one.id).update(state=State.PUBLISHED, decided_by=one.proposed_by)
    assert approve_publication(actor=cast.zhou, now=LATER, publication_id=one.id).state == State.PUBLISHED


def test_only_who_may(cast, propose, run):
    with pytest.raises(NotAllowed):
        propose(actor=cast.zhou)
    with pytest.raises(NotAllowed):
        propose(actor=cast.sun)
    with pytest.raises(NeedsPerson):
        propose(actor=Console())
    one = propose()
    for actor in (cast.lin, cast.sun):
        with pytest.raises(NotAllowed):
            approve_publication(actor=actor, now=LATER, publication_id=one.id)
    with pytest.raises(NotAllowed):
        decline_publication(actor=cast.sun, now=LATER, publication_id=one.id, reason="not mine at all")


def test_a_run_that_is_not_there(cast):
    with pytest.raises(NoRun):
        propose_publication(actor=cast.lin, now=NOW, run_id=404, title="Nothing")
    assert not Publication.objects.exists()
    with pytest.raises(UnknownPublication):
        approve_publication(actor=cast.zhou, now=LATER, publication_id=404)


def test_no_step_is_taken_twice(cast, propose):
    one = propose()
    with pytest.raises(AlreadyThere):
        propose()
    approve_publication(actor=cast.zhou, now=LATER, publication_id=one.id)
    with pytest.raises(WrongState):
        approve_publication(actor=cast.wu, now=LATER, publication_id=one.id)
    with pytest.raises(AlreadyThere):
        propose()
    withdraw_publication(actor=cast.zhou, now=LATER, publication_id=one.id, reason="wrong figures")
    with pytest.raises(WrongState):
        withdraw_publication(actor=cast.zhou, now=LATER, publication_id=one.id, reason="wrong figures")
    assert kinds() == ["publication.proposed", "publication.approved", "publication.withdrawn"]


def test_a_declined_proposal_can_be_made_again(cast, propose):
    one = propose()
    decline_publication(actor=cast.lin, now=LATER, publication_id=one.id, reason="title was wrong")
    again = propose(title="another title")
    assert again.code != one.code
    with pytest.raises(NeedsReason):
        decline_publication(actor=cast.zhou, now=LATER, publication_id=again.id, reason=" ")


def test_titles_are_checked_before_anything_is_frozen(propose):
    with pytest.raises(BadTitle):
        propose(title="")
    with pytest.raises(BadTitle):
        propose(title_en="\u202eback")
    assert not Publication.objects.exists()


def test_a_draft_that_was_touched_is_not_signed(cast, propose):
    one = propose()
    path = store.draft_path(one.draft_sha256)
    path.write_bytes(path.read_bytes() + b"\x00")
    with pytest.raises(DraftDamaged):
        approve_publication(actor=cast.zhou, now=LATER, publication_id=one.id)
    path.unlink()
    with pytest.raises(DraftDamaged):
        approve_publication(actor=cast.zhou, now=LATER, publication_id=one.id)
    assert Publication.objects.get(id=one.id).state == State.PROPOSED
    assert kinds() == ["publication.proposed"]


def test_a_correction_is_a_new_version_and_the_old_file_stays(cast, published, province):
    first, later_run = published, made_run(province, 2)
    before = store.published_path(first.file_name).read_bytes()
    second = correct_publication(
        actor=cast.lin, now=LATER, code=first.code, run_id=later_run.id, reason="A county was late."
    )
    assert (second.code, second.version, second.title) == (first.code, 2, first.title)
    assert Publication.objects.get(id=first.id).state == State.PUBLISHED
    third = made_run(province, 3)
    with pytest.raises(CorrectionUnderWay):
        correct_publication(
            actor=cast.lin, now=LATER, code=first.code, run_id=third.id, reason="A county was late."
        )
    approve_publication(actor=cast.zhou, now=LATER, publication_id=second.id)
    first.refresh_from_db()
    assert first.state == State.CORRECTED
    assert store.published_path(first.file_name).read_bytes() == before
    stated = json.loads(Manifest.objects.get(publication=second).text)
    assert stated["publication"] == {
        "code": first.code,
        "version": 2,
        "replaces": hashlib.sha256(before).hexdigest(),
    }
    assert Correction.objects.get(later=second).reason == "A county was late."
    assert kinds()[-2:] == ["publication.corrected", "publication.approved"]


def test_figures_that_may_still_change_are_marked_provisional(propose, province):
    assert not propose().provisional
    late = propose(run_id=made_run(province, 2, pending=4).id)
    assert late.provisional
    assert stated_in(store.draft_path(late.draft_sha256).read_bytes())["provisional"] is True


def test_a_withdrawn_earlier_version_stays_withdrawn_when_its_correction_comes(cast, published, province):
    second = correct_publication(
        actor=cast.lin,
        now=LATER,
        code=published.code,
        run_id=made_run(province, 2).id,
        reason="A county was late.",
    )
    withdraw_publication(actor=cast.zhou, now=LATER, publication_id=published.id, reason="All wrong.")
    approve_publication(actor=cast.zhou, now=LATER, publication_id=second.id)
    published.refresh_from_db()
    assert published.state == State.WITHDRAWN


def test_only_a_current_publication_can_be_corrected(cast, propose, run):
    one = propose()
    with pytest.raises(UnknownPublication):
        correct_publication(actor=cast.lin, now=LATER, code=one.code, run_id=run.id, reason="too early")


def test_the_key_is_made_at_first_use_and_kept(settings, published):
    path = Path(settings.KEYS) / store.KEY_FILE
    assert path.stat().st_mode & 0o777 == 0o600
    assert Manifest.objects.get(publication=published).public_key == store.signer().public.line
