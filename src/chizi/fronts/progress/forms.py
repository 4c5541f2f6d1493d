"""What people type in progress."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chizi.learn.rules.signs import SignKind, SignState

LENGTH = 1000


def _words(label: Any, *, required: bool = True, rows: int = 3, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LENGTH,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class VoidForm(forms.Form):
    """Something in one's own record is not right."""

    reason = _words(_("What is not right"), rows=2)


class ProfileObjectionForm(forms.Form):
    """An objection to a profile."""

    text = _words(_("What is not right"), rows=4)


class ProfileAnswerForm(forms.Form):
    """The answer to it."""

    answer = _words(_("Answer"), rows=4)


class SignForm(forms.Form):
    """What somebody makes of a sign."""

    verdict = forms.ChoiceField(label=_("What you make of it"), widget=forms.RadioSelect)
    note = _words(_("In words"), required=False, help_text=_("Needed if you talk to the party: about what."))
    template = forms.BooleanField(
        label=_("The common words were given to everybody"),
        required=False,
        help_text=_("They are left out of every later comparison. Only with “this is fine”."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["verdict"]
        chosen.choices = [  # type: ignore[attr-defined]
            (SignState.FINE.value, gettext("This is fine; it is not raised again")),
            (SignState.TALKED.value, gettext("I talk to the party")),
        ]
        if kind != SignKind.TEXT:
            del self.fields["template"]
