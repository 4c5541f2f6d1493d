"""Looking for signs in what is new since the last look. Part of an action or a job, in its transaction.

Board "learn.looked" keeps how far each look came. What a human being has looked at is not raised again: a sign is found
once by its pattern, and of two texts that were found fine together no newer wording raises another.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import islice

from chizi.ground.counters.counts import add_counts, read_counts
from chizi.learn.models import Fingerprint, Sign
from chizi.learn.picture_marks import mark_of_file
from chizi.learn.queries.signs_sources import SOURCES, Written, base_of, quoted_texts, written
from chizi.learn.rules.signs import (
    SignKind,
    SignState,
    candidates,
    is_copy,
    near_pictures,
    own_words,
    pattern_of,
    signature,
)
from chizi.learn.schemes import sign_policy
from chizi.org.models import Party, Region
from chizi.org.queries import province

LOOKED = "learn.looked"
MOST_OF_A_SIGN, AT_ONCE = 50, 2000
Pair = tuple[int, int]


def since_last(name: str) -> int:
    """How far the look of this name came."""
    return read_counts(LOOKED, [name])[name]


def looked_until(name: str, number: int) -> None:
    """Keep how far it came."""
    add_counts(LOOKED, {name: number - since_last(name)})


def find_texts_and_pictures(now: datetime) -> int:
    """Fingerprint what is new, compare it with all that is not too old, raise signs; gives how many."""
    fresh = _fingerprint(now)
    if not fresh:
        return 0
    since = now - timedelta(days=sign_policy().window_days)
    rows = Fingerprint.objects.filter(made_at__gte=since).exclude(mark=b"").order_by("made_at", "id")
    known = list(rows)
    fine = _fine_together()
    return _texts([one for one in known if not one.digest], fresh, fine, now) + _pictures(
        [one for one in known if one.digest], fresh, fine, now
    )


def _fingerprint(now: datetime) -> set[int]:
    """Make marks of everything that has none, some thousands at a time; gives their row numbers."""
    fresh: set[int] = set()
    for kind, source in SOURCES.items():
        while found := list(islice(source(since_last(kind)), AT_ONCE)):
            stored = Fingerprint.objects.bulk_create(_marks(found), batch_size=300)
            fresh |= {one.pk for one in stored}
            looked_until(kind, max(one.number for one in found))
    return fresh


def _marks(found: Sequence[Written]) -> list[Fingerprint]:
    quoted, stock = quoted_texts({one.about for one in found}), stock_phrases()
    made = []
    for one in found:
        whose = {"person_id": one.person, "party_id": one.party, "made_at": one.at}
        own = own_words(one.text, [quoted.get(one.about, "")], stock)
        mark = signature(own) if len(own) >= sign_policy().shortest else b""
        made.append(Fingerprint(object=one.object, mark=mark, **whose))
        for digest in one.pictures:
            if picture := mark_of_file(digest):
                made.append(Fingerprint(object=one.object, digest=digest, mark=picture, **whose))
    return made


def stock_phrases() -> list[str]:
    """What everybody writes, and what somebody who looked has called a template."""
    kept = Sign.objects.filter(template=True, kind=SignKind.TEXT.value).values_list("content", flat=True)
    return [*sign_policy().stock, *(part for content in kept for part in content.get("passages", ()))]


def _fine_together() -> list[frozenset[str]]:
    kept = Sign.objects.exclude(state=SignState.OPEN.value).filter(
        kind__in=[SignKind.TEXT.value, SignKind.PICTURE.value]
    )
    return [
        frozenset(base_of(name) for name in content["objects"])
        for content in kept.values_list("content", flat=True)
    ]


def _texts(known: list[Fingerprint], fresh: set[int], fine: list[frozenset[str]], now: datetime) -> int:
    new = frozenset(at for at, one in enumerate(known) if one.pk in fresh)
    pairs = [
        (one, two)
        for one, two in candidates([bytes(row.mark) for row in known], new)
        if known[one].person_id != known[two].person_id or known[one].person_id is None
    ]
    texts = written({known[at].object for pair in pairs for at in pair})
    quoted, stock = quoted_texts({one.about for one in texts.values()}), stock_phrases()
    own = {name: own_words(one.text, [quoted.get(one.about, "")], stock) for name, one in texts.items()}
    found: dict[Pair, float] = {}
    for one, two in pairs:
        names = known[one].object, known[two].object
        if names[0] in own and names[1] in own and not _settled(names, fine):
            alike = is_copy(own[names[0]], own[names[1]], sign_policy())
            if alike is not None:
                found[one, two] = max(alike.alike, alike.shared)
    return _raise(SignKind.TEXT, known, found, now)


def _settled(names: Iterable[str], fine: list[frozenset[str]]) -> bool:
    bases = {base_of(name) for name in names}
    return len(bases) == 1 or any(bases <= one for one in fine)


def _pictures(known: list[Fingerprint], fresh: set[int], fine: list[frozenset[str]], now: datetime) -> int:
    new = frozenset(at for at, one in enumerate(known) if one.pk in fresh)
    near = near_pictures([bytes(one.mark) for one in known], new, sign_policy().picture_bits)
    found = {
        (one, two): 1 - apart / 64
        for one, two, apart in near
        if not _settled((known[one].object, known[two].object), fine)
    }
    return _raise(SignKind.PICTURE, known, found, now)


def _raise(kind: SignKind, known: list[Fingerprint], found: dict[Pair, float], now: datetime) -> int:
    """One sign for each group that hangs together: the earliest is its origin. One that still waits grows."""
    groups: dict[int, set[int]] = {}
    for one, two in sorted(found):
        whole = groups.get(one, {one}) | groups.get(two, {two})
        for at in whole:
            groups[at] = whole
    raised = 0
    for members in {id(one): sorted(one) for one in groups.values()}.values():
        alike = max(value for (one, _two), value in found.items() if one in set(members))
        raised += _raise_group(kind, [known[at] for at in members[:MOST_OF_A_SIGN]], alike, now)
    return raised


def _raise_group(kind: SignKind, rows: list[Fingerprint], alike: float, now: datetime) -> int:
    names = list(dict.fromkeys(one.object for one in rows))
    pictures = {one.object: one.digest for one in rows if one.digest}
    content = {"objects": names, "pictures": pictures, "alike": round(alike, 2)}
    waiting = Sign.objects.filter(kind=kind.value, state=SignState.OPEN.value)
    for sign in waiting:
        if names[0] in sign.content["objects"]:
            before = sign.content["objects"]
            sign.content = content | {
                "objects": [*before, *(one for one in names if one not in before)][:MOST_OF_A_SIGN],
                "pictures": {**pictures, **sign.content.get("pictures", {})},
            }
            sign.save(update_fields=["content"])
            return 0
    parties = {one.party_id for one in rows if one.party_id is not None}
    return raise_sign(kind, pattern_of(kind, names), parties, content, now) if parties else 0


def raise_sign(
    kind: SignKind, pattern: str, parties: Iterable[int], content: dict[str, object], now: datetime
) -> int:
    """Store a sign, unless its pattern was raised before; gives how many, 0 or 1."""
    rows = list(Party.objects.filter(id__in=set(parties)).select_related("region").order_by("code"))
    if not rows or Sign.objects.filter(pattern=pattern).exists():
        return 0
    sign = Sign(kind=kind.value, pattern=pattern, party=rows[0], content=content, found_at=now)
    sign.stand_at(_region_over(rows))
    sign.save()
    return 1


def _region_over(rows: Sequence[Party]) -> Region:
    """The lowest place that holds all of them: nobody below sees what concerns another county too."""
    if len({one.region_id for one in rows}) == 1:
        return rows[0].region
    levels: tuple[Callable[[Party], int | None], ...] = (
        lambda one: one.town_id, lambda one: one.county_id, lambda one: one.city_id,
    )  # fmt: skip
    for level in levels:
        ids = {level(one) for one in rows}
        if len(ids) == 1 and (only := ids.pop()) is not None:
            return Region.objects.get(id=only)
    return province()
