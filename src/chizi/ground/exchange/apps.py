"""The app that carries the exchange's sentences; it has no tables."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Django's card for this room."""

    name = "chizi.ground.exchange"
    label = "exchange"
    verbose_name = "exchange"
