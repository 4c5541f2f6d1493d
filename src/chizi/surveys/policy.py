"""The policy file of this room, read once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from chizi.surveys.rules.signs import SignPolicy


@dataclass(frozen=True)
class SurveyPolicy:
    """What `surveys.toml` says: from how many answers on results are shown, how many are asked at most, tripwires."""

    least_answers: int
    most: int
    most_slips: int
    signs: SignPolicy


@cache
def policy() -> SurveyPolicy:
    """A fault in the file stops the first survey, not silently half a rule."""
    said = tomllib.loads(files("chizi.surveys").joinpath("surveys.toml").read_text("utf-8"))
    signs = {name: value for name, value in said["signs"].items() if name != "source"}
    return SurveyPolicy(
        least_answers=int(said["results"]["least_answers"]),
        most=int(said["sample"]["most"]),
        most_slips=int(said["sample"]["most_slips"]),
        signs=SignPolicy(**signs),
    )
