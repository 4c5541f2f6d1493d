"""What a board says instead of a figure."""

from chizi.core.refusals import Forbidden
from chizi.core.words import N_


class NoPlace(Forbidden):
    """Somebody signed in, but no grant lets him see figures anywhere."""

    text = N_(
        "No grant lets you see figures yet. Ask your office for one; it names a role, a place and the dates."
    )
