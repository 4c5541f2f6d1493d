from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "chizi.matters"
    label = "matters"
    verbose_name = "Matters"
