"""A part of the province, as rooms below `org` need to know it."""

from typing import Protocol, TypeVar

Rows = TypeVar("Rows")


class Scope(Protocol):
    """What a viewer may see. `covers_code` and `narrow_codes` must agree: what one admits, the other lists."""

    def covers_code(self, code: str) -> bool:
        """Whether the place with this region code lies within."""
        ...

    def narrow_codes(self, rows: Rows, field: str) -> Rows:
        """The rows (a queryset) whose region code in ``field`` lies within."""
        ...
