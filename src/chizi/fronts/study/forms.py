"""What people type in study."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chizi.fronts.study.words import KINDS, TRUTHS, WORKS, choices
from chizi.learn.rules.papers import TEXT_LENGTH, TITLE_LENGTH
from chizi.learn.rules.questions import (
    EXPLANATION_LENGTH,
    LETTERS,
    NOTE_LENGTH,
    OPTION_LENGTH,
    STEM_LENGTH,
    QuestionDraft,
    QuestionKind,
)

DAY = {"type": "date"}
CELLS = 8
REASON_LENGTH = 1000


def text(
    label: Any, most: int, *, rows: int = 3, required: bool = True, help_text: Any = ""
) -> forms.CharField:
    """Some lines of text."""
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text, strip=True,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def number(label: Any, most: int, *, required: bool = False, help_text: Any = "") -> forms.IntegerField:
    """A whole number from 1."""
    return forms.IntegerField(
        label=label, min_value=1, max_value=most, required=required, help_text=help_text
    )


class PlaceForm(forms.Form):
    """A form about something that is kept at a place; the field is left out where there is only one."""

    region = forms.ChoiceField(label=_("Kept by the office of"))

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(places)
        if len(places) == 1:
            field.widget, field.required = forms.HiddenInput(), False
            field.initial = places[0][0]
        self.only = places[0][0] if len(places) == 1 else ""

    def clean_region(self) -> str:
        return str(self.cleaned_data["region"] or self.only)


class QuestionForm(PlaceForm):
    """A question of any kind; what its kind does not use is left out."""

    kind = forms.ChoiceField(label=_("Kind of question"))
    objective = forms.ChoiceField(label=_("Objective it asks for"))
    stem = text(_("Question"), STEM_LENGTH, required=False)
    right = forms.MultipleChoiceField(
        label=_("Right options"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(one, one) for one in LETTERS],
        help_text=_("For a choice. One for a single choice, all that are right for a multiple one."),
    )
    truth = forms.ChoiceField(label=_("Is it right?"), required=False, help_text=_("For true or false."))
    accepted = text(
        _("Accepted answers"), 4000, required=False,
        help_text=_("For a short answer, one on each line. Width, case and blanks make no difference."),
    )  # fmt: skip
    work = forms.ChoiceField(
        label=_("Which work of the learner"),
        required=False,
        help_text=_("For a scenario: it is shown with the question; another person judges the answer."),
    )
    explanation = text(
        _("Explanation"),
        EXPLANATION_LENGTH,
        required=False,
        help_text=_("Shown after answering: why it is so."),
    )
    article = forms.CharField(
        label=_("Article behind it"), max_length=160, required=False, strip=True,
        help_text=_("Such as material:12#art-5; the learner can open it from his result."),
    )  # fmt: skip

    def __init__(self, *args: Any, objectives: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "kind": choices(KINDS),
            "objective": [("", gettext("Please choose")), *objectives],
            "truth": [("", gettext("Please choose")), *choices(TRUTHS)],
            "work": [("", gettext("Please choose")), *choices(WORKS)],
        }
        for name, values in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = values
        for letter in LETTERS:
            self.fields[f"option_{letter}"] = forms.CharField(
                label=gettext("Option %(letter)s") % {"letter": letter},
                max_length=OPTION_LENGTH,
                required=False,
                strip=True,
            )

    @property
    def options(self) -> list[forms.BoundField]:
        return [self[f"option_{letter}"] for letter in LETTERS]

    def draft(self) -> QuestionDraft:
        """What was typed, as the action takes it. Empty options in the middle stay, so that they are refused."""
        typed = self.cleaned_data
        texts = [typed[f"option_{letter}"] for letter in LETTERS]
        while texts and not texts[-1]:
            texts.pop()
        kind = typed["kind"]
        right: tuple[str, ...] = tuple(typed["right"])
        if kind == QuestionKind.TRUE_FALSE:
            right = (typed["truth"],) if typed["truth"] else ()
        elif kind == QuestionKind.SHORT:
            right = tuple(line.strip() for line in typed["accepted"].splitlines() if line.strip())
        return QuestionDraft(
            typed["objective"], kind, typed["stem"], tuple(texts), right, typed["explanation"],
            typed["article"], typed["work"],
        )  # fmt: skip


def question_initial(one: QuestionDraft, region: str) -> dict[str, Any]:
    """What a form that changes a question begins with."""
    initial: dict[str, Any] = {
        "region": region, "kind": one.kind, "objective": one.objective, "stem": one.stem,
        "explanation": one.explanation, "article": one.article, "work": one.work,
    }  # fmt: skip
    initial |= {f"option_{letter}": said for letter, said in zip(LETTERS, one.options, strict=False)}
    if one.kind == QuestionKind.TRUE_FALSE:
        initial["truth"] = one.right[0] if one.right else ""
    elif one.kind == QuestionKind.SHORT:
        initial["accepted"] = "\n".join(one.right)
    else:
        initial["right"] = list(one.right)
    return initial


class ReasonForm(forms.Form):
    """A step that needs nothing but its reason."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        strip=True,
        help_text=_("It stays readable in the journal."),
    )


