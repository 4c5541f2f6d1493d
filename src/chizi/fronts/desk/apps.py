from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from chizi.fronts.kit import rail, tabs


class DeskConfig(AppConfig):
    name = "chizi.fronts.desk"
    label = "desk"
    verbose_name = "Desk"

    def ready(self) -> None:
        """Put the desk's pages into the rail and its sections, for whoever may open them."""
        from chizi.fronts.desk.abilities import Offer

        def offered(what: str) -> Callable[[Any], bool]:
            return lambda viewer: bool(getattr(Offer(viewer, timezone.now()), what))

        rail.register(
            rail.RailEntry(pgettext_lazy("rail", "Today"), "desk:home", 10, section="today"),
            rail.RailEntry(
                pgettext_lazy("rail", "Publication"),
                "desk:publications",
                60,
                offered("publications"),
                "publication",
            ),
        )
        tabs.register(
            "evaluation",
            tabs.Tab(pgettext_lazy("tab", "Deliveries"), "desk:deliveries", 20, offered("deliveries")),
            tabs.Tab(pgettext_lazy("tab", "Runs"), "desk:runs", 30, offered("figures")),
            tabs.Tab(pgettext_lazy("tab", "Register"), "desk:register", 40, offered("units")),
        )
        tabs.register(
            "settings",
            tabs.Tab(pgettext_lazy("tab", "Journal"), "desk:journal", 40, offered("journal")),
        )
