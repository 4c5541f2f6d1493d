"""Both languages are complete: every English sentence of ours has its Chinese one, with the same places."""

import re
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.reading import PACKAGE, shown, sources

KEYWORDS = {
    "N_": None,
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def _messages(path: Path) -> set[tuple[str, str]]:
    """(context, msgid) of every marked sentence of a source file or template."""
    text = path.read_text("utf-8")
    code = templatize(text, origin=str(path)) if path.suffix in {".html", ".txt"} else text
    found = extract_python(BytesIO(code.encode()), KEYWORDS, [], {"encoding": "utf-8"})
    messages: set[tuple[str, str]] = set()
    for _, function, arguments, _ in found:
        given = arguments if isinstance(arguments, tuple) else (arguments,)
        words = [str(one) for one in given if one]
        if not words:
            continue
        context = words.pop(0) if function.startswith("pgettext") else ""
        messages.add((context, words[0]))
    return messages


def _catalogues() -> dict[Path, Catalog]:
    found = {}
    for path in sorted(PACKAGE.rglob("locale/zh_Hans/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            found[path] = read_po(file, locale="zh_Hans", abort_invalid=True)
    return found


def _translated() -> set[tuple[str, str]]:
    found = set()
    for catalogue in _catalogues().values():
        for message in catalogue:
            words = message.string if isinstance(message.string, tuple) else (message.string,)
            msgid = message.id[0] if isinstance(message.id, tuple) else message.id
            if msgid and not message.fuzzy and all(words):
                found.add((message.context or "", str(msgid)))
    return found


def test_every_sentence_has_a_chinese_one():
    translated = _translated()
    missing = [
        f"{shown(path)}: {msgid!r}"
        for path in sources(".py", ".html", ".txt", under=("src",))
        if "tests" not in path.parts
        for context, msgid in sorted(_messages(path))
        if (context, msgid) not in translated
    ]
    assert missing == []


def test_translations_keep_the_places_of_the_sentence():
    wrong = []
    for path, catalogue in _catalogues().items():
        for message in catalogue:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            wanted = set(PLACE.findall(ids[-1]))
            wrong += [
                f"{shown(path)}: {ids[0]!r}" for one in strings if one and set(PLACE.findall(one)) != wanted
            ]
    assert wrong == []


def test_no_sentence_is_translated_in_two_ways():
    """Django merges the catalogues of all rooms: the same msgid must read the same everywhere."""
    seen: dict[tuple[str, str], str] = {}
    wrong = []
    for path, catalogue in _catalogues().items():
        for message in catalogue:
            if not message.id or not message.string:
                continue
            key = (message.context or "", str(message.id))
            if seen.setdefault(key, str(message.string)) != str(message.string):
                wrong.append(f"{shown(path)}: {message.id!r} -> {message.string!r}, elsewhere {seen[key]!r}")
    assert wrong == []
