"""Every read of matters, each for a viewer."""

from chizi.matters.queries.lists import (
    Filters,
    LedgerPage,
    Line,
    MyMatters,
    ledger,
    my_matters,
    open_matters_of,
)
from chizi.matters.queries.pages import (
    ClockLine,
    File,
    MatterPage,
    NextStep,
    StoryStep,
    digests_in_use,
    evidence_of,
    links_of,
    matter_page,
)
from chizi.matters.queries.ratios import PlaceRatios, ratios, ratios_below
from chizi.matters.queries.seeing import visible_matter, visible_matters

__all__ = [
    "ClockLine",
    "File",
    "Filters",
    "LedgerPage",
    "Line",
    "MatterPage",
    "MyMatters",
    "NextStep",
    "PlaceRatios",
    "StoryStep",
    "digests_in_use",
    "evidence_of",
    "ledger",
    "links_of",
    "matter_page",
    "my_matters",
    "open_matters_of",
    "ratios",
    "ratios_below",
    "visible_matter",
    "visible_matters",
]
