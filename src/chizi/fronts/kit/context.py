"""What every page's frame asks for; nothing is computed unless the template asks."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from chizi.fronts.kit.rail import RailLink, links_for
from chizi.ground.notices.queries import unread_count

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"
OWN_NAMES = {"zh-hans": "中文", "en": "English"}
SEARCH = "desk:search"
INBOX = "desk:inbox"


def address(name: str, *args: object) -> str:
    """The address of a page that another room may or may not have mounted; empty if not."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


class Frame:
    """`kit` in every template: rail, language, theme, search and the place to come back to."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def rail(self) -> list[RailLink]:
        """Links of the left rail for a signed-in viewer; none for a stranger."""
        user = getattr(self._request, "user", None)
        return links_for(user) if user is not None and user.is_authenticated else []

    @cached_property
    def place(self) -> str:
        """Where the reader is, so that switching language or theme keeps the place.

        A page that answers a form has no address of its own to come back to by GET: then its path is kept.
        """
        request = self._request
        return request.get_full_path() if request.method == "GET" else request.path

    @property
    def path(self) -> str:
        """The page's address without what was asked of it: what a suggestion is about (R-12)."""
        return self._request.path

    @cached_property
    def theme(self) -> str:
        """auto, light or dark."""
        chosen = self._request.COOKIES.get(THEME_COOKIE, "auto")
        return chosen if chosen in THEMES else "auto"

    @cached_property
    def other_languages(self) -> list[tuple[str, str]]:
        """(code, its own name) of the languages the reader is not using now."""
        here = get_language()
        return [(code, OWN_NAMES.get(code, code)) for code, _name in settings.LANGUAGES if code != here]

    @cached_property
    def search_url(self) -> str:
        return address(SEARCH)

    @cached_property
    def inbox_url(self) -> str:
        return address(INBOX)

    @cached_property
    def unread(self) -> int:
        """How many notices the viewer has not read: one look-up of a number that is kept."""
        user = getattr(self._request, "user", None)
        return unread_count(user.ref) if user is not None and user.is_authenticated else 0

    @cached_property
    def theme_url(self) -> str:
        return address("set_theme")


def kit(request: HttpRequest) -> dict[str, Frame]:
    """Context processor."""
    return {"kit": Frame(request)}
