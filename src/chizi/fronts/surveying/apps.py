from django.apps import AppConfig


class SurveyingConfig(AppConfig):
    name = "chizi.fronts.surveying"
    label = "front_surveying"
    verbose_name = "Surveying"
