from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "chizi.site"
    label = "site"
    verbose_name = "Site"
