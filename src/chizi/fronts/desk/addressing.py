"""What a person chooses for his digest."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chizi.ground.notices.queries import Preferences, Ways


class AddressForm(forms.Form):
    """Where and when the digest goes; a way that this installation does not have is not asked for."""

    email = forms.CharField(
        label=_("E-mail"),
        required=False,
        max_length=200,
        help_text=_("Leave it empty, and everything stays in the inbox."),
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email"}),
    )
    webhook = forms.CharField(
        label=_("Web address that is called (webhook)"),
        required=False,
        max_length=500,
        help_text=_("Instead of mail: a program of your office that takes signed messages."),
        widget=forms.TextInput(attrs={"type": "url", "autocomplete": "off"}),
    )
    digest_hour = forms.TypedChoiceField(
        label=_("Digest at"), coerce=int, choices=[(hour, f"{hour:02}:00") for hour in range(24)]
    )
    quiet_from = forms.TimeField(
        label=_("Quiet from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"),
        help_text=_("In these hours nothing is sent."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def __init__(self, typed: QueryDict | None, *, chosen: Preferences, ways: Ways) -> None:
        initial = {name: getattr(chosen, name) for name in self.base_fields}
        super().__init__(typed, initial=initial)
        if not ways.mail:
            del self.fields["email"]
        if not ways.webhook:
            del self.fields["webhook"]
