"""The policy of papers, read once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class PapersPolicy:
    """What `papers.toml` says, each number with its source there."""

    shortest_window: int
    pass_share: int
    attempts: int
    most_questions: int
    most_items: int


@cache
def papers_policy() -> PapersPolicy:
    """What `papers.toml` says. Raises TypeError for a number that is missing or unknown."""
    said = tomllib.loads(files("chizi.learn").joinpath("papers.toml").read_text("utf-8"))
    return PapersPolicy(**{name: int(value) for name, value in said.items()})
