from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "chizi.surveys"
    label = "surveys"
    verbose_name = "Surveys"
