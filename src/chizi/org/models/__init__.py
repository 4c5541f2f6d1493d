"""Tables of org, split by noun."""

from chizi.org.models.parties import Invitation, Office, Party, Tie
from chizi.org.models.people import Grant, Person, Post
from chizi.org.models.places import Agency, Region, Unit

__all__ = ["Agency", "Grant", "Invitation", "Office", "Party", "Person", "Post", "Region", "Tie", "Unit"]
