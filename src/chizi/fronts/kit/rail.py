"""The left rail (导航栏): at most seven entries, only for what is built and what the viewer may do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from chizi.fronts.kit import tabs

MOST = 7


def anybody(_viewer: Any) -> bool:
    """The entry is open to whoever is signed in, or its tabs decide."""
    return True


@dataclass(frozen=True)
class RailEntry:
    """One entry: ``label`` a lazily translated word, ``url_name`` a page without arguments, ``order`` its place.

    ``may`` answers for a viewer (``request.user``) whether the page is open to him; it is asked on every page, so
    it must not read more than the viewer's grants. ``section`` is what a page sets as ``rail_section`` to mark
    itself as the current one; by default the part of the URL name before the colon. Where fronts have put
    `tabs` into the section, the entry leads to the first of them that is open, and is left out if none is.
    """

    label: Any
    url_name: str
    order: int
    may: Callable[[Any], bool] = anybody
    section: str = ""

    @property
    def mark(self) -> str:
        return self.section or self.url_name.partition(":")[0]

    def href_for(self, viewer: Any) -> str:
        """Where the entry leads for this viewer; empty where nothing of it is open or mounted."""
        if not self.may(viewer):
            return ""
        if tabs.has_tabs(self.mark):
            return tabs.first_open(self.mark, viewer)
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return ""


@dataclass(frozen=True)
class RailLink:
    """An entry as the template draws it."""

    label: Any
    href: str
    mark: str


_entries: dict[str, RailEntry] = {}


class RailFull(RuntimeError):
    """An eighth entry was registered: a programmer's fault, found when the process starts."""


def register(*entries: RailEntry) -> None:
    """Put entries into the rail; called by a front's `AppConfig.ready`. A section's entry counts once."""
    for entry in entries:
        _entries[entry.mark] = entry
    if len(_entries) > MOST:
        raise RailFull(f"the rail holds at most {MOST} entries")


def links_for(viewer: Any) -> list[RailLink]:
    """The entries open to the viewer, in order; an entry whose page is not mounted is left out."""
    found = []
    for entry in sorted(_entries.values(), key=lambda one: one.order):
        href = entry.href_for(viewer)
        if href:
            found.append(RailLink(entry.label, href, entry.mark))
    return found
