"""Makes the labelled pairs anew: `python -m chizi.learn.tests.labelled.making`. The seed is fixed, so is the file."""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from chizi.learn.tests.labelled import banks

FILE = Path(__file__).with_name("pairs.jsonl")
SEED, OF_EACH = 20210301, 40


def _filled(text: str, chance: random.Random) -> str:
    return text.replace("{place}", chance.choice(banks.PLACES)).replace("{number}", str(chance.randint(2, 9)))


def _reflection(chance: random.Random, taken: set[str] | None = None) -> list[str]:
    """Sentences of one reflection; nothing of ``taken`` is told again, and what is told goes there."""
    taken = set() if taken is None else taken

    def one(bank: tuple[str, ...]) -> str:
        told = chance.choice([text for text in bank if text not in taken])
        taken.add(told)
        return _filled(told, chance)

    count = chance.choice((1, 1, 2))
    parts = [one(banks.OPENINGS), *(one(banks.INCIDENTS) for _ in range(count)), one(banks.LESSONS)]
    parts += [one(banks.LESSONS)] if chance.random() < 0.4 else []
    return [*parts, one(banks.PLANS)]


def _reworded(text: str, chance: random.Random, share: float) -> str:
    for word, other in banks.OTHER_WORDS:
        if word in text and chance.random() < share:
            text = text.replace(word, other)
    return text


def _slips(text: str, chance: random.Random, count: int) -> str:
    signs = list(text)
    for _ in range(count):
        at = chance.randrange(len(signs))
        if chance.random() < 0.5:
            del signs[at]
        else:
            signs.insert(at, chance.choice("的了就也还是在把"))
    return "".join(signs)


def _other_facts(text: str, chance: random.Random) -> str:
    for place in banks.PLACES:
        text = text.replace(place, chance.choice(banks.PLACES))
    return "".join(str(chance.randint(2, 9)) if sign.isdigit() else sign for sign in text)


def exact(chance: random.Random) -> tuple[str, str]:
    """Word for word, perhaps without its first sentence."""
    parts = _reflection(chance)
    return "".join(parts), "".join(parts[chance.randint(0, 1) :])


def touched_up(chance: random.Random) -> tuple[str, str]:
    """Places, numbers and a few characters are changed."""
    text = "".join(_reflection(chance))
    return text, _slips(_other_facts(text, chance), chance, chance.randint(2, 8))


def shuffled(chance: random.Random) -> tuple[str, str]:
    """The sentences stand in another order, and one of the copier's own is added."""
    parts = _reflection(chance)
    other = [*parts[1:], chance.choice(banks.ADDED)]
    chance.shuffle(other)
    return "".join(parts), "".join([_filled(chance.choice(banks.OPENINGS), chance), *other])


def half(chance: random.Random) -> tuple[str, str]:
    """What happened is copied; beginning and end are the copier's own."""
    taken: set[str] = set()
    parts = _reflection(chance, taken)
    own = _reflection(chance, taken)
    return "".join(parts), "".join([own[0], *parts[1:-1], own[-1]])


def reworded(chance: random.Random) -> tuple[str, str]:
    """Word for word replaced by others of the same meaning, order kept."""
    text = "".join(_reflection(chance))
    return text, _reworded(_other_facts(text, chance), chance, 0.9)


def reworded_and_shuffled(chance: random.Random) -> tuple[str, str]:
    """Replaced, moved about and touched up: the hardest that is still called a copy."""
    parts = _reflection(chance)
    other = [_reworded(part, chance, 0.9) for part in parts[1:]]
    chance.shuffle(other)
    text = "".join([_filled(chance.choice(banks.OPENINGS), chance), *other])
    return "".join(parts), _slips(_other_facts(text, chance), chance, 4)