class ObjectiveForm(forms.Form):
    """Something that can be mastered."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        strip=True,
        help_text=_("Small letters, digits, _ or -; it never changes."),
    )
    title = forms.CharField(
        label=_("What the learner can show"), max_length=200, strip=True,
        help_text=_("Such as: knows when a matter must be registered."),
    )  # fmt: skip


class RenameForm(forms.Form):
    """Better words for an objective."""

    title = forms.CharField(label=_("What the learner can show"), max_length=200, strip=True)


class PaperForm(PlaceForm):
    """A paper; its blueprint are the lines below it."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH, strip=True)
    text = text(_("What it is for"), TEXT_LENGTH, required=False)
    graded = forms.ChoiceField(
        label=_("Kind of paper"),
        widget=forms.RadioSelect,
        help_text=_(
            "A graded paper is published by somebody else and shows what is right after its last day."
        ),
    )
    opens = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text=_("A graded paper stays open several days, so that shifts can be planned around it."),
    )  # fmt: skip
    pass_share = forms.IntegerField(
        label=_("Share that must be right, in per cent"), min_value=1, max_value=100
    )
    attempts = number(_("Attempts"), 20, help_text=_("Empty: any number, for a self-check."))
    about_minutes = number(
        _("About how many minutes it takes"), 600, help_text=_("Said beforehand, never measured.")
    )
    fixed = forms.CharField(
        label=_("Fixed questions"), max_length=1000, required=False, strip=True,
        help_text=_("Numbers of questions that everybody is asked, such as 12, 15."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["graded"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("no", gettext("self-check")), ("yes", gettext("graded"))]

    def clean_fixed(self) -> tuple[int, ...]:
        words = self.cleaned_data["fixed"].replace("\uff0c", " ").replace(",", " ").split()
        if not all(one.isascii() and one.isdecimal() and len(one) <= 18 for one in words):
            raise forms.ValidationError(gettext("Write numbers of questions with commas between them."))
        return tuple(int(one) for one in words)


class CellForm(forms.Form):
    """A line of a blueprint."""

    objective = forms.ChoiceField(label=_("Objective"), required=False)
    kind = forms.ChoiceField(label=_("Kind of question"), required=False)
    number = number(_("How many"), 100)

    def __init__(self, *args: Any, objectives: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, values in (("objective", objectives), ("kind", choices(KINDS))):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "–"), *values]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        filled = [bool(typed.get(name)) for name in ("objective", "kind", "number")]
        if any(filled) and not all(filled) and not self.errors:
            raise forms.ValidationError(
                gettext("A line needs an objective, a kind and a number, or nothing.")
            )
        return typed


class JudgeForm(forms.Form):
    """A person's word about an answer in words (R-27)."""

    met = forms.ChoiceField(label=_("Does it show what it should?"), widget=forms.RadioSelect)
    note = text(
        _("What shows it, or what is lacking"),
        NOTE_LENGTH,
        help_text=_("The learner reads it, with your name."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["met"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("yes", gettext("met")), ("no", gettext("not met yet"))]


class AddItemForm(forms.Form):
    """One more thing to learn for a task."""

    material = forms.ChoiceField(label=_("A material"), required=False)
    paper = forms.ChoiceField(label=_("A paper"), required=False)
    minutes = number(_("About how many minutes"), 600)

    def __init__(
        self,
        *args: Any,
        materials: Sequence[tuple[str, str]],
        papers: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, values in (("material", materials), ("paper", papers)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", gettext("none")), *values]
