"""Saying whether something was done, with the code of a slip; and the notices that anybody can object to.

Signed out, without script, without cookie. The code is typed and sent, never part of an address; it cannot be guessed,
so it is also what another site would lack, and no form token is needed. Nothing of these pages is kept.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from chizi.core.refusals import Missing, Refusal
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.public.answers import Page, Reader, reader_of
from chizi.learn.actions import confirm_by_receipt, object_to_service
from chizi.learn.queries import public_notice, public_notices, public_receipt
from chizi.learn.rules.services import WORDS_LENGTH

LONGEST_CODE = 60
HOME = "/service/"  # what a suggestion on these pages is about


def service_page(*methods: str) -> Callable[..., Callable[..., HttpResponse]]:
    """Make a view of (reader, request, ...) into one that answers these methods, in the reader's language."""

    def wrap(view: Callable[..., Page | HttpResponse]) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return HttpResponse(status=405, headers={"Allow": ", ".join(methods)})
            reader = reader_of(request)
            with translation.override(reader.language):
                try:
                    answer = view(reader, request, *args, **kwargs)
                except Missing as missing:
                    answer = Page("public/missing.html", {"sentence": sentence(missing)}, 404)
                if isinstance(answer, Page):
                    shown = {"reader": reader, "spoken_of": HOME, "most": WORDS_LENGTH, **answer.context}
                    answer = HttpResponse(render_to_string(answer.template, shown), status=answer.status)
            answer.headers["Content-Language"] = reader.tag
            answer.headers["Cache-Control"] = "no-store"
            return answer

        return answered

    return wrap


def _said(request: HttpRequest, name: str, most: int) -> str:
    """What was typed, at most one sign more than fits, so that a text too long is refused and not cut."""
    return request.POST.get(name, "")[: most + 1].replace("\0", "").strip()


@service_page("GET", "HEAD", "POST")
def receipt(reader: Reader, request: HttpRequest) -> Page | HttpResponse:
    """Type the code; see what it is about; say yes or no. Who did the work and is signed in is turned away."""
    if request.method != "POST":
        return Page("public/service.html")
    code, answer = _said(request, "code", LONGEST_CODE), _said(request, "done", 3)
    words = _said(request, "words", WORDS_LENGTH)
    try:
        item = public_receipt(code)
    except Refusal as refusal:
        return Page("public/service.html", {"typed": code, "fault": sentence(refusal)}, 404)
    shown = {"item": item, "typed": code, "words": words, "chosen": answer}
    if answer not in ("yes", "no"):
        return Page("public/service.html", shown)
    user: Any = request.user if request.user.is_authenticated else None
    try:
        confirm_by_receipt(actor=user, now=timezone.now(), code=code, words=words, done=answer == "yes")
    except Refusal as refusal:
        return Page("public/service.html", {**shown, "fault": sentence(refusal)}, refusal.status)
    return HttpResponseRedirect(reader.link("service_thanks"))


@service_page("GET", "HEAD")
def thanks(reader: Reader, request: HttpRequest) -> Page:
    """What happens next; the same page for everybody, so that it may be reloaded."""
    return Page("public/service_thanks.html")


@service_page("GET", "HEAD")
def notices(reader: Reader, request: HttpRequest) -> Page:
    """What parties say that they did, open to objections now."""
    return Page("public/service_notices.html", {"notices": public_notices(now=timezone.now())})


@service_page("GET", "HEAD", "POST")
def notice(reader: Reader, request: HttpRequest, number: int) -> Page | HttpResponse:
    """One notice, with the form to object."""
    now = timezone.now()
    item = public_notice(number, now=now)
    if request.method != "POST":
        return Page("public/service_notice.html", {"item": item})
    text = _said(request, "text", WORDS_LENGTH)
    try:
        object_to_service(actor=None, now=now, service_id=number, text=text)
    except Missing:
        raise
    except Refusal as refusal:
        return Page(
            "public/service_notice.html",
            {"item": item, "text": text, "fault": sentence(refusal)},
            refusal.status,
        )
    return HttpResponseRedirect(reader.link("service_thanks"))
