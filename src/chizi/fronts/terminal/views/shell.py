"""The shell of the terminal: one page that the browser keeps, its service worker and its manifest."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from chizi.fronts.kit.clients import BUILT

SCOPE = "/terminal/"
WORKER = "terminal-sw.js"


@require_safe
@login_required
@ensure_csrf_cookie
@csp_update({"media-src": [SELF, "blob:"], "worker-src": [SELF], "img-src": [SELF, "data:", "blob:"]})
def shell(request: HttpRequest) -> HttpResponse:
    """The page that the service worker keeps: it holds nothing of anybody."""
    answer = render(request, "terminal/shell.html")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, as built; open to all, for a browser asks for a newer one signed out as well."""
    try:
        script = (BUILT / WORKER).read_bytes()
    except FileNotFoundError as fault:
        raise Http404 from fault
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    answer["Service-Worker-Allowed"] = SCOPE
    return answer


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What makes it installable; nobody is asked to install it (R-11)."""
    name = gettext("Chizi terminal")
    icons = [
        {"src": static(f"terminal/{file}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for file, size, purpose in (
            ("icon-192", 192, "any"), ("icon-512", 512, "any"), ("maskable-512", 512, "maskable")
        )
    ]  # fmt: skip
    content = {
        "id": SCOPE,
        "name": name,
        "short_name": gettext("Terminal"),
        "lang": get_language(),
        "start_url": SCOPE,
        "scope": SCOPE,
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#1f5f74",
        "icons": icons,
    }
    answer = JsonResponse(content, content_type="application/manifest+json")
    answer["Cache-Control"] = "no-cache"
    return answer
