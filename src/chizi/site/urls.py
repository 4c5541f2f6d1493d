"""Where every page lives. Public pages stand at the root: most readers have no account."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.i18n import set_language

from chizi.fronts.kit.views import set_theme
from chizi.site.health import health, ready
from chizi.site.metrics import metrics


def favicon(request: HttpRequest) -> HttpResponse:
    """A square of our accent colour, so that browsers ask no further."""
    square = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
        '<rect width="16" height="16" rx="3" fill="#1f5f74"/>'
        '<path d="M3 11h10M4 11V8m2 3V9m2 2V7m2 4V9m2 2V8" stroke="#fff" fill="none"/></svg>'
    )
    return HttpResponse(square, content_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"})


urlpatterns = [
    path("accounts/", include("chizi.site.signing.urls")),
    path("start/", include("chizi.site.starting.urls")),
    path("language/", set_language, name="set_language"),
    path("theme/", set_theme, name="set_theme"),
    path("favicon.ico", favicon, name="favicon"),
    path("healthz", health, name="health"),
    path("readyz", ready, name="ready"),
    path("metrics", metrics, name="metrics"),
    path("desk/", include("chizi.fronts.desk.urls")),
    path("office/", include("chizi.fronts.office.urls")),
    path("guidance/", include("chizi.fronts.guidance.urls")),
    path("plan/", include("chizi.fronts.planning.urls")),
    path("ledger/", include("chizi.fronts.ledger.urls")),
    path("library/", include("chizi.fronts.library.urls")),
    path("study/", include("chizi.fronts.study.urls")),
    path("practice/", include("chizi.fronts.practice.urls")),
    path("progress/", include("chizi.fronts.progress.urls")),
    path("surveys/", include("chizi.fronts.surveying.urls")),
    path("terminal/", include("chizi.fronts.terminal.urls")),
    path("boards/", include("chizi.fronts.boards.urls")),
    path("", include("chizi.fronts.public.urls")),
]
handler400 = "chizi.fronts.kit.errors.bad_request"
handler403 = "chizi.fronts.kit.errors.forbidden"
handler404 = "chizi.fronts.kit.errors.not_found"
handler500 = "chizi.fronts.kit.errors.server_error"
