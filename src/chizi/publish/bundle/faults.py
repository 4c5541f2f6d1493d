"""One thing that is wrong with a publication file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fault:
    """What is wrong and where.

    ``code`` is stable, for scripts; ``text`` an English msgid with ``%(name)s`` places; ``member`` the file
    in the container it is in or beside; ``offset`` the byte of the publication file; ``row`` counts data rows
    from 1.
    """

    code: str
    text: str
    member: str = ""
    offset: int | None = None
    params: Mapping[str, Any] = field(default_factory=dict, compare=False)
    row: int | None = None

    @property
    def places(self) -> dict[str, Any]:
        """All that fills the places of ``text``, for whoever translates it."""
        return {"member": self.member or "-", "offset": self.offset, "row": self.row, **self.params}

    @property
    def sentence(self) -> str:
        """The fault in English."""
        return self.text % self.places

    def as_dict(self) -> dict[str, Any]:
        """For `--json`: keys without a value are left out."""
        known = {"code": self.code, "member": self.member, "offset": self.offset, "row": self.row}
        return {key: value for key, value in known.items() if value not in (None, "")} | {
            "text": self.sentence
        }
