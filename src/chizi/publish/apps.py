from django.apps import AppConfig


class PublishConfig(AppConfig):
    name = "chizi.publish"
    label = "publish"
    verbose_name = "Publication"
