from django.apps import AppConfig


class StudyConfig(AppConfig):
    name = "chizi.fronts.study"
    label = "front_study"
    verbose_name = "Study"
