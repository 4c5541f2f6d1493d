"""Tables of matters."""

from chizi.matters.models.matters import Link, Matter, Numbering
from chizi.matters.models.steps import Evidence, Step

__all__ = ["Evidence", "Link", "Matter", "Numbering", "Step"]
