"""The pages for 400, 403, 404, 500, and for troubles of the machine (503, 507). Each says what happened and what to do next."""

import sys

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext

from chizi.core.troubles import refusal_of
from chizi.fronts.kit.clients import NotBuilt


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
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
            sentence = gettext(trouble.text)
            page = loader.get_template("kit/trouble.html").render({"sentence": sentence})
            return HttpResponse(page, status=trouble.status)
        page = loader.get_template("500.html").render()
    except NotBuilt:
        page = gettext("Something broke on our side") + "\n"
        return HttpResponseServerError(page, content_type="text/plain; charset=utf-8")
    return HttpResponseServerError(page)
