"""The session engine (SESSION_ENGINE): Django's own over our table, which knows whose session it is."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from chizi.site.sessions.models import LiveSession


class SessionStore(DatabaseStore):
    """As Django's, and writes the person beside the content when there is one."""

    @classmethod
    def get_model_class(cls) -> type[LiveSession]:
        return LiveSession

    def create_model_instance(self, data: dict[str, Any]) -> LiveSession:
        row: LiveSession = super().create_model_instance(data)  # type: ignore[assignment]  # our own class
        person = data.get(SESSION_KEY)
        row.person_id = int(person) if person else None
        return row
