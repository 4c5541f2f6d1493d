"""The schemes of profiles and the policy of signs, read once each."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings

from chizi.learn.rules.profiles import Scheme, read_schemes, scheme_on
from chizi.learn.rules.signs import SignPolicy, policy_of


def _text(name: str) -> str:
    own = Path(settings.DATA) / name
    return own.read_text("utf-8") if own.is_file() else files("chizi.learn").joinpath(name).read_text("utf-8")


@cache
def schemes() -> tuple[Scheme, ...]:
    """What `schemes.toml` says, that of the data folder before ours; oldest first."""
    return read_schemes(tomllib.loads(_text("schemes.toml")))


def schemes_text() -> str:
    """All schemes as their file has them: what a publication carries as its rule."""
    return _text("schemes.toml")


def current_scheme(day: date) -> Scheme:
    """The scheme that counts on a day."""
    return scheme_on(schemes(), day)


@cache
def sign_policy() -> SignPolicy:
    """What `signs.toml` says, that of the data folder before ours."""
    return policy_of(tomllib.loads(_text("signs.toml")))
