"""The pages for 400, 403, 404 and 500, and for troubles of the machine. Each says what happened and what to do."""

import sys

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext

from chizi.core.refusals import Refusal
from chizi.core.troubles import refusal_of
from chizi.fronts.kit.clients import NotBuilt


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also what Django makes of a session that could not be stored: it takes that for one that was ended."""
    trouble = refusal_of(exception)
    if trouble:
        return _trouble_page(trouble)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without request or context processors: whatever broke must not break this page too.

    A full disk also shows itself outside of views, such as when a session is stored: then the page says so.
    """
    trouble = refusal_of(sys.exc_info()[1])
    try:
        if trouble:
            return _trouble_page(trouble)
        page = loader.get_template("500.html").render()
    except NotBuilt:
        page = gettext("Something broke on our side") + "\n"
        return HttpResponseServerError(page, content_type="text/plain; charset=utf-8")
    return HttpResponseServerError(page)


def _trouble_page(trouble: Refusal) -> HttpResponse:
    """Drawn without asking the database anything."""
    page = loader.get_template("kit/trouble.html").render({"sentence": gettext(trouble.text)})
    return HttpResponse(page, status=trouble.status)
