"""The questions that boards answer."""

from django.utils.translation import gettext

from chizi.core.words import N_
from chizi.fronts.kit.formats import period_text

QUESTIONS: dict[str, str] = {
    "three_zero": N_("How many villages and workplaces of %(region)s kept all three zeros in %(period)s?"),
    "petition": N_("How many villages and workplaces of %(region)s kept zero petitions in %(period)s?"),
    "accident": N_("How many villages and workplaces of %(region)s kept zero accidents in %(period)s?"),
    "case": N_("How many villages and workplaces of %(region)s kept zero cases in %(period)s?"),
}


def question(zero: str, region: str, period: str) -> str:
    """The question that a board answers; its title."""
    return gettext(QUESTIONS[zero]) % {"region": region, "period": period_text(period)}
