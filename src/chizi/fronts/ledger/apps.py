from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class LedgerConfig(AppConfig):
    name = "chizi.fronts.ledger"
    label = "front_ledger"
    verbose_name = "Ledger"

    def ready(self) -> None:
        """Put the ledger into the rail, with its two pages as tabs, for whoever may see matters."""
        from chizi.fronts.kit import rail, tabs
        from chizi.fronts.ledger.offers import may_see

        rail.register(rail.RailEntry(pgettext_lazy("rail", "Ledger"), "ledger:home", 30, may_see, "ledger"))
        tabs.register(
            "ledger",
            tabs.Tab(pgettext_lazy("tab", "Matters"), "ledger:home", 10, may_see),
            tabs.Tab(pgettext_lazy("tab", "Three ratios"), "ledger:places", 20, may_see),
        )
