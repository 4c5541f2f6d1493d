"""The policy of mastery, read once."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings

from chizi.learn.rules.mastery import MasteryPolicy

FILE = "mastery.toml"


@cache
def mastery_policy() -> MasteryPolicy:
    """What `mastery.toml` says, that of the data folder before ours. A fault in it stops the first answer, loudly."""
    own = Path(settings.DATA) / FILE
    text = own.read_text("utf-8") if own.is_file() else files("chizi.learn").joinpath(FILE).read_text("utf-8")
    said = tomllib.loads(text)["mastery"]
    policy = MasteryPolicy(
        answers=int(said["answers"]),
        percent=int(said["percent"]),
        questions=int(said["questions"]),
        source=str(said["source"]),
    )
    if not (1 <= policy.questions <= policy.answers <= 50 and 1 <= policy.percent <= 100):
        raise ValueError(f"{FILE}: answers, percent or questions cannot be kept")
    return policy
