"""The built styles and scripts, found by their source path through Vite's manifests.

The names carry Vite's own hash, so the storage's second hash is left out: a script that imports another must meet
it under one address only.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

BUILT = Path(__file__).parent / "static" / "client"
MANIFESTS = ("desk.json", "floor.json", "terminal.json")
SOURCES = "src/chizi/fronts/"


class NotBuilt(RuntimeError):
    """The client was not built, or a page asks for an entry that no build has."""


@lru_cache(maxsize=2)
def _manifest(stamps: tuple[float, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in MANIFESTS:
        found.update(json.loads((BUILT / name).read_text("utf-8")))
    return found


def manifest() -> dict[str, Any]:
    """Both manifests as one; read again when a build has changed them. Raises NotBuilt."""
    try:
        return _manifest(tuple((BUILT / name).stat().st_mtime for name in MANIFESTS))
    except FileNotFoundError as error:
        raise NotBuilt("styles and scripts are not built: run `make client`") from error


def _address(file: str) -> str:
    return f"{settings.STATIC_URL}client/{file}"


def _reach(known: dict[str, Any], key: str, seen: list[str]) -> list[str]:
    """The entry and all it imports, imports first, each once."""
    for other in known[key].get("imports", ()):
        if other not in seen:
            _reach(known, other, seen)
    if key not in seen:
        seen.append(key)
    return seen


@lru_cache(maxsize=32)
def _tags(entry: str, stamps: tuple[float, ...], prefix: str) -> SafeString:
    known = _manifest(stamps)
    key = SOURCES + entry
    if key not in known:
        raise NotBuilt(f"no build has {key}: run `make client`")
    chunks = _reach(known, key, [])
    file = known[key]["file"]
    styles = dict.fromkeys(css for chunk in chunks for css in known[chunk].get("css", ()))
    if file.endswith(".css"):
        styles[file] = None
    links = format_html_join("", '<link rel="stylesheet" href="{}">', ((_address(css),) for css in styles))
    if file.endswith(".css"):
        return links
    ahead = ((_address(known[chunk]["file"]),) for chunk in chunks[:-1])
    preloads = format_html_join("", '<link rel="modulepreload" href="{}">', ahead)
    return format_html('{}{}<script type="module" src="{}"></script>', links, preloads, _address(file))


def tags_for(entry: str) -> SafeString:
    """The tags that load an entry such as ``kit/client/desk.ts``. Raises NotBuilt."""
    manifest()
    return _tags(entry, tuple((BUILT / name).stat().st_mtime for name in MANIFESTS), settings.STATIC_URL)
