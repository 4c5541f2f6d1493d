from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "chizi.fronts.ledger"
    label = "front_ledger"
    verbose_name = "Ledger"
