from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from chizi.fronts.kit import rail, tabs


class OfficeConfig(AppConfig):
    name = "chizi.fronts.office"
    label = "front_office"
    verbose_name = "Office"

    def ready(self) -> None:
        """Put the settings into the rail, and its pages beside each other."""
        from chizi.fronts.office.abilities import Offer

        def offered(what: str) -> Callable[[Any], bool]:
            return lambda viewer: bool(getattr(Offer(viewer, timezone.now()), what))

        rail.register(
            rail.RailEntry(pgettext_lazy("rail", "Settings"), "office:home", 70, section="settings")
        )
        tabs.register(
            "settings",
            tabs.Tab(pgettext_lazy("tab", "People"), "office:people", 10, offered("people")),
            tabs.Tab(pgettext_lazy("tab", "Roles"), "office:grants", 20, offered("grants")),
            tabs.Tab(pgettext_lazy("tab", "Public bodies"), "office:parties", 30, offered("parties")),
            tabs.Tab(pgettext_lazy("tab", "Slips and resets"), "office:resets", 35, offered("resets")),
            tabs.Tab(pgettext_lazy("tab", "About me"), "office:me", 50, rail.anybody),
        )
