"""Whether a whole page is open to its viewer. The actions ask again: nothing here protects anything."""

from chizi.core.refusals import Forbidden
from chizi.core.words import N_


class NotForYou(Forbidden):
    """A page whose whole subject lies outside the viewer's roles."""

    text = N_(
        "No role of yours opens this page. Ask the security administrator for one if your work needs it."
    )


def insist(allowed: bool) -> None:
    """Raise NotForYou unless the page is open to the viewer."""
    if not allowed:
        raise NotForYou
