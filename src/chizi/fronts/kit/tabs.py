"""Tabs (标签页): the pages that share one entry of the rail; each front adds its own to a section."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Tab:
    """One page of a section: ``label`` a lazily translated word, ``url_name`` a page without arguments.

    ``may`` answers for a viewer (``request.user``) whether the page is open to him; it is asked on every page,
    so it must not read more than the viewer's grants. A page marks itself by setting ``tab`` to the URL name or
    to its part after the colon.
    """

    label: Any
    url_name: str
    order: int
    may: Callable[[Any], bool]

    @property
    def mark(self) -> str:
        return self.url_name.rpartition(":")[2]


@dataclass(frozen=True)
class TabLink:
    """A tab as the template draws it."""

    label: Any
    href: str
    mark: str
    name: str

    def is_at(self, tab: str) -> bool:
        """Whether a page that calls itself ``tab`` is this one."""
        return tab in (self.mark, self.name)


_tabs: dict[str, dict[str, Tab]] = {}


def register(section: str, *tabs: Tab) -> None:
    """Put tabs into a section of the rail; called by a front's `AppConfig.ready`. The same one twice counts once."""
    of_section = _tabs.setdefault(section, {})
    for tab in tabs:
        of_section[tab.url_name] = tab


def open_tabs(section: str, viewer: Any) -> list[TabLink]:
    """The tabs of a section that are open to the viewer, in order; one whose page is not mounted is left out."""
    found = []
    for tab in sorted(_tabs.get(section, {}).values(), key=lambda one: one.order):
        href = _address(tab) if tab.may(viewer) else ""
        if href:
            found.append(TabLink(tab.label, href, tab.mark, tab.url_name))
    return found


def first_open(section: str, viewer: Any) -> str:
    """Where the section's entry in the rail leads for this viewer; empty where no tab is open to him."""
    for tab in sorted(_tabs.get(section, {}).values(), key=lambda one: one.order):
        if tab.may(viewer) and (href := _address(tab)):
            return href
    return ""


def has_tabs(section: str) -> bool:
    """Whether any front has put a tab into the section."""
    return bool(_tabs.get(section))


def _address(tab: Tab) -> str:
    try:
        return reverse(tab.url_name)
    except NoReverseMatch:
        return ""
