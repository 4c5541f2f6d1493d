"""What guidance may offer its viewer. The actions ask again: nothing here protects anything."""

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
    def see(self) -> bool:
        return not scope_of(self.viewer, Ability.SEE_BODIES, now=self.now).empty

    @property
    def manage(self) -> bool:
        """Whether the viewer manages bodies at some place."""
        return not scope_of(self.viewer, Ability.MANAGE_BODIES, now=self.now).empty
