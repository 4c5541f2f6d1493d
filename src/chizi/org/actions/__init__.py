"""Writes of org, split by noun: the first day, divisions, agencies and the register, parties and kinship, people,
slips, leaving, grants."""

from chizi.org.actions.agencies import import_agencies
from chizi.org.actions.divisions import import_divisions
from chizi.org.actions.founding import FirstAdministrator, FirstAgency, FoundedOffice, found_office
from chizi.org.actions.grants import change_grant, end_grant, give_grant
from chizi.org.actions.invitations import (
    accept_invitation,
    ask_reset,
    invite_people,
    invite_person,
    release_reset,
    withdraw_invitation,
)
from chizi.org.actions.leaving import Left, leave_person, return_person
from chizi.org.actions.parties import close_party, register_party, rename_party
from chizi.org.actions.people import add_person, appoint_person, set_password, share_password
from chizi.org.actions.register import import_units
from chizi.org.actions.rolls import import_grants
from chizi.org.actions.rosters import import_people
from chizi.org.actions.ties import declare_tie, end_tie
from chizi.org.slips import Slip

__all__ = [
    "FirstAdministrator",
    "FirstAgency",
    "FoundedOffice",
    "Left",
    "Slip",
    "accept_invitation",
    "add_person",
    "appoint_person",
    "ask_reset",
    "change_grant",
    "close_party",
    "declare_tie",
    "end_grant",
    "end_tie",
    "found_office",
    "give_grant",
    "import_agencies",
    "import_divisions",
    "import_grants",
    "import_people",
    "import_units",
    "invite_people",
    "invite_person",
    "leave_person",
    "register_party",
    "release_reset",
    "rename_party",
    "return_person",
    "set_password",
    "share_password",
    "withdraw_invitation",
]
