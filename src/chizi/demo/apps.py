from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "chizi.demo"
    label = "demo"
    verbose_name = "Demo"
