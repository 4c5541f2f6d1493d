"""A draw that anybody can repeat: by a seed whose hash was shown before. Pure: no Django, no clock.

Members of the frame are put into the order of SHA-256(seed, member), and the first n are drawn. Whoever knows the
frame and the seed gets the same sample; whoever only knows the seed's hash cannot foresee it.
"""

import hashlib
from collections.abc import Iterable, Sequence


def seed_hash(seed: str) -> str:
    """What is shown before the draw."""
    return hashlib.sha256(seed.encode()).hexdigest()


def frame_digest(frame: Iterable[str]) -> str:
    """The SHA-256 of the members of a frame, in order, one a line."""
    return hashlib.sha256("\n".join(sorted(frame)).encode()).hexdigest()


def drawn(seed: str, frame: Iterable[str], size: int) -> tuple[str, ...]:
    """The sample of ``size`` different members, in the order of the draw; all of a frame that has fewer."""
    members = sorted(set(frame))
    return tuple(sorted(members, key=lambda one: _place(seed, one))[: max(size, 0)])


def shuffled(salt: str, members: Sequence[str]) -> list[int]:
    """Indices of the members in an order that says nothing about how they came."""
    return sorted(range(len(members)), key=lambda at: (_place(salt, members[at]), at))


def _place(seed: str, member: str) -> bytes:
    return hashlib.sha256(f"{seed}\n{member}".encode()).digest()
