from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from chizi.fronts.kit import rail, tabs


class GuidanceConfig(AppConfig):
    name = "chizi.fronts.guidance"
    label = "front_guidance"
    verbose_name = "Guidance"

    def ready(self) -> None:
        """Put guidance into the rail, and its pages beside each other."""
        from chizi.fronts.guidance.abilities import Offer

        def offered() -> Callable[[Any], bool]:
            return lambda viewer: Offer(viewer, timezone.now()).see

        rail.register(
            rail.RailEntry(pgettext_lazy("rail", "Guidance"), "guidance:bodies", 40, section="guidance")
        )
        tabs.register(
            "guidance",
            tabs.Tab(pgettext_lazy("tab", "Bodies"), "guidance:bodies", 10, offered()),
            tabs.Tab(pgettext_lazy("tab", "Deployments"), "guidance:deployments", 20, offered()),
            tabs.Tab(pgettext_lazy("tab", "Meetings"), "guidance:meetings", 30, offered()),
            tabs.Tab(pgettext_lazy("tab", "Instructions"), "guidance:instructions", 40, offered()),
            tabs.Tab(pgettext_lazy("tab", "Regulations"), "guidance:regulations", 50, offered()),
        )
