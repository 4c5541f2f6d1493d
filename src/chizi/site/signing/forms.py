"""What people type to sign in, and what is too long to be a password."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth import password_validation
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chizi.site.signing.codes import Refused, take_code

LONGEST_PASSWORD = 256  # signs; a sentence has room, a novel would only keep the server busy
LONGEST_CODE = 40


def say_what_is_missing(form: forms.Form) -> None:
    """An empty field is named in the list of faults, not only marked."""
    for field in form.fields.values():
        said = gettext("Please fill in: %(field)s") % {"field": field.label}
        field.error_messages["required"] = said


def bound_passwords(form: forms.Form) -> None:
    """No password field takes more than LONGEST_PASSWORD signs, and none repeats its label in grey."""
    for field in form.fields.values():
        if isinstance(field.widget, forms.PasswordInput) and isinstance(field, forms.CharField):
            field.max_length = LONGEST_PASSWORD
            field.validators.append(MaxLengthValidator(LONGEST_PASSWORD))
            field.widget.attrs["maxlength"] = LONGEST_PASSWORD
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound_passwords(self)
        self.fields["login"].label = _("User name")
        self.fields["password"].help_text = ""
        say_what_is_missing(self)
        self.fields["remember"].label = _("Stay signed in for 12 hours, also when the browser is closed")


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound_passwords(self)
        self.fields["oldpassword"].help_text = ""
        self.fields["oldpassword"].label = _("Password until now")
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = password_help()
        self.fields["password2"].label = _("New password once more")
        say_what_is_missing(self)


def password_help() -> str:
    return gettext("At least 10 signs, not a common word and not like your name. A short sentence is best.")


class ConfirmForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something about sign-in is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound_passwords(self)
        self.fields["password"].help_text = ""


class _TakesCode(forms.Form):
    """A code from the phone or a recovery code, by our own rules for repeating and guessing."""

    user: Any
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        assert isinstance(code, forms.CharField)  # noqa: S101 - for the type checker
        code.validators.append(MaxLengthValidator(LONGEST_CODE))
        code.widget.attrs |= {"maxlength": LONGEST_CODE, "autofocus": True}
        code.widget.attrs.pop("placeholder", None)
        code.label = _("Code")
        say_what_is_missing(self)

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        found = take_code(self.user.pk, code, now=timezone.now())
        if found is Refused.SHUT:
            raise forms.ValidationError(
                gettext("Too many wrong codes. Wait a quarter of an hour, then try again.")
            )
        if found is Refused.WRONG:
            raise forms.ValidationError(
                gettext("The code is not right, or it was used already. Wait for the next one.")
            )
        found.user = self.user
        self.authenticator = found
        return code


class CodeForm(_TakesCode, AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class ConfirmByCodeForm(_TakesCode, ReauthenticateByCodeForm):  # type: ignore[misc]
    """A code before something about sign-in is changed."""


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code from a phone that has just read the picture."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.pop("placeholder", None)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": LONGEST_CODE}
        self.fields["code"].label = _("The six digits that the app shows now")
        say_what_is_missing(self)


class InvitationForm(forms.Form):
    """What the printed slip says, and the password that its owner chooses."""

    username = forms.CharField(
        label=_("User name"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=_("Code on the slip"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    password1 = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("New password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound_passwords(self)
        self.fields["password1"].help_text = password_help()
        say_what_is_missing(self)

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", gettext("The two passwords differ."))
        if first:
            try:
                password_validation.validate_password(first)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return cleaned
