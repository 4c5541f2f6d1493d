"""Why the demo says no."""

from chizi.core.refusals import Refusal
from chizi.core.words import N_


class NotEmpty(Refusal):
    text = N_(
        "This database already holds data (%(table)s) and is not a demo, so no demo is made here. "
        "Name an empty folder in CHIZI_DATA."
    )


class OfficeStands(Refusal):
    text = N_(
        "A real office was opened here (%(name)s), and no demo is ever made in it. "
        "Name an empty folder in CHIZI_DATA."
    )


class OtherDemo(Refusal):
    text = N_(
        "A demo with %(units)s units and seed %(seed)s stands here already. "
        "For another one, name an empty folder in CHIZI_DATA."
    )


class TooFewUnits(Refusal):
    text = N_("A demo needs at least %(least)s units and at most %(most)s.")


class NoShare(Refusal):
    text = N_("With this seed the shares of 2020 cannot be reached. Choose another seed.")


class BeingBuilt(Refusal):
    text = N_("A demo is just being made here. Wait until it is ready.")
