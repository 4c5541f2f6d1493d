from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "chizi.fronts.progress"
    label = "front_progress"
    verbose_name = "Progress"
