from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "chizi.fronts.office"
    label = "front_office"
    verbose_name = "Office"
