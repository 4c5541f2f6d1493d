"""Tables of org, split by noun."""

from chizi.org.models.people import Grant, Person, Post
from chizi.org.models.places import Agency, Region, Unit

__all__ = ["Agency", "Grant", "Person", "Post", "Region", "Unit"]
