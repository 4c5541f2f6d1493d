from django.apps import AppConfig


class LearnConfig(AppConfig):
    name = "chizi.learn"
    label = "learn"
    verbose_name = "Learning"
