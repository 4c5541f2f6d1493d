from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "chizi.journal"
    label = "journal"
    verbose_name = "Journal"
