"""Drawing who is asked, once, by the seed that was committed to; and paper slips for people outside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from chizi.core.words import N_
from chizi.ground.notices.actions import notify
from chizi.org.abilities import Actor, local_day
from chizi.org.models import Party
from chizi.org.queries import parties_by_code
from chizi.org.refusals import UnknownParty
from chizi.org.rules import PartyKind
from chizi.org.slips import hash_of, new_code
from chizi.surveys.actions.drafting import journal, managed_survey
from chizi.surveys.models import Invitation, Survey
from chizi.surveys.policy import policy
from chizi.surveys.queries.framing import frame_of, guided_parties
from chizi.surveys.refusals import AlreadyDrawn, FrameSmall, NobodyToAsk, OwnPeople, SampleSize
from chizi.surveys.rules.draws import drawn, frame_digest
from chizi.surveys.rules.surveys import SampleKind, Source, SurveyState

ASKED = N_("You were drawn by lot for an anonymous survey: “%(title)s”. It is open until %(until)s.")
LARGEST_FRAME = 10**9


@dataclass(frozen=True)
class Drawn:
    """What a draw gave: how many are asked, of how many; the codes of slips, shown this once and kept nowhere."""

    survey: Survey
    asked: int
    frame_size: int | None
    codes: tuple[str, ...] = ()


@transaction.atomic
def draw_sample(
    *, actor: Actor, now: datetime, survey_id: int, size: int, party_codes: Sequence[str] = ()
) -> Drawn:
    """Draw ``size`` people of these parties by lot and put a link into the inbox of each; the survey is open.

    Those whom a guidance group guides need no list: without codes, all agencies where it was sent are the frame.
    Raises UnknownSurvey, NotAllowed, RatesItself, AlreadyDrawn, UnknownParty, OwnPeople, NobodyToAsk, SampleSize.
    """
    survey = _undrawn(actor, survey_id, now)
    parties = _parties(survey, party_codes, now)
    frame = frame_of(survey.party, Source(survey.source), parties, actor=actor, now=now)
    if not frame:
        raise NobodyToAsk(field="parties")
    least = policy().least_answers
    if not least <= size <= policy().most or len(frame) < least:
        raise SampleSize(field="size", least=least, most=policy().most)
    sample = survey.sample
    chosen = drawn(sample.seed, frame, size)
    sample.kind, sample.parties = SampleKind.PEOPLE.value, [one.code for one in parties]
    sample.frame, sample.frame_digest = list(frame), frame_digest(frame)
    _open(survey, actor, now, len(chosen), len(frame))
    for ref, code in zip(chosen, _invite(survey, len(chosen)), strict=True):
        notify(
            actor=actor.ref,
            now=now,
            to=[ref],
            kind="work.survey",
            text=ASKED,
            params={"title": survey.title, "until": survey.closes.isoformat()},
            href=f"/survey/{code}/",
            about=survey.ref,
        )
    return Drawn(survey, len(chosen), len(frame))


@transaction.atomic
def print_slips(
    *, actor: Actor, now: datetime, survey_id: int, count: int, frame_size: int | None = None
) -> Drawn:
    """Make so many codes for paper slips, to be handed out by somebody whom the survey does not concern; it is open.

    ``frame_size`` is how many people could have got one, None if nobody knows. The codes are in the answer and nowhere
    else. Raises UnknownSurvey, NotAllowed, RatesItself, AlreadyDrawn, SampleSize, FrameSmall.
    """
    survey = _undrawn(actor, survey_id, now)
    least, most = policy().least_answers, policy().most_slips
    if not least <= count <= most:
        raise SampleSize(field="count", least=least, most=most)
    if frame_size is not None and not count <= frame_size <= LARGEST_FRAME:
        raise FrameSmall(field="frame_size")
    survey.sample.kind = SampleKind.SLIPS.value
    _open(survey, actor, now, count, frame_size)
    return Drawn(survey, count, frame_size, _invite(survey, count))


def _undrawn(actor: Actor, survey_id: int, now: datetime) -> Survey:
    survey = managed_survey(actor, survey_id, now)
    if survey.state != SurveyState.DRAFT:
        raise AlreadyDrawn
    return survey


def _parties(survey: Survey, codes: Iterable[str], now: datetime) -> list[Party]:
    wanted = list(dict.fromkeys(codes))
    if not wanted and survey.source == Source.GUIDED:
        return guided_parties(survey.party, now=now)
    found = parties_by_code(wanted)
    for code in wanted:
        if code not in found or found[code].kind != PartyKind.AGENCY:
            raise UnknownParty(field="parties", code=code[:60].replace("\0", ""))
        if code == survey.party.code:
            raise OwnPeople(field="parties", party=survey.party.name)
    return [found[code] for code in wanted]


def _open(survey: Survey, actor: Actor, now: datetime, asked: int, frame_size: int | None) -> None:
    survey.state, survey.asked, survey.frame_size = SurveyState.OPEN.value, asked, frame_size
    survey.save(update_fields=["state", "asked", "frame_size"])
    survey.sample.drawn_by, survey.sample.drawn_on = actor.ref, local_day(now)
    survey.sample.save()
    content = {
        "kind": survey.sample.kind,
        "asked": asked,
        "frame": frame_size,
        "frame_digest": survey.sample.frame_digest,
        "seed": survey.sample.seed,
    }
    journal(actor.ref, now, "survey.drawn", survey, content)


def _invite(survey: Survey, count: int) -> tuple[str, ...]:
    """Codes, each good for one answer. Their rows stand in the order of their hashes, not of the draw."""
    codes = tuple(new_code() for _ in range(count))
    hashes = sorted(hash_of(code.replace("-", "")) for code in codes)
    Invitation.objects.bulk_create([Invitation(survey=survey, token_hash=one) for one in hashes])
    return codes
