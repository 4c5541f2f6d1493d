from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "chizi.ground.notices"
    label = "notices"
    verbose_name = "Notices"
