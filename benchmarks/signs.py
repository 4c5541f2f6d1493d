"""Signs of going through the motions: precision and recall on the labelled set, and what a night costs.

`python -m benchmarks.signs` writes benchmarks/results/signs.md.
"""

import json
import platform
import random
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chizi.learn.rules.signs import SignPolicy, candidates, is_copy, own_words, policy_of, signature
from chizi.learn.tests.labelled import banks
from chizi.learn.tests.labelled.making import FILE

RESULT = Path(__file__).with_name("results") / "signs.md"
POLICY = Path(__file__).parents[1] / "src" / "chizi" / "learn" / "signs.toml"
TEXTS, FRESH = 100_000, 1_000


@dataclass(frozen=True)
class Judged:
    """One pair: its kind, its label, whether it was a candidate and whether it was raised."""

    kind: str
    copied: bool
    candidate: bool
    raised: bool


def judged(row: dict[str, Any], policy: SignPolicy) -> Judged:
    """What the look makes of a pair."""
    one, two = (own_words(row[side], stock=policy.stock) for side in ("one", "two"))
    found = bool(candidates([signature(one), signature(two)], frozenset({0})))
    return Judged(row["kind"], row["copied"], found, found and is_copy(one, two, policy) is not None)


def precision_and_recall(rows: Sequence[Judged]) -> tuple[float, float]:
    """Of what was raised how much is copied, and of what is copied how much was raised."""
    right = sum(one.raised and one.copied for one in rows)
    return right / max(sum(one.raised for one in rows), 1), right / sum(one.copied for one in rows)


def night(policy: SignPolicy) -> tuple[float, float, int, int]:
    """(seconds for the marks of all texts, seconds for one night's search, candidates, raised): 1,000 new among
    100,000, of which 50 are copies."""
    chance = random.Random(7)
    signs = "".join(
        sorted({sign for bank in (banks.INCIDENTS, banks.PLANS) for text in bank for sign in text})
    )

    def told() -> str:
        parts = [
            chance.choice(banks.LESSONS),
            "".join(chance.choices(signs, k=90)),
            chance.choice(banks.PLANS),
        ]
        return "".join(parts)

    texts = [told() for _ in range(TEXTS)]
    for at in range(50):
        texts[-1 - at] = texts[at * 7].replace("的", "了")
    began = time.process_time()
    own = [own_words(text, stock=policy.stock) for text in texts]
    marks = [signature(text) for text in own]
    marked = time.process_time()
    pairs = candidates(marks, frozenset(range(TEXTS - FRESH, TEXTS)))
    raised = sum(is_copy(own[one], own[two], policy) is not None for one, two in pairs)
    return marked - began, time.process_time() - marked, len(pairs), raised


def main() -> None:
    """Measure and write the page."""
    policy = policy_of(tomllib.loads(POLICY.read_text("utf-8")))
    rows = [judged(json.loads(line), policy) for line in FILE.read_text("utf-8").splitlines()]
    chosen, measured = rows[0::2], rows[1::2]
    lines = [
        "# Signs of going through the motions",
        "",
        f"{len(rows)} labelled pairs (src/chizi/learn/tests/labelled); Python {platform.python_version()}, "
        f"{datetime.now(UTC).date()}. `python -m benchmarks.signs` makes this page.",
        f"Numbers of signs.toml: alike {policy.alike}, shared {policy.shared}; chosen on every other pair, measured on "
        "the rest.",
        "",
        "| half | precision | recall |",
        "|---|---:|---:|",
    ]
    for name, half in (("chosen on", chosen), ("measured on", measured)):
        precision, recall = precision_and_recall(half)
        lines.append(f"| {name} | {precision:.3f} | {recall:.3f} |")
    lines += ["", "| kind | label | pairs | candidates | raised |", "|---|---|---:|---:|---:|"]
    for kind in dict.fromkeys(one.kind for one in rows):
        of_kind = [one for one in rows if one.kind == kind]
        label = "copied" if of_kind[0].copied else "honest"
        found, raised = sum(one.candidate for one in of_kind), sum(one.raised for one in of_kind)
        lines.append(f"| {kind} | {label} | {len(of_kind)} | {found} | {raised} |")
    marking, searching, pairs, raised = night(policy)
    lines += [
        "",
        f"A night: {FRESH:,} new texts among {TEXTS:,}, 50 of them copied: {searching:.1f} s of CPU to search "
        f"({pairs:,} candidates, {raised} raised); marks are made once, {marking / TEXTS * 1e6:.0f} µs a text.",
        "",
        "The texts are made up, so the figures say how the measure behaves and not how people write; what is rewritten "
        "entirely is not found (labelled/SOURCE.md).",
    ]
    RESULT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
