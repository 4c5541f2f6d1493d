from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "chizi.ground.search"
    label = "search"
    verbose_name = "Search"
