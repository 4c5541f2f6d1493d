"""Classes of a map: at most six equal steps with round bounds, from the lowest rate to the highest."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

MOST = 6
STEPS = (10, 20, 50, 100, 200, 500, 1000, 2000)  # hundredths of a point: 0.1 to 20


@dataclass(frozen=True)
class Scale:
    """``low`` and ``step`` in hundredths of a per cent; ``size`` classes, each [low, low + step), the last closed."""

    low: int
    step: int
    size: int

    def place(self, rate: Fraction | None) -> int:
        """The class of a rate, drawn as --scale-N; -1 for none."""
        if rate is None or not self.size:
            return -1
        found = (rate * 10_000 - self.low) // self.step
        shade = min(max(int(found), 0), self.size - 1)
        return shade if self.size == MOST else round(shade * (MOST - 1) / max(self.size - 1, 1))

    @property
    def classes(self) -> list[tuple[int, str, str]]:
        """(shade, lower bound, upper bound) of each class, low to high, for the legend.

        The first has no lower bound: whatever lies below it is drawn in the same shade (`place`).
        """
        found = []
        for number in range(self.size):
            low = self.low + number * self.step
            shade = number if self.size == MOST else round(number * (MOST - 1) / max(self.size - 1, 1))
            found.append((shade, _text(low) if number else "", _text(min(low + self.step, 10_000))))
        return found


def _text(hundredths: int) -> str:
    whole, part = divmod(hundredths, 100)
    return f"{whole}" if not part else f"{whole}.{part:02d}".rstrip("0")


def scale_for(rates: Sequence[Fraction | None]) -> Scale:
    """The finest round scale that covers the rates in at most six classes; no classes without a rate."""
    known = [rate * 10_000 for rate in rates if rate is not None]
    if not known:
        return Scale(0, STEPS[-1], 0)
    low, high = min(known), max(known)
    for step in STEPS:
        start = int(low // step) * step
        size = max(1, -int((start - high) // step))
        if size <= MOST:
            return Scale(start, step, size)
    return Scale(0, STEPS[-1], 5)
