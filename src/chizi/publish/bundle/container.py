"""The container of a publication file: a ZIP archive that can be written in one way only.

Members are stored, not compressed, in a fixed order, with a fixed date and nothing optional. So every byte
is either content or can be computed from it, and a reader can say where a byte was changed. The reader here
trusts no length: it walks from the front and compares with what the writer would have written.
"""

import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from chizi.core.words import N_
from chizi.publish.bundle.faults import Fault

MAX_MEMBERS = 64
NAME = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")

LOCAL_MARK, DIRECTORY_MARK, END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
LOCAL = struct.Struct("<4s5H3L2H")
DIRECTORY = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
VERSION, FLAGS, STORED, TIME, DATE = 20, 0, 0, 0, 0x21  # 2.0, no flags, stored, 1980-01-01 00:00

BENT = N_("The container around member %(member)s was changed at byte %(offset)s.")
TRUNCATED = N_("The file ends too early, at byte %(offset)s, in or after member %(member)s.")
APPENDED = N_("%(bytes)s bytes were added at the end, from byte %(offset)s on.")
TWICE = N_("Member %(member)s stands in the file twice, again at byte %(offset)s.")
BAD_NAME = N_("A member after %(member)s has a name that no publication file uses, at byte %(offset)s.")
NOT_STORED = N_("Member %(member)s is packed in a way that no publication file uses, at byte %(offset)s.")
TOO_MANY = N_("The file has more than %(limit)s members; reading stopped after %(member)s.")


@dataclass(frozen=True)
class Member:
    """One file in the container, with the offset of its content when it was read from one."""

    name: str
    data: bytes
    offset: int = 0


@dataclass(frozen=True)
class Reading:
    """What a container holds, as far as it could be read, and everything that is not as written.

    ``suspects`` are the members whose content does not fit the check sum that the container states. Only when
    ``complete`` was the way not lost before the directory.
    """

    members: tuple[Member, ...]
    faults: tuple[Fault, ...]
    suspects: frozenset[str]
    complete: bool


def build(members: Sequence[Member]) -> bytes:
    """The container over the members in their order. Raises ValueError for a name that is not plain."""
    parts: list[bytes] = []
    for member in members:
        name = member.name.encode("ascii")
        if not NAME.match(name):
            raise ValueError(member.name)
        parts += [_local(name, zlib.crc32(member.data), len(member.data)), member.data]
    stated = [(member.name.encode("ascii"), zlib.crc32(member.data), len(member.data)) for member in members]
    return b"".join([*parts, *(entry for _, entry in _tail(stated))])


def _local(name: bytes, crc: int, size: int) -> bytes:
    return LOCAL.pack(LOCAL_MARK, VERSION, FLAGS, STORED, TIME, DATE, crc, size, size, len(name), 0) + name


def _tail(stated: Sequence[tuple[bytes, int, int]]) -> list[tuple[str, bytes]]:
    """The directory and the end record of members (name, check sum, size), each with its owner."""
    parts: list[tuple[str, bytes]] = []
    offset = 0
    for name, crc, size in stated:
        head = (DIRECTORY_MARK, VERSION, VERSION, FLAGS, STORED, TIME, DATE, crc, size, size)
        parts.append((name.decode("ascii"), DIRECTORY.pack(*head, len(name), 0, 0, 0, 0, 0, offset) + name))
        offset += LOCAL.size + len(name) + size
    length = sum(len(entry) for _, entry in parts)
    end = END.pack(END_MARK, 0, 0, len(stated), len(stated), length, offset, 0)
    return [*parts, ("", end)]


def read(data: bytes) -> Reading:
    """Take a container apart. Never raises: what cannot be read is a fault with its place."""
    walk = _Walk(data)
    while walk.at_member() and walk.take_member():
        pass
    if not walk.lost:
        walk.compare_tail()
    return Reading(tuple(walk.members), tuple(walk.faults), frozenset(walk.suspects), not walk.lost)


