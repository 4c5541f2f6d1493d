from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "chizi.fronts.public"
    label = "public"
    verbose_name = "Public pages"
