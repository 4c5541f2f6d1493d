from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "chizi.evaluation"
    label = "evaluation"
    verbose_name = "Evaluation"
