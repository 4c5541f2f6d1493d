"""Leads to the first day's page as long as the house is empty, and sees when another process has founded it."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chizi.site.starting.setup_code import code_file, waits
from chizi.site.starting.zone import use_office_zone

START = "/start/"
LED_THERE = ("/", "/desk/", "/accounts/login/")


class FirstDayMiddleware:
    """An empty house that waits shows its first page; for all others that page does not exist.

    A process that began while the house was empty takes the office's time zone as soon as the code is gone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.began_empty = code_file().exists()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.began_empty and not code_file().exists():
            self.began_empty = False
            use_office_zone()
        if request.path in LED_THERE and waits():
            return redirect(START)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> None:
        """404 before an upload is read."""
        if request.path == START and not waits():
            raise Http404
