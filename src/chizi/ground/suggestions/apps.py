from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    name = "chizi.ground.suggestions"
    label = "suggestions"
    verbose_name = "Suggestions"
