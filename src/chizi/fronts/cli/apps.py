from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "chizi.fronts.cli"
    label = "cli"
    verbose_name = "Command line"
