"""How sign-in is joined to our people: nobody signs himself up; accounts come from the office."""

import base64
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chizi.core.words import N_
from chizi.org.models import Person
from chizi.site.sessions.live import end_sessions, mark_beginning
from chizi.site.signing.policy import must_have_second_factor

MESSAGES = {
    "account/messages/password_changed.txt": N_(
        "The password is changed. All your other sessions have ended."
    ),
    "mfa/messages/totp_activated.txt": N_("Codes from your phone are on."),
    "mfa/messages/totp_deactivated.txt": N_("Codes from your phone are off."),
    "mfa/messages/webauthn_added.txt": N_("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": N_("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": N_(
        "New recovery codes are made. Print them or write them down now; they are shown once."
    ),
}


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Closes self-registration: a person exists because an office entered him."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("The user name or the password is not right."),
        "incorrect_password": _("The password is not right."),
        "incorrect_code": _("The code is not right."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Person) -> None:
        """Signed in; the session itself notes when it began and on what kind of device."""
        super().login(request, user)
        mark_beginning(request, timezone.now())

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Our own sentences; what we have no sentence for needs none."""
        text = message or (gettext(MESSAGES[message_template]) if message_template in MESSAGES else "")
        if message_template == "account/messages/password_changed.txt":
            end_sessions(request.user, but=request.session.session_key)  # type: ignore[arg-type]
        if text:
            super().add_message(request, level, message=text, extra_tags=extra_tags)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of second factors sealed in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is not right."),
        "cannot_delete_authenticator": _(
            "Here a second factor is required. Set up another one before you take this one away."
        ),
    }

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; one that fits no code when it was sealed under another key than today's."""
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode("ascii")

    def get_totp_issuer(self) -> str:
        return gettext("Chizi")

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last second factor of somebody who must have one."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        if others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
            return True
        return not must_have_second_factor(authenticator.user, now=timezone.now())


def _seal() -> Fernet:
    key = HKDF(SHA256(), 32, salt=None, info=b"chizi second factors").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))


class DirectoryAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets in whom the bureau's directory names, if the office has entered him. Nothing is stored of it."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the active person by the user-name claim of the verified token, or say no."""
        content = sociallogin.account.extra_data
        name = content.get("id_token", {}).get(settings.DIRECTORY["claim"])
        name = name or content.get("userinfo", {}).get(settings.DIRECTORY["claim"])
        person = Person.objects.filter(username=name, is_active=True).first() if _plain(name) else None
        if person is None or sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(_turned_away(request, "socialaccount/not_here.html"))
        sociallogin.user = person
        sociallogin.account.user = person

    def on_authentication_error(self, request: HttpRequest, provider: Any, **why: Any) -> None:
        """Cancelled over there, or what came back is not to be believed."""
        raise ImmediateHttpResponse(_turned_away(request, "socialaccount/authentication_error.html"))


def _plain(name: object) -> bool:
    return isinstance(name, str) and 0 < len(name) <= 40 and "\0" not in name


def _turned_away(request: HttpRequest, page: str) -> HttpResponse:
    return render(request, page, status=403)
