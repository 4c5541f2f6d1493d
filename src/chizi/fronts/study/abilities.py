"""What study may offer its viewer. The actions ask again: nothing here protects anything."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chizi.org.abilities import scope_of
from chizi.org.rules import Ability


@dataclass(frozen=True)
class Offer:
    """Which pages and steps to show: asked from the viewer's grants alone."""

    viewer: Any
    now: datetime

    @property
    def learn(self) -> bool:
        return self._has(Ability.LEARN)

    @property
    def see(self) -> bool:
        """Whether learning is open to him at all: his own, or that of others."""
        return self.learn or self._has(Ability.SEE_LEARNING)

    @property
    def papers(self) -> bool:
        """Whether he may look at papers in any state."""
        return self._has(Ability.SEE_LEARNING) or self.manage

    @property
    def manage(self) -> bool:
        """Whether he manages learning at some place."""
        return self._has(Ability.MANAGE_LEARNING)

    @property
    def judge(self) -> bool:
        """Whether he may judge what others wrote about their work."""
        return self._has(Ability.CONFIRM_LEARNING)

    def _has(self, ability: Ability) -> bool:
        return not scope_of(self.viewer, ability, now=self.now).empty
