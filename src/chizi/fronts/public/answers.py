"""How a public page is answered: in a language, without cookie or session, and so that it may be kept.

Pages are drawn without the request, so that no template can reach the session or the form token.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header
from django.views.decorators.http import require_safe

from chizi.core.refusals import Missing
from chizi.fronts.kit.context import OWN_NAMES
from chizi.fronts.kit.refusing import sentence

FRESH = 60  # seconds for which a page may be kept, so that a withdrawal is seen within a minute
TAGS = {"zh-hans": "zh-Hans", "en": "en"}


@dataclass(frozen=True)
class Reader:
    """Who asks: his language, whether he chose it on this page, and what else the address says."""

    language: str
    chosen: bool
    path: str
    query: dict[str, str]

    @property
    def tag(self) -> str:
        """The language as HTML and publication files write it."""
        return TAGS.get(self.language, self.language)

    def link(self, name: str, *args: Any, **query: str) -> str:
        """The address of a public page, in the language that was chosen."""
        known = {key: value for key, value in query.items() if value}
        if self.chosen:
            known["lang"] = self.language
        address = reverse(f"public:{name}", args=args)
        return f"{address}?{urlencode(known, safe=':')}" if known else address

    def others(self) -> list[tuple[str, str, str]]:
        """(tag, own name, address of this page) for each other language."""
        return [
            (
                TAGS.get(code, code),
                OWN_NAMES.get(code, code),
                self.path + "?" + urlencode({**self.query, "lang": code}),
            )
            for code, _ in settings.LANGUAGES
            if code != self.language
        ]


@dataclass(frozen=True)
class Page:
    """A page to draw."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    status: int = 200


View = Callable[..., Page | HttpResponseBase]


def reader_of(request: HttpRequest) -> Reader:
    """The reader's language: the address first, then the browser's; cookies play no part."""
    query = {key: str(value) for key, value in request.GET.items() if key != "lang"}
    wanted = request.GET.get("lang", "").lower()
    if wanted in dict(settings.LANGUAGES):
        return Reader(wanted, True, request.path, query)
    return Reader(_preferred(request.headers.get("Accept-Language", "")), False, request.path, query)


def _preferred(header: str) -> str:
    for language, _ in parse_accept_lang_header(header):
        if language == "*":
            break
        try:
            return get_supported_language_variant(language)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def public_page(view: View) -> Callable[..., HttpResponseBase]:
    """Make a view of (reader, ...) into one of (request, ...) that answers GET and HEAD only."""

    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        reader = reader_of(request)
        with translation.override(reader.language):
            try:
                answer = view(reader, *args, **kwargs)
            except Missing as missing:
                answer = Page("public/missing.html", {"sentence": sentence(missing)}, 404)
            response = _drawn(reader, answer) if isinstance(answer, Page) else answer
        whole = cast(HttpResponse, response)  # a stream has headers and status too, and no more is looked at
        return get_conditional_response(request, response.headers.get("ETag"), response=whole) or response

    return answered


def _drawn(reader: Reader, page: Page) -> HttpResponse:
    text = render_to_string(page.template, {"reader": reader, **page.context})
    response = HttpResponse(text, status=page.status)
    response.headers["Content-Language"] = reader.tag
    response.headers["Cache-Control"] = f"public, max-age={FRESH}"
    patch_vary_headers(response, ["Accept-Language"])
    if page.status == 200:
        response.headers["ETag"] = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    return response
