from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "chizi.overview"
    label = "overview"
    verbose_name = "Overview"
