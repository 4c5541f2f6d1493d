from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "chizi.plan"
    label = "plan"
    verbose_name = "Plan"
