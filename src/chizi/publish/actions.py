"""Every write of publish. Two people: whoever proposes a version never approves it."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction

from chizi.evaluation.refusals import NoRun
from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, local_day, require
from chizi.org.rules import Ability
from chizi.publish import store
from chizi.publish.bundle import container, seal, verify
from chizi.publish.bundle.manifest import MANIFEST
from chizi.publish.freezing import Frozen, draft_of, freeze
from chizi.publish.models import MADE_LATER, Correction, Manifest, Publication
from chizi.publish.refusals import (
    AlreadyThere,
    CorrectionUnderWay,
    DraftDamaged,
    FileDamaged,
    ResultsUnderWay,
    UnknownPublication,
)
from chizi.publish.rules import State, check_reason, check_step, check_title, separate
from chizi.publish.sources import Source, of_campaign, of_run


def propose_publication(
    *,
    actor: Actor,
    now: datetime,
    run_id: int | None = None,
    campaign: str = "",
    title: str,
    title_en: str = "",
) -> Publication:
    """Freeze and redact the figures of a run, or what the parties of a campaign have come to (S1-10), and propose
    them as a new publication, the load beside them (R-33).

    Raises NotAllowed, NoRun, UnknownCampaign, BadTitle, AlreadyThere, ResultsUnderWay, NothingToPublish and what the
    tables are refused for.
    """
    require(actor, Ability.PROPOSE_PUBLICATION, now=now)
    title, title_en = check_title(title), check_title(title_en) if title_en else ""
    source, frozen = _frozen(actor, run_id, campaign, now)
    with transaction.atomic():
        publication = _proposed(actor, now, source, frozen, title, title_en)
        publication.code = f"{local_day(now).year}-{publication.id:04d}"
        _keep_draft(publication, frozen, source, replaces="")
        _journal(publication, actor, now, "publication.proposed", draft=publication.draft_sha256)
    return publication


def correct_publication(
    *,
    actor: Actor,
    now: datetime,
    code: str,
    run_id: int | None = None,
    reason: str,
    title: str = "",
    title_en: str = "",
) -> Publication:
    """Propose a new version of a published result, from another run or, for a campaign's, from how it stands now;
    readers of the old one will see the reason.

    The old version stays published until the new one is approved. Raises NotAllowed, UnknownPublication,
    WrongState, CorrectionUnderWay, NeedsReason, NoRun.
    """
    require(actor, Ability.PROPOSE_PUBLICATION, now=now)
    reason = check_reason(reason)
    earlier = _current(code)
    title = check_title(title) if title else earlier.title
    title_en = check_title(title_en) if title_en else earlier.title_en
    source, frozen = _frozen(actor, None if earlier.campaign else run_id, earlier.campaign, now)
    with transaction.atomic():
        earlier = _locked(earlier.id)
        check_step(code, State(earlier.state), State.CORRECTED)
        versions = Publication.objects.filter(code=code)
        if versions.filter(state=State.PROPOSED).exists():
            raise CorrectionUnderWay(code=code)
        publication = _proposed(actor, now, source, frozen, title, title_en)
        publication.code, publication.version = code, versions.count() + 1
        replaced = Manifest.objects.get(publication=earlier).file_sha256
        _keep_draft(publication, frozen, source, replaces=replaced)
        Correction.objects.create(earlier=earlier, later=publication, reason=reason)
        _journal(publication, actor, now, "publication.correction-proposed", reason=reason, replaces=replaced)
    return publication


def approve_publication(*, actor: Actor, now: datetime, publication_id: int) -> Publication:
    """Sign exactly the file that was proposed, and publish it; a version that it corrects steps back.

    Raises NotAllowed, UnknownPublication, WrongState, SamePerson, DraftDamaged.
    """
    require(actor, Ability.APPROVE_PUBLICATION, now=now)
    with transaction.atomic():
        publication = _locked(publication_id)
        check_step(publication.code, State(publication.state), State.PUBLISHED)
        separate(publication.proposed_by, actor.ref)
        signed = _signed(publication, now)
        correction = Correction.objects.filter(later=publication).select_related("earlier").first()
        if correction is not None:
            _step_back(correction.earlier, actor, now)
        publication.state, publication.decided_by, publication.decided_at = State.PUBLISHED, actor.ref, now
        publication.save()
        manifest = _keep_manifest(publication, signed)
        _journal(
            publication, actor, now, "publication.approved", file=manifest.file_sha256, key=manifest.key_id
        )
        store.keep(store.published_path(publication.file_name), signed)
    return publication


def decline_publication(*, actor: Actor, now: datetime, publication_id: int, reason: str) -> Publication:
    """Turn a proposal down, or take one's own back. Raises NotAllowed, WrongState, NeedsReason."""
    reason = check_reason(reason)
    with transaction.atomic():
        publication = _locked(publication_id)
        if publication.proposed_by != actor.ref:
            require(actor, Ability.APPROVE_PUBLICATION, now=now)
        check_step(publication.code, State(publication.state), State.DECLINED)
        publication.state, publication.reason = State.DECLINED, reason
        publication.decided_by, publication.decided_at = actor.ref, now
        publication.save()
        _journal(publication, actor, now, "publication.declined", reason=reason)
    return publication


