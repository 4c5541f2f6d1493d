"""The one table of sessions."""

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string

from chizi.org.models import Person


class LiveSession(AbstractBaseSession):
    """A session that has not ended. ``person`` is None until somebody has signed in with it."""

    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "session"
        verbose_name_plural = "sessions"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        engine: type[SessionBase] = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
        return engine
