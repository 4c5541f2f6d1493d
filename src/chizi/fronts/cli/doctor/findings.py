"""What a check answers."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from chizi.fronts.cli.words import translate


class State(StrEnum):
    """good; look: works, but deserves a look; wrong: must be put right."""

    GOOD = "good"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """One answer: ``check`` is a stable name for scripts, ``text`` an English msgid with places, ``advice`` another
    one that says what to do."""

    check: str
    state: State
    text: str
    params: dict[str, Any] = field(default_factory=dict)
    advice: str = ""

    @property
    def sentence(self) -> str:
        return translate(self.text, **self.params)

    @property
    def what_to_do(self) -> str:
        return translate(self.advice, **self.params) if self.advice else ""

    def as_dict(self) -> dict[str, str]:
        return {
            "check": self.check,
            "state": self.state.value,
            "sentence": self.sentence,
            "advice": self.what_to_do,
        }


def good(check: str, text: str, **params: Any) -> Finding:
    return Finding(check, State.GOOD, text, params)


def look(check: str, text: str, advice: str, **params: Any) -> Finding:
    return Finding(check, State.LOOK, text, params, advice)


def wrong(check: str, text: str, advice: str, **params: Any) -> Finding:
    return Finding(check, State.WRONG, text, params, advice)
