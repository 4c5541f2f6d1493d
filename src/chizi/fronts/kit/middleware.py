"""Turns a named error that a view let through into a page that says what is wrong and what to do."""

import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chizi.core.refusals import Refusal
from chizi.core.troubles import refusal_of
from chizi.fronts.kit.refusing import as_context, status_of
from chizi.fronts.kit.uploads import thrown_away
from chizi.yardstick.refusals import YardstickError

log = logging.getLogger("chizi.trouble")


class RefusalMiddleware:
    """Answers `Refusal` (and the yardstick's own errors) with the status of its class; a full disk and a database that
    stays locked are said as plainly as a refusal, and go into the log for whoever can mend them.

    A page asked for by htmx gets the sentence alone, as a notice that is put on top of the page it stands on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """An upload that was thrown away while the form was read is said at once, whatever the page would make of
        a form without its file. What was typed is shown."""
        refusal = thrown_away(request)
        return self.process_exception(request, refusal) if refusal is not None else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Django calls this when a view raised; any other error goes on to the 500 page."""
        if not isinstance(error, Refusal | YardstickError):
            trouble = refusal_of(error)
            if trouble is None:
                return None
            log.error("%s: %s", trouble.code, error)
            error = trouble
        context = as_context(request, error)
        if getattr(request, "htmx", False):
            answer = render(request, "kit/refusal_notice.html", context, status=status_of(error))
            answer["HX-Retarget"] = "#notices"
            answer["HX-Reswap"] = "innerHTML"
            return answer
        return render(request, "kit/refusal.html", context, status=status_of(error))
