"""What the office may offer its viewer. The actions ask again: nothing here protects anything."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chizi.org.abilities import may, scope_of, sight_of
from chizi.org.rules import Ability


@dataclass(frozen=True)
class Offer:
    """Which pages and steps to show: asked from the viewer's grants alone."""

    viewer: Any
    now: datetime

    def _anywhere(self, ability: Ability) -> bool:
        return not scope_of(self.viewer, ability, now=self.now).empty

    @property
    def people(self) -> bool:
        """The list of people, and each one's page."""
        return self._anywhere(Ability.SEE_PEOPLE)

    @property
    def keep(self) -> bool:
        """Registering, importing, inviting, taking off: the system administrator's work."""
        return may(self.viewer, Ability.IMPORT_PEOPLE, now=self.now)

    @property
    def release(self) -> bool:
        return self._anywhere(Ability.RELEASE_RESET)

    @property
    def resets(self) -> bool:
        """The queue of slips and resets."""
        return self.keep or self.release

    @property
    def grants(self) -> bool:
        return self._anywhere(Ability.SEE_GRANTS)

    @property
    def give(self) -> bool:
        return self._anywhere(Ability.GIVE_GRANTS)

    @property
    def parties(self) -> bool:
        """Names of bodies, for whoever may look at anything at all."""
        return not sight_of(self.viewer, now=self.now).empty

    @property
    def register(self) -> bool:
        return may(self.viewer, Ability.IMPORT_REGISTER, now=self.now)

    @property
    def work(self) -> bool:
        """Open work of others: for whoever sees the plan, the ledger or the bodies anywhere."""
        return any(self._anywhere(one) for one in (Ability.SEE_PLAN, Ability.SEE_MATTERS, Ability.SEE_BODIES))

    @property
    def journal(self) -> bool:
        return self._anywhere(Ability.SEE_JOURNAL)
