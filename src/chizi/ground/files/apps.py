from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "chizi.ground.files"
    label = "files"
    verbose_name = "Files"
