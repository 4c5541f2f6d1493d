from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "chizi.fronts.desk"
    label = "desk"
    verbose_name = "Desk"
