"""The policy of campaigns: caps, days to answer, colours, gates. Read once."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings

from chizi.plan.rules.milestones import CampaignPolicy, read_policy

FILE = "campaigns.toml"


@cache
def campaign_policy() -> CampaignPolicy:
    """What `campaigns.toml` says: the office's own in the data folder, or the one that comes with the house."""
    own = Path(settings.DATA) / FILE
    text = own.read_text("utf-8") if own.is_file() else files("chizi.plan").joinpath(FILE).read_text("utf-8")
    return read_policy(tomllib.loads(text))
