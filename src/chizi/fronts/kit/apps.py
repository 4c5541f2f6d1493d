from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "chizi.fronts.kit"
    label = "kit"
    verbose_name = "Kit"
