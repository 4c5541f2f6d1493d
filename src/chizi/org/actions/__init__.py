"""Writes of org, split by noun: divisions, agencies and the register of units, people, grants."""

from chizi.org.actions.agencies import import_agencies
from chizi.org.actions.divisions import import_divisions
from chizi.org.actions.grants import end_grant, give_grant
from chizi.org.actions.people import add_person, appoint_person, import_people, set_password
from chizi.org.actions.register import import_units

__all__ = [
    "add_person",
    "appoint_person",
    "end_grant",
    "give_grant",
    "import_agencies",
    "import_divisions",
    "import_people",
    "import_units",
    "set_password",
]
