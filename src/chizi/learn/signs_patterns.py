"""Looking for batches that were filled in afterwards, and for bursts of the same answers."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from chizi.learn.models import Answer, Attempt, Outcome
from chizi.learn.rules.outcomes import OutcomeKind
from chizi.learn.rules.signs import Late, Sheet, SignKind, batches, bursts, pattern_of
from chizi.learn.schemes import sign_policy
from chizi.learn.signs_finding import looked_until, raise_sign, since_last

OUTCOMES, ATTEMPTS = "outcome", "attempt"
FIELDS = (
    "id",
    "party_id",
    "person_id",
    "kind",
    "about",
    "content",
    "met",
    "happened_at",
    "recorded_at",
    "batch",
)
Sittings = dict[tuple[int, int, str], list[tuple[int, tuple[str, str, bool]]]]
BACK = timedelta(days=14)  # after an import of old results nobody looks through years of them
MARGIN = timedelta(hours=1)  # what straddles the last look is looked at once more; patterns keep it single


def find_batches_and_bursts(now: datetime) -> int:
    """Look through the outcomes and attempts that are new since the last look; gives how many signs."""
    last = since_last(OUTCOMES)
    fresh = Outcome.objects.filter(
        id__gt=last, recorded_at__gte=now - BACK, voided_at=None, party__isnull=False
    )
    late: list[Late] = []
    sittings: Sittings = {}
    newest = last
    for row in fresh.order_by("id").values_list(*FIELDS).iterator(5000):
        newest, party, person, kind, about, content, met, happened, recorded, batch = row
        days = (recorded - happened).days
        if days >= sign_policy().batch_days:
            late.append(Late(party, days, f"{recorded.astimezone(UTC):%Y-%m-%dT%H}"))
        if kind == OutcomeKind.ANSWERED and batch and met is not None:
            answer = (about, json.dumps(content.get("given"), ensure_ascii=False), bool(met))
            minute = int(happened.timestamp()) // 60
            sittings.setdefault((party, person, batch), []).append((minute, answer))
    raised = _batches(late, now)
    raised += _bursts([*_sheets_of_batches(sittings), *_sheets_of_attempts(now)], now)
    looked_until(OUTCOMES, newest)
    looked_until(ATTEMPTS, int(now.timestamp()))
    return raised


def _batches(late: list[Late], now: datetime) -> int:
    raised = 0
    for (party, hour), number in batches(late, sign_policy()).items():
        pattern = pattern_of(SignKind.BATCH, [str(party), hour])
        content = {"count": number, "at": f"{hour}:00:00+00:00"}
        raised += raise_sign(SignKind.BATCH, pattern, [party], content, now)
    return raised


def _bursts(sheets: list[Sheet], now: datetime) -> int:
    raised = 0
    for group in bursts(sheets, sign_policy()):
        first = group[0]
        at = datetime.fromtimestamp(first.minute * 60, UTC)
        answers = json.dumps(first.answers, ensure_ascii=False)
        pattern = pattern_of(SignKind.BURST, [str(first.party), f"{at:%Y-%m-%d}", answers])
        content = {
            "count": len({one.person for one in group}),
            "at": at.isoformat(),
            "minutes": group[-1].minute - first.minute,
            "questions": len(first.answers),
            "mistakes": first.mistakes,
        }
        raised += raise_sign(SignKind.BURST, pattern, [first.party], content, now)
    return raised


def _sheets_of_batches(sittings: Sittings) -> Iterator[Sheet]:
    """What one person sent at once from a phone is one sheet."""
    for (party, person, _batch), answers in sittings.items():
        last = max(minute for minute, _answer in answers)
        yield Sheet(party, person, last, tuple(sorted(answer for _minute, answer in answers)))


def _sheets_of_attempts(now: datetime) -> Iterator[Sheet]:
    since = datetime.fromtimestamp(since_last(ATTEMPTS), UTC) - MARGIN
    handed = Attempt.objects.filter(recorded_at__gt=since, recorded_at__lte=now, party__isnull=False)
    told = {
        one.pk: (one.party_id, one.person_id, one.handed_in_at)
        for one in handed.only("party_id", "person_id", "handed_in_at")
    }
    answers: dict[int, list[tuple[str, str, bool]]] = {}
    found = Answer.objects.filter(attempt__in=handed, met__isnull=False)
    for attempt, question, given, met in found.values_list(
        "attempt_id", "question_id", "given", "met"
    ).iterator():
        given_text = json.dumps(given, ensure_ascii=False)
        answers.setdefault(attempt, []).append((f"question:{question}", given_text, bool(met)))
    for attempt, given_answers in answers.items():
        party, person, at = told[attempt]
        if party is not None and at is not None:
            yield Sheet(party, person, int(at.timestamp()) // 60, tuple(sorted(given_answers)))
