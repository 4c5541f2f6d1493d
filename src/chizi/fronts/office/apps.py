from django.apps import AppConfig
from django.utils.translation import pgettext_lazy

from chizi.fronts.kit import rail


class OfficeConfig(AppConfig):
    name = "chizi.fronts.office"
    label = "front_office"
    verbose_name = "Office"

    def ready(self) -> None:
        """Put the settings into the rail."""
        rail.register(
            rail.RailEntry(pgettext_lazy("rail", "Settings"), "office:home", 70, section="settings")
        )
