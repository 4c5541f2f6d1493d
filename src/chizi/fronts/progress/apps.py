from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class ProgressConfig(AppConfig):
    name = "chizi.fronts.progress"
    label = "front_progress"
    verbose_name = "Progress"

    def ready(self) -> None:
        """Put the pages of progress under learning."""
        from chizi.fronts.kit import tabs
        from chizi.fronts.progress.offers import may_learn, may_review, may_see

        tabs.register(
            "learning",
            tabs.Tab(pgettext_lazy("tab", "My record"), "progress:mine", 15, may_learn),
            tabs.Tab(pgettext_lazy("tab", "Progress"), "progress:home", 50, may_see),
            tabs.Tab(pgettext_lazy("tab", "Signs"), "progress:signs", 60, may_review),
        )
