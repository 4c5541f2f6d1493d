"""The rule that a publication was counted by, as its file carries it."""

from functools import lru_cache

from chizi.publish.bundle.manifest import CRITERIA
from chizi.publish.queries.versions import FilePart, PublishedView
from chizi.yardstick.criteria import Criteria, parse_criteria
from chizi.yardstick.refusals import YardstickError


def criteria_text(view: PublishedView) -> str:
    """The rule in full; empty for a withdrawn publication."""
    part = view.parts.get(CRITERIA)
    return _text_of(part) if part else ""


def criteria_rows(view: PublishedView) -> Criteria | None:
    """The rule taken apart; None where this version of the product cannot read it any more."""
    text = criteria_text(view)
    return _rows_of(text) if text else None


@lru_cache(maxsize=16)
def _text_of(part: FilePart) -> str:
    with part.open() as file:
        return file.read().decode("utf-8")


@lru_cache(maxsize=16)
def _rows_of(text: str) -> Criteria | None:
    try:
        return parse_criteria(text)
    except YardstickError:
        return None
