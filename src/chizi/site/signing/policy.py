"""Who must have a second factor (CHIZI_SECOND_FACTOR), and leading him there before anything else."""

from collections.abc import Callable
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from chizi.org.abilities import grants_of
from chizi.org.models import Person
from chizi.org.rules import ADMINISTRATORS

OPEN = ("/accounts/", "/language/", "/theme/", "/static/", "/healthz", "/readyz", "/favicon.ico")


def must_have_second_factor(person: Person, *, now: datetime) -> bool:
    """Whether the office asks this person for one."""
    if settings.SECOND_FACTOR == "everyone":
        return True
    if settings.SECOND_FACTOR != "administrators":
        return False
    return any(grant.role in ADMINISTRATORS for grant in grants_of(person, now))


def has_second_factor(person: Person) -> bool:
    types = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=types).exists())


class SecondFactorMiddleware:
    """Whoever must have a second factor and has none sees "Sign-in and security" until he has set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SECOND_FACTOR == "optional" or request.path.startswith(OPEN):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self.get_response(request)
        person = request.user
        if has_second_factor(person) or not must_have_second_factor(person, now=timezone.now()):
            return self.get_response(request)
        messages.warning(
            request,
            gettext("Your office requires a second factor for you. Set up one of the two below, then go on."),
        )
        return redirect("mfa_index")
