from typing import Any

from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from chizi.fronts.kit import rail


class DeskConfig(AppConfig):
    name = "chizi.fronts.desk"
    label = "desk"
    verbose_name = "Desk"

    def ready(self) -> None:
        """Put the desk's pages into the rail of whoever may open them."""
        from chizi.fronts.desk.abilities import Offer

        def offer(viewer: Any) -> Offer:
            return Offer(viewer, timezone.now())

        rail.register(
            rail.RailEntry(pgettext_lazy("rail", "Today"), "desk:home", 10, lambda _viewer: True, "today"),
            rail.RailEntry(
                pgettext_lazy("rail", "Data"),
                "desk:deliveries",
                20,
                lambda viewer: offer(viewer).deliveries,
                "data",
            ),
            rail.RailEntry(
                pgettext_lazy("rail", "Register"),
                "desk:register",
                30,
                lambda viewer: offer(viewer).units,
                "register",
            ),
            rail.RailEntry(
                pgettext_lazy("rail", "Publication"),
                "desk:publications",
                60,
                lambda viewer: offer(viewer).publications,
                "publications",
            ),
            rail.RailEntry(
                pgettext_lazy("rail", "Records"),
                "desk:records",
                70,
                lambda viewer: offer(viewer).journal or offer(viewer).grants,
                "records",
            ),
        )
