"""The one page-less view of the kit: the choice of light or dark, kept in a cookie."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from chizi.fronts.kit.context import THEME_COOKIE, THEMES

YEAR = 365 * 24 * 3600


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme and go back to the same place. An unknown theme means auto."""
    place = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(place, {request.get_host()}, request.is_secure()):
        place = "/"
    answer = HttpResponseRedirect(place)
    chosen = request.POST.get("theme", "auto")
    if chosen in THEMES[1:]:
        answer.set_cookie(
            THEME_COOKIE, chosen, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        answer.delete_cookie(THEME_COOKIE, samesite="Lax")
    return answer
