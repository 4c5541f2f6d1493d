from django.apps import AppConfig


class CountersConfig(AppConfig):
    name = "chizi.ground.counters"
    label = "counters"
    verbose_name = "Counters"