def withdraw_publication(*, actor: Actor, now: datetime, publication_id: int, reason: str) -> Publication:
    """Take a published version off the public site; its page stays with the reason, its file does not.

    Raises NotAllowed, UnknownPublication, WrongState, NeedsReason.
    """
    require(actor, Ability.APPROVE_PUBLICATION, now=now)
    reason = check_reason(reason)
    with transaction.atomic():
        publication = _locked(publication_id)
        check_step(publication.code, State(publication.state), State.WITHDRAWN)
        publication.state, publication.reason = State.WITHDRAWN, reason
        publication.withdrawn_by, publication.withdrawn_at = actor.ref, now
        publication.save()
        _journal(publication, actor, now, "publication.withdrawn", reason=reason)
    return publication


def _frozen(actor: Actor, run_id: int | None, campaign: str, now: datetime) -> tuple[Source, Frozen]:
    """The slow part, before the transaction: a run never changes once it is there."""
    if campaign:
        if Publication.objects.filter(campaign=campaign, state=State.PROPOSED).exists():
            raise ResultsUnderWay(campaign=campaign)
        source = of_campaign(actor, campaign, now=now)
        return source, freeze(source)
    if run_id is None:
        raise NoRun
    known = Publication.objects.filter(run_id=run_id, state__in=[State.PROPOSED, State.PUBLISHED]).first()
    if known is not None:
        raise AlreadyThere(run=run_id, code=known.code)
    source = of_run(run_id, now=now)
    return source, freeze(source)


def _proposed(
    actor: Actor, now: datetime, source: Source, frozen: Frozen, title: str, title_en: str
) -> Publication:
    return Publication.objects.create(
        code=MADE_LATER,
        title=title,
        title_en=title_en,
        state=State.PROPOSED,
        run=source.run,
        campaign=source.campaign,
        criteria_id=source.rule_id,
        as_of=source.as_of,
        periods=list(source.periods),
        provisional=frozen.provisional,
        proposed_by=actor.ref,
        proposed_at=now,
    )


def _keep_draft(publication: Publication, frozen: Frozen, source: Source, replaces: str) -> None:
    draft = draft_of(publication, frozen, source, replaces)
    publication.draft_sha256 = hashlib.sha256(draft).hexdigest()
    publication.save()
    store.keep(store.draft_path(publication.draft_sha256), draft)


def _signed(publication: Publication, now: datetime) -> bytes:
    """The signed file over the proposed draft, checked as a reader would check it."""
    try:
        draft = store.draft_path(publication.draft_sha256).read_bytes()
    except OSError:
        raise DraftDamaged from None
    if hashlib.sha256(draft).hexdigest() != publication.draft_sha256:
        raise DraftDamaged
    signer = store.signer()
    signed = seal(draft, approved_at=now.isoformat(), signer=signer)
    verdict = verify(signed, signer.public)
    if not verdict.ok:
        raise FileDamaged(fault=verdict.faults[0].sentence)
    return signed


def _keep_manifest(publication: Publication, signed: bytes) -> Manifest:
    members = {member.name: member for member in container.read(signed).members}
    signer = store.signer()
    return Manifest.objects.create(
        publication=publication,
        text=members[MANIFEST].data.decode(),
        file_sha256=hashlib.sha256(signed).hexdigest(),
        file_bytes=len(signed),
        places={name: [member.offset, len(member.data)] for name, member in members.items()},
        key_id=signer.public.key_id,
        public_key=signer.public.line,
    )


def _step_back(earlier: Publication, actor: Actor, now: datetime) -> None:
    """Mark the corrected version; one that was withdrawn meanwhile stays withdrawn."""
    earlier = _locked(earlier.id)
    if earlier.state == State.WITHDRAWN:
        return
    check_step(earlier.code, State(earlier.state), State.CORRECTED)
    earlier.state = State.CORRECTED
    earlier.save()
    _journal(earlier, actor, now, "publication.corrected")


def _current(code: str) -> Publication:
    found = Publication.objects.filter(code=code, state=State.PUBLISHED).first()
    if found is None:
        raise UnknownPublication(code=code[:40])
    return found


def _locked(publication_id: int) -> Publication:
    found = Publication.objects.select_for_update().filter(id=publication_id).first()
    if found is None:
        raise UnknownPublication(code=publication_id)
    return found


def _journal(publication: Publication, actor: Actor, now: datetime, kind: str, **content: Any) -> None:
    rests_on = {"campaign": publication.campaign} if publication.campaign else {"run": publication.run_id}
    about = {"version": publication.version, **rests_on, "title": publication.title}
    record_entry(actor=actor.ref, now=now, kind=kind, object=publication.ref, content={**about, **content})
