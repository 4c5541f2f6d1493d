from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "chizi.fronts.guidance"
    label = "front_guidance"
    verbose_name = "Guidance"
