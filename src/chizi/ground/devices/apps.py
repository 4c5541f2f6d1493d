from django.apps import AppConfig


class DevicesConfig(AppConfig):
    name = "chizi.ground.devices"
    label = "devices"
    verbose_name = "Devices"