def one_sentence(chance: random.Random) -> tuple[str, str]:
    """Only what happened is copied, touched up; the rest, more than half, is the copier's own."""
    taken: set[str] = set()
    told = _filled(chance.choice(banks.INCIDENTS), chance)
    taken |= set(banks.INCIDENTS)
    one, two = (
        [_filled(chance.choice(banks.OPENINGS), chance), chance.choice(banks.LESSONS)] for _ in range(2)
    )
    ends = [_filled(text, chance) for text in chance.sample(banks.PLANS, 2)]
    copy = _slips(_reworded(_other_facts(told, chance), chance, 0.5), chance, 2)
    return "".join([one[0], told, one[1], ends[0]]), "".join([two[0], copy, two[1], ends[1]])


def half_reworded(chance: random.Random) -> tuple[str, str]:
    """What happened and what was learned is reworded; beginning and end are the copier's own."""
    one, two = half(chance)
    return one, _slips(_reworded(_other_facts(two, chance), chance, 0.9), chance, 5)


def independent(chance: random.Random) -> tuple[str, str]:
    """Two people, each of his own work."""
    taken: set[str] = set()
    return "".join(_reflection(chance, taken)), "".join(_reflection(chance, taken))


def same_template(chance: random.Random) -> tuple[str, str]:
    """Their own work between the same opening and the same two closing phrases that everybody writes."""
    taken: set[str] = set()
    opening, ends = chance.choice(banks.OPENINGS), "".join(chance.sample(banks.CLOSINGS, 2))
    one, two = (_reflection(chance, taken)[1:] for _ in range(2))
    return "".join([opening, *one, ends]), "".join([opening, *two, ends])


def long_template(chance: random.Random) -> tuple[str, str]:
    """One sentence of their own each, and all the closing phrases: poor, but written by themselves."""
    told = [_filled(text, chance) for text in chance.sample(banks.INCIDENTS, 2)]
    ends = list(banks.CLOSINGS)
    chance.shuffle(ends)
    return told[0] + "".join(ends), told[1] + "".join(ends[:3])


def same_event(chance: random.Random) -> tuple[str, str]:
    """Both were there, and each tells it in his own words."""
    at, other = chance.choice(banks.RETOLD)
    taken = {banks.INCIDENTS[at]}
    one, two = _reflection(chance, taken), _reflection(chance, taken)
    first, second = (_other_facts(_filled(text, chance), chance) for text in (banks.INCIDENTS[at], other))
    return "".join([one[0], first, *one[-2:]]), "".join([two[0], second, *two[-2:]])


def same_lesson(chance: random.Random) -> tuple[str, str]:
    """Different incidents; the lesson that was discussed together stands in both."""
    taken: set[str] = set()
    one, two = _reflection(chance, taken), _reflection(chance, taken)
    lesson = chance.choice([text for text in banks.LESSONS if text not in taken])
    return "".join([*one[:-1], lesson, one[-1]]), "".join([*two[:-1], lesson, two[-1]])


def same_quotation(chance: random.Random) -> tuple[str, str]:
    """Both quote the same passage of the material, and write of their own work."""
    taken: set[str] = set()
    quoted = "“" + "".join(chance.sample(banks.CLOSINGS, 2)) + "”"
    one, two = _reflection(chance, taken), _reflection(chance, taken)
    return "".join([one[0], quoted, *one[1:]]), "".join([two[0], quoted, *two[1:]])


Maker = Callable[[random.Random], tuple[str, str]]
COPIED: tuple[Maker, ...] = (
    exact, touched_up, shuffled, half, reworded, reworded_and_shuffled, half_reworded, one_sentence,
)  # fmt: skip
HONEST: tuple[Maker, ...] = (
    independent, same_template, long_template, same_lesson, same_quotation, same_event,
)  # fmt: skip


def pairs() -> Iterator[dict[str, object]]:
    """Every labelled pair."""
    chance = random.Random(SEED)
    for copied, makers in ((True, COPIED), (False, HONEST)):
        for maker in makers:
            for _ in range(OF_EACH):
                one, two = maker(chance)
                yield {"kind": maker.__name__, "copied": copied, "one": one, "two": two}


def write() -> int:
    """Write the file; gives how many pairs."""
    lines = [json.dumps(pair, ensure_ascii=False) for pair in pairs()]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


if __name__ == "__main__":
    print(write())
