"""Words of the public pages for codes in publication files."""

from django.utils.translation import gettext

from chizi.core.words import N_
from chizi.fronts.kit.formats import period_text

QUESTIONS: dict[str, str] = {
    "three_zero": N_("%(region)s, %(period)s: how many villages and workplaces kept all three zeros?"),
    "petition": N_("%(region)s, %(period)s: how many villages and workplaces kept zero petitions?"),
    "accident": N_("%(region)s, %(period)s: how many villages and workplaces kept zero accidents?"),
    "case": N_("%(region)s, %(period)s: how many villages and workplaces kept zero cases?"),
}
CLOCKS: dict[str, str] = {
    "due_at": N_("It counts in the month in which the time ran out."),
    "occurred_at": N_("It counts in the month in which it happened."),
    "reported_at": N_("It counts in the month in which it was reported."),
}
AGREEMENT: dict[str, str] = {
    "1": N_("not at all"),
    "2": N_("rather not"),
    "3": N_("partly"),
    "4": N_("mostly"),
    "5": N_("fully"),
}


def question(zero: str, region: str, period: str) -> str:
    """What the headline answers."""
    return gettext(QUESTIONS[zero]) % {"region": region, "period": period_text(period)}
