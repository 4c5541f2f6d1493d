from django.apps import AppConfig


class TerminalConfig(AppConfig):
    name = "chizi.fronts.terminal"
    label = "front_terminal"
    verbose_name = "Terminal"
