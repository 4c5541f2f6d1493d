from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "chizi.fronts.practice"
    label = "front_practice"
    verbose_name = "Practice"
