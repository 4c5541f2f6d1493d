"""A phone of an officer, as tests of the wire hold it."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from chizi.org.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
API = "/terminal/api/"
NAME = "值班室黑色那台"  # no word of a page


class Phone:
    """A browser with a device that is known; ``send`` gives status and answer."""

    def __init__(self, person: Person, device: UUID | None = None) -> None:
        self.person, self.device = person, device or uuid4()
        self.client = Client(raise_request_exception=False)
        self.client.force_login(person, backend=BACKEND)

    def post(self, path: str, body: Any) -> Any:
        """Whatever it is, as JSON; bytes as they are."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.post(API + path, content, content_type="application/json")

    def hello(self) -> dict[str, Any]:
        """Make the device known."""
        answer = self.post("device", {"id": str(self.device), "name": NAME})
        assert answer.status_code == 200, answer.content
        return dict(answer.json())

    def envelope(self, *parcels: Any, **more: Any) -> dict[str, Any]:
        """A batch as the client makes it."""
        sent_at = datetime.now(UTC).isoformat()
        said = {"device": str(self.device), "person": self.person.ref, "sent_at": sent_at, "parcels": parcels}
        return said | more

    def send(self, *parcels: Any, **more: Any) -> dict[str, Any]:
        """Send a batch that is taken."""
        answer = self.post("parcels", self.envelope(*parcels, **more))
        assert answer.status_code == 200, answer.content
        return dict(answer.json())


def parcel(kind: str, body: Any, **more: Any) -> dict[str, Any]:
    """One parcel, made now."""
    return {"id": str(uuid4()), "kind": kind, "at": datetime.now(UTC).isoformat(), "body": body} | more
