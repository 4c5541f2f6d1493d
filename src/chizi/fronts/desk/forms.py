"""What people type at the desk."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chizi.evaluation.rules import month_span
from chizi.fronts.desk.words import BODIES
from chizi.fronts.kit.vocabulary import ZEROS, said
from chizi.org.queries import RegionRef
from chizi.publish.rules.states import REASON_LENGTH, TITLE_LENGTH
from chizi.yardstick.schemas import OWNER, Zero

COMPLETE, PARTIAL = "complete", "partial"
INDENT = "\u3000"


class Month(forms.CharField):
    """A month such as 2020-03; browsers offer a calendar, others a field to type in."""

    widget = forms.TextInput(attrs={"type": "month", "placeholder": "2020-03", "autocomplete": "off"})

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if month_span(text) is None or ".." in text:
            raise forms.ValidationError(gettext("Write a month such as 2020-03."))
        return text


class DeliveryForm(forms.Form):
    """A file of one lead department. The zero settles whose it is (R-13)."""

    zero = forms.ChoiceField(label=_("Which events"))
    region = forms.ChoiceField(label=_("Place"), help_text=_("The delivery covers every county within it."))
    first_month = Month(label=_("First month"))
    last_month = Month(label=_("Last month"))
    coverage = forms.ChoiceField(
        label=_("Is it complete?"),
        choices=[
            ("", _("Please choose")),
            (COMPLETE, _("complete: these are all the events of these months")),
            (PARTIAL, _("partial: more will come; it covers no month yet")),
        ],
        help_text=_(
            "Only a complete delivery shows that nothing else happened; missing data is never a zero."
        ),
    )
    received_at = forms.DateTimeField(
        label=_("Received at"),
        required=False,
        help_text=_("Leave empty for now."),
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "input"}, format="%Y-%m-%dT%H:%M"
        ),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, Excel (.xlsx) or Parquet, with the columns of the template."),
        allow_empty_file=True,  # an empty file gets the reader's own sentence
    )
    keep_good = forms.BooleanField(
        label=_("Store the good rows even if others have faults"),
        required=False,
        help_text=_("The delivery then counts as partial."),
    )

    def __init__(
        self, *args: Any, zeros: Iterable[Zero], regions: Iterable[RegionRef], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("zero", [(zero.value, _zero_text(zero)) for zero in zeros])
        self._choose("region", [(one.code, INDENT * (one.level - 1) + one.name) for one in regions])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        if len(choices) == 1:
            field.initial = choices[0][0]
            field.choices = choices
        else:
            field.choices = [("", gettext("Please choose")), *choices]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_month"), cleaned.get("last_month")
        if first and last and month_span(f"{first}..{last}") is None:
            self.add_error("last_month", gettext("The last month lies before the first."))
        return cleaned


def _zero_text(zero: Zero) -> str:
    return f"{said(ZEROS, zero.value)} · {said(BODIES, OWNER[zero].value)}"


class ProposalForm(forms.Form):
    """The title under which readers find a publication."""

    title = forms.CharField(
        label=_("Title in Chinese"), min_length=TITLE_LENGTH[0], max_length=TITLE_LENGTH[1], strip=True
    )
    title_en = forms.CharField(
        label=_("Title in English"),
        required=False,
        min_length=TITLE_LENGTH[0],
        max_length=TITLE_LENGTH[1],
        help_text=_("Left empty, English readers see the Chinese title."),
    )


class ReasonForm(forms.Form):
    """Why something is declined or withdrawn: readers see it."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=REASON_LENGTH[0],
        max_length=REASON_LENGTH[1],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("5 to 500 characters; it stays readable."),
    )


class CorrectionForm(ReasonForm):
    """A new version of a published result, from another run."""

    run = forms.IntegerField(
        label=_("Run with the corrected figures"), min_value=1, max_value=2**31, localize=False
    )
