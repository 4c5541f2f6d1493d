"""What an address asks for: text that anybody may have edited."""

from django.http import HttpRequest

LONGEST = 120


def asked(request: HttpRequest, name: str, longest: int = LONGEST) -> str:
    """The text under ``name``, without zero bytes (no database takes them) and not longer than can be meant."""
    return request.GET.get(name, "")[:longest].replace("\0", "").strip()
