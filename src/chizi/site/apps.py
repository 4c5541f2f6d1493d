from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "chizi.site"
    label = "site"
    verbose_name = "Site"

    def ready(self) -> None:
        """A second factor notes no time of use: it would be a record of who signed in when (R-02)."""
        from allauth.mfa.models import Authenticator

        Authenticator.record_usage = _record_nothing


def _record_nothing(authenticator: object) -> None:
    """Stands in for allauth's own, which writes `last_used_at`."""
