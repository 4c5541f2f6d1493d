"""What people write into surveys and suggestions. The actions check everything again."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chizi.fronts.surveying.words import (
    QUESTION_KINDS,
    READY,
    SOURCES,
    SUGGESTION_KINDS,
    Ready,
    as_msgid,
    shown,
)
from chizi.ground.suggestions.rules import PAGE_LENGTH
from chizi.ground.suggestions.rules import TEXT_LENGTH as SAID_LENGTH
from chizi.surveys.rules.surveys import (
    METHOD_LENGTH,
    QUESTION_LENGTH,
    REASON_LENGTH,
    TITLE_LENGTH,
    QuestionDraft,
)

ROWS = 8


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d")


class Radios(forms.RadioSelect):
    """Radio buttons whose faults lead to the group: Django gives a group no place to link to."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return id_ if index is None else super().id_for_label(id_, index)


class SurveyForm(forms.Form):
    """A survey: of whom it is asked, how they are chosen, when, and what. ``start``: the ready one to begin with;
    ``held``: the questions of the draft that is changed."""

    source = forms.ChoiceField(label=_("Who answers"))
    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)
    campaign = forms.ChoiceField(label=_("Belongs to the campaign"), required=False)
    method = forms.CharField(
        label=_("How those asked are chosen"),
        max_length=METHOD_LENGTH,
        help_text=_(
            "Whoever answers reads this, and it stands beside the results. The rated body hands out nothing itself, "
            "and nobody gets anything for an answer."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    opens = forms.DateField(label=_("First day"), widget=day_input())
    closes = forms.DateField(
        label=_("Last day"),
        widget=day_input(),
        help_text=_("Before that nobody sees any result, you neither."),
    )

    def __init__(
        self,
        *args: Any,
        campaigns: list[tuple[str, str]],
        start: Ready | None = None,
        held: Sequence[QuestionDraft] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = {one.text: one.criterion for each in READY for one in each.questions}
        self.criteria |= {one.text: one.criterion for one in held}
        written = start.questions if start is not None else held
        self.numbers = range(1, max(ROWS, len(written)) + 1)
        self._offer("source", [(code, gettext(word)) for code, word in SOURCES.items()])
        self._offer("campaign", [("", gettext("to none")), *campaigns])
        kinds = [(code, gettext(word)) for code, word in QUESTION_KINDS.items()]
        for at in self.numbers:
            drafted = written[at - 1] if at <= len(written) else None
            self.fields[f"kind_{at}"] = forms.ChoiceField(
                label=gettext("Answered by"), choices=kinds, required=False, initial=drafted and drafted.kind
            )
            self.fields[f"text_{at}"] = forms.CharField(
                label=gettext("Question %(number)s") % {"number": at},
                max_length=QUESTION_LENGTH,
                required=False,
                initial=shown(drafted.text) if drafted else "",
            )
        if start is not None:
            self.initial["source"], self.initial["title"] = start.source.value, gettext(start.title)
            self.initial["method"] = gettext(start.method)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices

    @property
    def head(self) -> list[forms.BoundField]:
        """The fields above the questions."""
        return [self[name] for name in ("source", "title", "campaign", "method", "opens", "closes")]

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """(text, kind) of each question."""
        return [(self[f"text_{at}"], self[f"kind_{at}"]) for at in self.numbers]

    def questions(self) -> list[QuestionDraft]:
        """The questions that were written; our own sentences as msgids, so that they read in both languages."""
        found = []
        for at in self.numbers:
            text = as_msgid(self.cleaned_data.get(f"text_{at}") or "")
            if text.strip():
                kind = self.cleaned_data.get(f"kind_{at}") or "scale"
                found.append(QuestionDraft(kind, text, self.criteria.get(text, "")))
        return found


class DrawForm(forms.Form):
    """How many people are drawn; of which parties is ticked beside it."""

    size = forms.IntegerField(
        label=_("How many are asked"),
        min_value=1,
        max_value=100_000,
        help_text=_("Drawn by lot. More than half usually do not answer, and at least five must."),
    )


class SlipsForm(forms.Form):
    """How many paper slips are printed, and of how many people they are a sample."""

    count = forms.IntegerField(label=_("How many slips"), min_value=1, max_value=100_000)
    frame_size = forms.IntegerField(
        label=_("How many people could have got one"),
        required=False,
        min_value=1,
        max_value=10**9,
        help_text=_("Such as all who came in that week. Empty if nobody knows."),
    )


class ReasonForm(forms.Form):
    """Why a survey ends without results."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who sees the survey reads it."),
    )


class SuggestionForm(forms.Form):
    """What somebody says about a page."""

    kind = forms.ChoiceField(label=_("What is it"), widget=Radios)
    text = forms.CharField(
        label=_("In your words"),
        max_length=SAID_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What happened, and what would help. Leave out names and numbers of people."),
    )
    page = forms.CharField(widget=forms.HiddenInput, required=False, max_length=PAGE_LENGTH)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(code, gettext(word)) for code, word in SUGGESTION_KINDS.items()]
        self.fields["key"].initial = uuid4()


class AnswerForm(forms.Form):
    """What the office answers to a suggestion."""

    text = forms.CharField(
        label=_("Answer"), max_length=SAID_LENGTH, widget=forms.Textarea(attrs={"rows": 5})
    )
