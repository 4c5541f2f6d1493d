"""What a learning item can be about. Pure: no Django, no clock."""

from collections.abc import Iterable

from chizi.learn.rules.outcomes import about_parts

LEARNABLE = ("material", "paper")


def learnable(about: str) -> tuple[str, int] | None:
    """("paper", 5) of "paper:5"; None for anything that is no material and no paper."""
    parts = about_parts(about)
    return parts if parts is not None and parts[0] in LEARNABLE else None


def about_numbers(abouts: Iterable[str]) -> dict[str, list[int]]:
    """The numbers by kind, each once, in their order; what is no material and no paper is left out."""
    found: dict[str, list[int]] = {kind: [] for kind in LEARNABLE}
    for about in dict.fromkeys(abouts):
        if (parts := learnable(about)) is not None:
            found[parts[0]].append(parts[1])
    return found
