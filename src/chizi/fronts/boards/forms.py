"""What people type at the boards: an objection, and its answer. What is wrong with it the action says."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chizi.core.words import N_
from chizi.evaluation.rules import APPEAL_LENGTH, Outcome

OUTCOMES: dict[str, str] = {
    Outcome.UPHELD: N_("upheld"),
    Outcome.REJECTED: N_("rejected"),
}


def _words() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 4, "maxlength": APPEAL_LENGTH, "required": True})


class AppealForm(forms.Form):
    """An objection to one event."""

    zero = forms.CharField(required=False, widget=forms.HiddenInput)
    event = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        required=False,
        label=_("What is wrong with this event?"),
        help_text=_("An objection hides nothing and changes no status; a corrected delivery does."),
        widget=_words(),
    )


class AnswerForm(forms.Form):
    """What the lead department says to it."""

    outcome = forms.ChoiceField(
        required=False,
        label=_("The objection is"),
        choices=[("", _("Please choose")), (Outcome.UPHELD, _("upheld")), (Outcome.REJECTED, _("rejected"))],
    )
    answer = forms.CharField(
        required=False,
        label=_("Why"),
        help_text=_(
            "If it is upheld, hand in a corrected delivery: the status follows that, not this answer."
        ),
        widget=_words(),
    )
