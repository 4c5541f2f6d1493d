"""Every door into the house: each page by method, and each action that a room offers."""

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.org.models import Person
from tests.access.world import Viewer, World
from tests.reading import rooms

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
ACT = "ACT"
ROOMS_WITHOUT_A_GATE = {"journal"}  # every action of another room writes there; nobody calls it for himself


class Crash(AssertionError):
    """A page that answered with 500: neither let in nor turned away."""


@dataclass(frozen=True)
class Page:
    """A route as the URL configuration spells it, the address of a sample, and a form filled in well (bytes: JSON)."""

    route: str
    address: str
    form: Callable[[], dict[str, Any] | bytes]


def routes() -> Iterator[tuple[str, dict[str, Any]]]:
    """(route, its converters) of every page, however deeply it is included."""
    yield from _walk(get_resolver().url_patterns, "/", {})


def _walk(
    patterns: list[URLPattern | URLResolver], before: str, converters: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for pattern in patterns:
        route, found = before + str(pattern.pattern), {**converters, **pattern.pattern.converters}
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route, found)
        else:
            yield route, found


def pages(samples: dict[str, dict[str, str]], forms: dict[str, Callable[[], dict[str, Any]]]) -> list[Page]:
    """Every page with the address of its sample object. ``samples`` gives the arguments of all routes that
    begin with its key; the longest key wins. ``forms`` holds what is posted to a route."""
    found = []
    for route, converters in routes():
        address = route
        given = samples[max((key for key in samples if route.startswith(key)), key=len)]
        for name, converter in converters.items():
            assert name in given, f"{route}: which {name} shall the matrix ask for? (tests/access/samples)"
            kind = next(key for key, value in _converter_names().items() if isinstance(converter, value))
            address = address.replace(f"<{kind}:{name}>", given[name]).replace(f"<{name}>", given[name])
        assert "<" not in address, address
        found.append(Page(route, address, forms.get(route, dict)))
    return found


def _converter_names() -> dict[str, type]:
    from django.urls.converters import get_converters

    found = {name: type(converter) for name, converter in get_converters().items()}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1].__mro__)))  # the most special first


def client_of(viewer: Viewer) -> Client:
    """A browser in which the viewer is signed in."""
    client = Client(raise_request_exception=False)
    if viewer.person is not None:
        client.force_login(viewer.person, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


@dataclass(frozen=True)
class Answer:
    """What a page said to one browser."""

    status: int
    let_in: bool


def ask(client: Client, page: Page, method: str) -> Answer:
    """Ask the page for its sample; whatever the request changed is undone. Raises Crash on a 500.

    The sample exists and the form is well filled in, so that an answer of 400 or above turns the viewer away.
    """
    kept = SimpleCookie(client.cookies.output(header=""))  # signing out would take the cookie away for good
    with transaction.atomic():
        if method == "POST":
            form = page.form()
            kind = {"content_type": "application/json"} if isinstance(form, bytes) else {}
            answer = client.post(page.address, form, **kind)
        else:
            answer = client.generic(method, page.address)
        transaction.set_rollback(True)
    client.cookies = kept
    status = answer.status_code
    if status >= 500:
        raise Crash(f"{method} {page.address} answered {status}")
    if status in (301, 302, 303):
        return Answer(status, not answer["Location"].startswith("/accounts/login/"))
    return Answer(status, status < 400)


def offered_actions() -> set[str]:
    """ "org.give_grant" and so on: what each room's actions module offers."""
    found = set()
    for room in rooms():
        if room.name in ROOMS_WITHOUT_A_GATE:
            continue
        name = f"chizi.{room.name}.actions"
        module = importlib.import_module(name)
        exported = getattr(module, "__all__", [one for one in vars(module) if one[0].islower()])
        for one in exported:
            value = getattr(module, one)
            if callable(value) and not isinstance(value, type) and value.__module__.startswith(name):
                found.add(f"{room.name}.{one}")
    return found


def allows(action: Callable[[World, Person], object], world: World, actor: Person) -> bool:
    """Whether the action lets the person past its gate; whatever it did is undone."""
    try:
        with transaction.atomic():
            action(world, actor)
            transaction.set_rollback(True)
    except (Forbidden, Missing):
        return False
    except Refusal:
        return True
    return True
