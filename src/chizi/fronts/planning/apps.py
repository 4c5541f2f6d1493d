from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class PlanningConfig(AppConfig):
    name = "chizi.fronts.planning"
    label = "front_planning"
    verbose_name = "Planning"

    def ready(self) -> None:
        """Put tasks into the rail, with their pages as tabs, for whoever may see the plan."""
        from chizi.fronts.kit import rail, tabs
        from chizi.fronts.planning.offers import may_see

        rail.register(
            rail.RailEntry(pgettext_lazy("rail", "Tasks"), "planning:home", 20, may_see, "planning")
        )
        tabs.register(
            "planning",
            tabs.Tab(pgettext_lazy("tab", "Campaigns"), "planning:home", 10, may_see),
            tabs.Tab(pgettext_lazy("tab", "Assignments"), "planning:assignments", 20, may_see),
            tabs.Tab(pgettext_lazy("tab", "Load"), "planning:load", 30, may_see),
        )
