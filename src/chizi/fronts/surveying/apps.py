from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class SurveyingConfig(AppConfig):
    name = "chizi.fronts.surveying"
    label = "front_surveying"
    verbose_name = "Surveying"

    def ready(self) -> None:
        """Put surveys beside the evaluation, and what users say about the product beside the settings."""
        from chizi.fronts.kit import tabs
        from chizi.fronts.surveying.offers import may_answer, may_see

        tabs.register("evaluation", tabs.Tab(pgettext_lazy("tab", "Surveys"), "surveying:home", 50, may_see))
        tabs.register(
            "settings",
            tabs.Tab(pgettext_lazy("tab", "Complaints and suggestions"), "surveying:office", 60, may_answer),
        )
