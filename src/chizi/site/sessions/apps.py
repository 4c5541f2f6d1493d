from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "chizi.site.sessions"
    label = "live_sessions"
    verbose_name = "Sessions"
