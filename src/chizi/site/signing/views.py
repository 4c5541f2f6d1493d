"""Sign-in and security: one page where a person sees how he signs in and where he is signed in now."""

from typing import Any, cast

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chizi.core.refusals import Refusal
from chizi.fronts.kit.refusing import sentence
from chizi.org import actions as org
from chizi.org.models import Person
from chizi.site.sessions.live import end_session, end_sessions, live_sessions
from chizi.site.signing.forms import InvitationForm
from chizi.site.signing.policy import must_have_second_factor
from chizi.site.signing.recovering import forget_factors

FIELDS = {"code": "code", "password": "password1", "username": "username"}  # nosec B105 - names of fields


@require_safe
@login_required
@never_cache
def security(request: HttpRequest) -> HttpResponse:
    """The person's password, second factors and sessions, each with what can be done."""
    person, now = cast(Person, request.user), timezone.now()
    held = list(Authenticator.objects.filter(user_id=person.pk).order_by("created_at", "id"))
    recovery = next((one for one in held if one.type == Authenticator.Type.RECOVERY_CODES), None)
    context = {
        "person": person,
        "has_password": person.has_usable_password(),
        "totp": next((one for one in held if one.type == Authenticator.Type.TOTP), None),
        "passkeys": [
            (one, one.wrap().is_passwordless) for one in held if one.type == Authenticator.Type.WEBAUTHN
        ],
        "recovery": recovery,
        "recovery_left": len(recovery.wrap().get_unused_codes()) if recovery else 0,
        "required": must_have_second_factor(person, now=now),
        "sessions": live_sessions(person, now=now, here=request.session.session_key),
    }
    return render(request, "account/security.html", context)


@require_POST
@login_required
def end_one(request: HttpRequest) -> HttpResponse:
    """End one of one's own sessions; from its next request on it is signed out."""
    if end_session(cast(Person, request.user), request.POST.get("session", "")):
        messages.success(request, gettext("The session has ended."))
    else:
        messages.info(request, gettext("This session had ended already."))
    return redirect("mfa_index")


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    end_sessions(cast(Person, request.user), but=request.session.session_key)
    messages.success(request, gettext("All other sessions have ended."))
    return redirect("mfa_index")


@require_safe
@login_required
def passkeys_are_listed_above(request: HttpRequest) -> HttpResponse:
    """Passkeys have no page of their own; they stand on "Sign-in and security"."""
    return redirect("mfa_index")


class RemovePasskeyView(RemoveWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """Taking a passkey away, unless it is the last second factor of somebody who must have one."""

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, str(adapter.error_messages["cannot_delete_authenticator"]))
            return redirect("mfa_index")
        answer: HttpResponse = super().form_valid(form)
        return answer


remove_passkey = RemovePasskeyView.as_view()


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@never_cache
def invitation(request: HttpRequest) -> HttpResponse:
    """The printed slip: user name, code, and the password that its owner chooses; then he signs in with it."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            person = org.accept_invitation(
                now=timezone.now(),
                username=given["username"],
                code=given["code"],
                password=given["password1"],
            )
        except Refusal as refusal:
            field = FIELDS.get(refusal.field)
            form.add_error(field, sentence(refusal))
        else:
            forget_factors(person, now=timezone.now())
            messages.success(request, gettext("The password is set. Sign in with it now."))
            return redirect("account_login")
    return render(request, "account/invitation.html", {"form": form})
