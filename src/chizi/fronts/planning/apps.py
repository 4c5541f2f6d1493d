from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "chizi.fronts.planning"
    label = "front_planning"
    verbose_name = "Planning"
