"""Addresses of these tests: the house's own, and views that go wrong in each way."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_
from chizi.fronts.kit.uploads import takes_uploads
from chizi.yardstick.periods import Period


class TooManyFaults(Refusal):
    text = N_("end of %(day)s")  # of the kit's own catalogue, so that a translation is there


class NotYours(Forbidden):
    text = "Not yours."


@takes_uploads(1 << 20, strangers=True)
def refuse(request: HttpRequest) -> HttpResponse:
    raise {
        "faults": TooManyFaults(day="<Monday>"),
        "mine": NotYours(),
        "gone": Missing(),
        "period": _bad_period(),
    }[request.GET["why"]]


def _bad_period() -> Exception:
    try:
        Period.parse("2020-13")
    except ValueError as error:
        return error
    raise AssertionError("2020-13 was taken for a period")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret of the machine")


def denied(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def damaged(request: HttpRequest) -> HttpResponse:
    raise BadRequest


urlpatterns = [
    path("refuse/", refuse),
    path("broken/", broken),
    path("denied/", denied),
    path("damaged/", damaged),
    path("", include("chizi.site.urls")),
]
handler400 = "chizi.fronts.kit.errors.bad_request"
handler403 = "chizi.fronts.kit.errors.forbidden"
handler404 = "chizi.fronts.kit.errors.not_found"
handler500 = "chizi.fronts.kit.errors.server_error"
