"""What a page may offer its viewer. The actions ask again: nothing here protects anything."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chizi.org.abilities import grants_of, may, scope_of
from chizi.org.rules import Ability


@dataclass(frozen=True)
class Offer:
    """Which pages and steps to show: asked once for a page, from the viewer's grants alone."""

    viewer: Any
    now: datetime

    def anywhere(self, ability: Ability) -> bool:
        """Whether the viewer has the ability at some place."""
        return not scope_of(self.viewer, ability, now=self.now).empty

    def everywhere(self, ability: Ability) -> bool:
        """Whether the viewer has the ability for the whole province."""
        return may(self.viewer, ability, now=self.now)

    @property
    def figures(self) -> bool:
        return self.anywhere(Ability.SEE_FIGURES)

    @property
    def runs(self) -> bool:
        """Pages of single runs show the whole province."""
        return self.everywhere(Ability.SEE_FIGURES)

    @property
    def deliveries(self) -> bool:
        return self.anywhere(Ability.SEE_DELIVERIES)

    @property
    def deliver(self) -> bool:
        return self.anywhere(Ability.DELIVER_FACTS)

    @property
    def units(self) -> bool:
        return self.anywhere(Ability.SEE_UNITS)

    @property
    def propose(self) -> bool:
        return self.everywhere(Ability.PROPOSE_PUBLICATION)

    @property
    def approve(self) -> bool:
        return self.everywhere(Ability.APPROVE_PUBLICATION)

    @property
    def publications(self) -> bool:
        return self.everywhere(Ability.SEE_PUBLICATIONS)

    @property
    def journal(self) -> bool:
        return self.anywhere(Ability.SEE_JOURNAL)

    @property
    def grants(self) -> bool:
        return self.anywhere(Ability.SEE_GRANTS)

    @property
    def keeps_people(self) -> bool:
        """An administrator's work: on the first day nothing waits for him, and all of it is there."""
        return self.everywhere(Ability.IMPORT_PEOPLE) or self.everywhere(Ability.GIVE_GRANTS)

    @property
    def any_role(self) -> bool:
        """Whether the viewer holds a role at all today."""
        return bool(grants_of(self.viewer, self.now))
