from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "chizi.fronts.library"
    label = "front_library"
    verbose_name = "Library"
