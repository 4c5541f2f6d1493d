from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class PracticeConfig(AppConfig):
    name = "chizi.fronts.practice"
    label = "front_practice"
    verbose_name = "Practice"

    def ready(self) -> None:
        """Put practice beside learning, with its own second row of tabs."""
        from chizi.fronts.kit import tabs
        from chizi.fronts.practice.offers import may_learn, may_open

        tabs.register("planning", tabs.Tab(pgettext_lazy("tab", "Practice"), "practice:home", 25, may_open))
        tabs.register(
            "practice",
            tabs.Tab(pgettext_lazy("tab", "Applications"), "practice:home", 10, may_open),
            tabs.Tab(pgettext_lazy("tab", "Reflections"), "practice:reflections", 20, may_learn),
            tabs.Tab(pgettext_lazy("tab", "Lectures"), "practice:lectures", 30, may_open),
            tabs.Tab(pgettext_lazy("tab", "Service items"), "practice:services", 40, may_open),
            tabs.Tab(pgettext_lazy("tab", "Venues"), "practice:venues", 50, may_open),
            tabs.Tab(pgettext_lazy("tab", "Directives"), "practice:directives", 60, may_open),
            tabs.Tab(pgettext_lazy("tab", "Advice"), "practice:advice", 70, may_open),
        )