class _Walk:
    """One pass over a container from its front."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0
        self.members: list[Member] = []
        self.stated: list[tuple[bytes, int, int]] = []
        self.faults: list[Fault] = []
        self.suspects: set[str] = set()
        self.lost = False

    @property
    def near(self) -> str:
        return self.members[-1].name if self.members else ""

    def at_member(self) -> bool:
        return self.data[self.position : self.position + 4] == LOCAL_MARK

    def lose(self, fault: Fault) -> bool:
        """Note a fault after which lengths mean nothing."""
        self.faults.append(fault)
        self.lost = True
        return False

    def take_member(self) -> bool:
        """Read the member at the position; False when the way is lost."""
        start, data = self.position, self.data
        if len(self.members) == MAX_MEMBERS:
            return self.lose(Fault("container", TOO_MANY, self.near, start, {"limit": MAX_MEMBERS}))
        if len(data) < start + LOCAL.size:
            return self.lose(_truncated(self.near, len(data)))
        head = LOCAL.unpack_from(data, start)
        crc, packed, size, name_length, extra_length = head[6:]
        name_end = start + LOCAL.size + name_length
        raw = data[start + LOCAL.size : name_end]
        if len(raw) < name_length and not _has_end(data):
            return self.lose(_truncated(self.near, len(data)))
        if not NAME.match(raw):
            return self.lose(Fault("container", BAD_NAME, self.near, start + LOCAL.size))
        name = raw.decode("ascii")
        content_end = name_end + size
        wrong = _first_difference(data[start:name_end], _local(raw, crc, size))
        if wrong is not None:
            self.faults.append(Fault("container", BENT, name, start + wrong))
        if packed != size or extra_length or head[3] != STORED:
            return self.lose(Fault("container", NOT_STORED, name, start))
        if content_end > len(data):
            if _has_end(data):
                return self.lose(Fault("container", BENT, name, start))
            return self.lose(_truncated(name, len(data)))
        content = data[name_end:content_end]
        if any(member.name == name for member in self.members):
            self.faults.append(Fault("container", TWICE, name, start))
        if zlib.crc32(content) != crc:
            self.suspects.add(name)
        self.members.append(Member(name, content, name_end))
        self.stated.append((raw, crc, size))
        self.position = content_end
        return True

    def compare_tail(self) -> None:
        """Compare everything behind the last member with the directory that belongs to the members."""
        rest, expected = self.data[self.position :], _tail(self.stated)
        whole = b"".join(entry for _, entry in expected)
        wrong = _first_difference(rest, whole)
        if wrong is None:
            return
        offset = self.position + wrong
        if wrong == len(rest):
            self.faults.append(_truncated(self.near, offset))
        elif wrong == len(whole):
            self.faults.append(Fault("container", APPENDED, self.near, offset, {"bytes": len(rest) - wrong}))
        elif wrong < 4:
            self.faults.append(Fault("container", BENT, self.near, offset))
        else:
            self.faults.append(Fault("container", BENT, _owner(expected, wrong) or self.near, offset))


def _owner(parts: Sequence[tuple[str, bytes]], wrong: int) -> str:
    for owner, entry in parts:
        if wrong < len(entry):
            return owner
        wrong -= len(entry)
    return ""


def _truncated(near: str, offset: int) -> Fault:
    return Fault("truncated", TRUNCATED, near, offset)


def _has_end(data: bytes) -> bool:
    """Whether the file closes as a whole container does, so that a wrong length is not a missing end."""
    return data[-END.size : -END.size + 4] == END_MARK


def _first_difference(found: bytes, expected: bytes) -> int | None:
    """Where two byte strings part, or None when they are equal."""
    if found == expected:
        return None
    shorter = min(len(found), len(expected))
    return next((at for at in range(shorter) if found[at] != expected[at]), shorter)
