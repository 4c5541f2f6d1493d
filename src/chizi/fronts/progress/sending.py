"""xAPI statements as a file to take away."""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse


def home_of(request: HttpRequest) -> str:
    """The address of this installation, to which the accounts in statements belong."""
    return f"{request.scheme}://{request.get_host()}"


def send_statements(told: list[dict[str, Any]], name: str) -> HttpResponse:
    """The statements as one JSON file."""
    answer = HttpResponse(orjson.dumps(told, option=orjson.OPT_INDENT_2), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer
