"""The words of the command line in the reader's language, without Django.

The sentences are those of the rooms: their compiled catalogues are read as they lie beside the rooms.
"""

import gettext
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from chizi.core.refusals import Refusal
from chizi.core.words import N_
from chizi.yardstick.refusals import YardstickError

CHINESE, ENGLISH = "zh-hans", "en"
PACKAGE = Path(__file__).resolve().parents[2]
CATALOGUE = "zh_Hans/LC_MESSAGES/django.mo"
PLAIN_LOCALES = ("C", "POSIX")

# What the command parser says through gettext; it finds the Chinese in this front's own catalogue.
OF_THE_PARSER = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("Error"),
    N_("[default: {}]"),
    N_("[required]"),
    N_("Missing command."),
    N_("No such command {name!r}."),
)


def choose_language(environ: Mapping[str, str]) -> str:
    """zh-hans or en. CHIZI_LANG decides; else the first of LC_ALL, LC_MESSAGES and LANG that is set.

    A locale that names no language (C, POSIX, nothing at all) means English: scripts and build machines
    run under it and terminals under it often cannot show Chinese.
    """
    named = environ.get("CHIZI_LANG", "").lower()
    if named.startswith(("zh", "en")):
        return CHINESE if named.startswith("zh") else ENGLISH
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "").partition(".")[0]
        if value:
            return CHINESE if value not in PLAIN_LOCALES and value.lower().startswith("zh") else ENGLISH
    return ENGLISH


def language() -> str:
    """The language of this process."""
    return choose_language(os.environ)


def bind_parser_words() -> None:
    """Let the command parser find its own few words; called before it is imported for the first time."""
    if language() == CHINESE:
        os.environ["LANGUAGE"] = "zh_Hans"
        gettext.bindtextdomain("django", str(Path(__file__).parent / "locale"))
        gettext.textdomain("django")


@lru_cache(maxsize=2)
def _catalogue(chosen: str) -> gettext.NullTranslations:
    joined = gettext.NullTranslations()
    if chosen == CHINESE:
        for path in sorted(PACKAGE.glob(f"**/locale/{CATALOGUE}")):
            with path.open("rb") as file:
                found = gettext.GNUTranslations(file)
            found.add_fallback(joined)
            joined = found
    return joined


def translate(text: str, /, **params: Any) -> str:
    """``text`` (an English msgid) in the reader's language, its ``%(name)s`` places filled from ``params``."""
    said = _catalogue(language()).gettext(text) if text else text
    return said % params if params else said


def in_chinese(text: str) -> str:
    """``text`` in Chinese, whatever the reader's language: titles of columns are known in both."""
    return _catalogue(CHINESE).gettext(text)


def sentence(error: Refusal | YardstickError) -> str:
    """What a named error says."""
    return translate(error.text, **error.params) if error.text else str(error)
