from django.apps import AppConfig


class LoadingConfig(AppConfig):
    name = "chizi.ground.loading"
    label = "loading"
    verbose_name = "Loading"
