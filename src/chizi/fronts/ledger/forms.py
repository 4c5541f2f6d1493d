"""What people write into the ledger. The action checks everything again; here each fault gets its field."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chizi.core.workflow import Enclosure, Field, FieldKind, StepRule
from chizi.fronts.kit.drafts import Draft, SeveralFiles
from chizi.matters.queries import File
from chizi.matters.rules.kinds import Kind
from chizi.matters.rules.matters import KEY_LENGTH, LINE_LENGTH, TEXT_LENGTH, TITLE_LENGTH


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d")


class FilesForm(forms.Form):
    """Files of a step: those that come now, and ``drafts`` that came with an earlier try."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=KEY_LENGTH)
    drafts: Sequence[Draft] = ()
    enclosure = Enclosure.NONE

    def add_files(self, enclosure: Enclosure, current: Sequence[File] = ()) -> None:
        """Give the form its file fields, as the step wants them."""
        self.enclosure = enclosure
        if enclosure is Enclosure.NONE:
            return
        must = enclosure is Enclosure.MUST
        self.fields["files"] = forms.Field(
            label=_("Files that show it") if must else _("Files, if there are any"),
            required=False,
            help_text=_(
                "Photos, PDF, Word, Excel or text; several at once. Places and cameras are taken out of photos. Photos "
                "are never compulsory: a signed page does as well."
            ),
            widget=SeveralFiles(),
        )
        self.fields["dated_on"] = forms.DateField(
            label=_("The files show how it was on"), required=False, widget=day_input()
        )
        if current:
            choices = [("", gettext("nothing, they are new")), *((str(one.id), one.name) for one in current)]
            self.fields["replaces"] = forms.ChoiceField(
                label=_("The first file is a new version of"), required=False, choices=choices
            )

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields a person sees."""
        return [one for one in self if not one.is_hidden]


class RaiseForm(FilesForm):
    """A new finding: what was seen, what follows from it, on what basis, and what is asked for until when."""

    title = forms.CharField(
        label=_("In one line"), max_length=TITLE_LENGTH, help_text=_("What is wrong, not who is to blame.")
    )
    fact = forms.CharField(
        label=_("Fact"),
        max_length=TEXT_LENGTH,
        help_text=_("What you saw or read: when, where, how many. No opinion."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    judgement = forms.CharField(
        label=_("Judgement"),
        max_length=TEXT_LENGTH,
        help_text=_("What follows from it. It stands apart and may be disputed."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    severity = forms.ChoiceField(label=_("Severity"))
    source = forms.ChoiceField(
        label=_("Source"), help_text=_("Never write who told you of it; no field asks for that.")
    )
    basis = forms.CharField(
        label=_("Basis"),
        max_length=TEXT_LENGTH,
        help_text=_("The document or article that asks for it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    demand = forms.CharField(
        label=_("What has to be put right"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )
    due = forms.DateField(label=_("To be put right by"), widget=day_input())
    found_on = forms.DateField(
        label=_("Found on"),
        required=False,
        widget=day_input(),
        help_text=_("Empty: today. The party gets its feedback the minute you send this."),
    )
    immediate = forms.BooleanField(label=_("To be mended at once, on the spot"), required=False)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("severity", kind.begin.severities), ("source", kind.begin.sources)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = [
                ("", gettext("Please choose")),
                *((code, gettext(word)) for code, word in choices),
            ]
        self.fields["key"].initial = uuid4().hex
        self.add_files(kind.begin.enclosure)


class StepForm(FilesForm):
    """A step of a kind, with the fields that its file names."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31, localize=False)

    def __init__(
        self, *args: Any, rule: StepRule, version: int, current: Sequence[File] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for field in rule.fields:
            self.fields[f"f_{field.name}"] = _made(field)
        self.rule = rule
        self.fields["version"].initial = version
        self.fields["key"].initial = uuid4().hex
        self.add_files(rule.enclosure, current)

    def written(self) -> dict[str, Any]:
        """What the action takes as fields."""
        return {field.name: self.cleaned_data.get(f"f_{field.name}") or "" for field in self.rule.fields}

    def own_name(self, name: str) -> str:
        """The form's field for what a refusal names; empty when there is none."""
        return next((one for one in (f"f_{name}", name) if one in self.fields), "")


def _made(field: Field) -> forms.Field:
    given: dict[str, Any] = {"label": gettext(field.title), "required": field.required}
    if field.help:
        given["help_text"] = gettext(field.help)
    if field.kind is FieldKind.DATE:
        return forms.DateField(widget=day_input(), **given)
    if field.kind is FieldKind.CHOICE:
        choices = [("", gettext("Please choose")), *((code, gettext(word)) for code, word in field.choices)]
        return forms.ChoiceField(choices=choices, **given)
    if field.kind is FieldKind.LINE:
        return forms.CharField(max_length=LINE_LENGTH, **given)
    return forms.CharField(max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 5}), **given)
