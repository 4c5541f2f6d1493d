"""What a browser sends of a passkey: read by allauth, and turned down in words when it is no such thing."""

from typing import Any

from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST_CREDENTIAL = 20_000
LONGEST_NAME = 40
UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)  # what the libraries raise over rubbish


def unusable() -> forms.ValidationError:
    return forms.ValidationError(gettext("The passkey was not used. Try again, or take another way."))


class CredentialField(forms.JSONField):
    """A JSON object of a bounded size."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > LONGEST_CREDENTIAL:
            raise unusable()
        try:
            found = super().to_python(value)
        except RecursionError:
            raise unusable() from None
        if found is not None and not isinstance(found, dict):
            raise unusable()
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """A credential works once; the page that says so does not repeat it."""
        return None


class _TakesCredential(forms.Form):
    credential = CredentialField(required=True, widget=forms.HiddenInput)

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # allauth's, which ships no types
        except UNREADABLE:
            raise unusable() from None


class PasskeySignInForm(_TakesCredential, LoginWebAuthnForm):  # type: ignore[misc]
    """Signing in with a passkey alone."""


class PasskeyStepForm(_TakesCredential, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step."""


class ConfirmByPasskeyForm(_TakesCredential, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before something about sign-in is changed."""


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey and its name."""

    credential = CredentialField(required=True, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound_name(self)
        self.fields["name"].help_text = _("Such as: office computer, blue key")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = _("Sign in with it alone, without user name and password")
        self.fields["passwordless"].help_text = ""

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except UNREADABLE:
            raise unusable() from None
        return cleaned


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound_name(self)


def bound_name(form: forms.Form) -> None:
    """A name that fits on a line."""
    form.fields["name"].label = _("Name of the passkey")
    form.fields["name"].widget.attrs["maxlength"] = LONGEST_NAME
    form.fields["name"].validators.append(MaxLengthValidator(LONGEST_NAME))
