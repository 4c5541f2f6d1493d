from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "chizi.org"
    label = "org"
    verbose_name = "Organisation"
