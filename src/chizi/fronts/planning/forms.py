"""What people type in planning."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chizi.fronts.kit.drafts import SeveralFiles
from chizi.fronts.planning.fields import (
    PartiesField,
    PartyField,
    PersonField,
    PlanForm,
    day,
    line,
    reason,
    text,
    version,
)
from chizi.fronts.planning.words import (
    ANSWERS,
    EXEMPTIONS,
    NODE_KINDS,
    OBJECTIONS,
    OUTCOMES,
    RECURRENCES,
    choices,
)
from chizi.plan.rules.campaigns import MOST_MONTHS
from chizi.plan.rules.tasks import REASON_LENGTH, TEXT_LENGTH, TITLE_LENGTH

CODE_LENGTH = 40


class CampaignForm(PlanForm):
    """A new campaign: with a last day, or with months."""

    code = line(_("Code"), CODE_LENGTH, help_text=_("Letters, digits, . _ or -; it never changes."))
    title = line(_("Title"), TITLE_LENGTH)
    issuer = PartyField(label=_("Issuing party"))
    basis = line(_("Basis"), REASON_LENGTH, help_text=_("Document and article."))
    starts = day(_("First day"), required=True)
    ends = day(_("Last day"), help_text=_("Leave empty for a special campaign: it is computed."))
    months = forms.IntegerField(
        label=_("Months of a special campaign"), required=False, min_value=1, max_value=MOST_MONTHS
    )


class PartForm(PlanForm):
    """One plan of the tree."""

    version = version()
    code = line(_("Code"), CODE_LENGTH)
    kind = forms.ChoiceField(label=_("Kind"))
    title = line(_("Title"), TITLE_LENGTH)
    parent = forms.ChoiceField(label=_("Belongs to"), required=False)
    cross_phase = forms.BooleanField(
        label=_("Cross-phase"),
        required=False,
        help_text=_("Only for a sub-plan that belongs to no single phase."),
    )
    starts = day(_("First day"))
    due = day(_("Last day"))
    reason = reason(required=False)

    def __init__(self, *args: Any, parents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("kind", choices(NODE_KINDS))
        self.choose("parent", parents, gettext("none: it is the overall plan"))


class MeasureForm(PlanForm):
    """One measure."""

    version = version()
    code = line(_("Code"), CODE_LENGTH)
    plan = forms.ChoiceField(label=_("Belongs to"))
    title = line(_("Title"), TITLE_LENGTH)
    text = text(_("What is asked for"), TEXT_LENGTH, required=False)
    owner = PartyField(label=_("Answerable party"))
    basis = line(_("Basis"), REASON_LENGTH, help_text=_("Document and article."))
    evidence_rule = line(_("What shows it"), REASON_LENGTH)
    starts = day(_("First day"))
    due = day(_("Last day"), required=True)
    reason = reason(required=False)

    def __init__(self, *args: Any, parents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("plan", parents)


class VersionForm(PlanForm):
    """A step that needs no words."""

    version = version()


class ReasonForm(VersionForm):
    """A step that needs its reason."""

    reason = reason()


class IssueForm(VersionForm):
    """An edition of the plan, with what is new in it."""

    note = line(_("What is new"), REASON_LENGTH, required=False)


class NoteForm(VersionForm):
    """A step with some words."""

    note = text(_("In words"), REASON_LENGTH)


class AcceptForm(VersionForm):
    """A result is good; words are optional."""

    note = text(_("In words"), REASON_LENGTH, required=False, rows=2)


class ReviewForm(PlanForm):
    """The review at the gate of a phase."""

    outcome = forms.ChoiceField(label=_("Outcome of the review"))
    note = text(_("In words"), REASON_LENGTH)
    title = line(
        _("Remedial task"), TITLE_LENGTH, required=False, help_text=_("Only when remedial work comes first.")
    )
    text = text(_("What has to be made up for"), TEXT_LENGTH, required=False)
    parties = PartiesField(
        label=_("Who makes up for it"), required=False, help_text=_("One party on each line.")
    )
    due = day(_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("outcome", choices(OUTCOMES))


class TaskForm(PlanForm):
    """A task, of a measure or outside the plan."""

    title = line(_("Title"), TITLE_LENGTH)
    text = text(_("What is asked for"), TEXT_LENGTH)
    basis = line(_("Basis"), REASON_LENGTH, help_text=_("Document and article."))
    issuer = PartyField(label=_("In whose name"))
    opens = day(_("First day"), help_text=_("Empty: today."))
    due = day(_("Last day"), required=True)
    recurs = forms.ChoiceField(label=_("How often"), required=False)
    sunset = day(
        _("Ends for good on"),
        help_text=_(
            "Needed for a request that comes back, and for what your level adds to a measure from above."
        ),
    )
    minutes = forms.IntegerField(
        label=_("Cost in minutes, each time"), required=False, min_value=1, max_value=100_000
    )
    fact_key = line(
        _("Name of the facts"),
        80,
        required=False,
        help_text=_(
            "Only if one measure asks for several different things: nobody is asked for the same twice."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("recurs", choices(RECURRENCES))


class ChooseForm(PlanForm):
    """An action that a party chooses itself."""

    party = PartyField(label=_("Whose action"))
    title = line(_("Title"), TITLE_LENGTH)
    text = text(_("What will be done"), TEXT_LENGTH)
    rationale = line(_("Why"), REASON_LENGTH)
    due = day(_("Last day"), required=True)


class GiveForm(PlanForm):
    """In which days a task is given, and to which person if only one is meant. The parties are picked beside it."""

    person = PersonField(
        label=_("One person there"), required=False, help_text=_("Empty: the party decides who does it.")
    )
    opens = day(_("First day"), help_text=_("Empty: as in the task."))
    due = day(_("Last day"), help_text=_("Empty: as in the task."))


class BeyondForm(GiveForm):
    """The same by a second person, who says why somebody's cap is passed (R-08)."""

    reason = line(_("Reason to go beyond the cap"), REASON_LENGTH)


class PassForm(PlanForm):
    """An assignment is passed down as it is: there is nothing to write."""


class ResultForm(VersionForm):
    """What came of it. No picture and no place is ever required."""

    text = text(_("What was done"), TEXT_LENGTH, rows=6, required=False)
    refers_to = forms.ChoiceField(
        label=_("Or: as handed in before"),
        required=False,
        help_text=_("What is here already is not typed again."),
    )

    def __init__(self, *args: Any, before: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if before:
            self.choose("refers_to", before, gettext("no"))
        else:
            del self.fields["refers_to"]
        self.fields["files"] = forms.Field(
            label=_("Files, if there are any"),
            required=False,
            help_text=_(
                "Photos, PDF, Word, Excel or text; several at once. Places and cameras are taken out of photos."
            ),
            widget=SeveralFiles(),
        )
        self.order_fields(["version", "text", "files", "refers_to"])


class ExemptForm(VersionForm):
    """Somebody is let off."""

    ground = forms.ChoiceField(label=_("Ground"))
    text = text(_("In words"), REASON_LENGTH, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("ground", choices(EXEMPTIONS))


class ObjectForm(PlanForm):
    """An objection."""

    ground = forms.ChoiceField(label=_("Ground"))
    text = text(_("In words"), REASON_LENGTH, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("ground", choices(OBJECTIONS))


class AnswerForm(PlanForm):
    """The answer to an objection."""

    outcome = forms.ChoiceField(label=_("Answer"))
    answer = text(_("In words"), REASON_LENGTH, rows=3)
    due = day(_("New last day"), help_text=_("Only when more time is given."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("outcome", choices(ANSWERS))


class HandOverForm(VersionForm):
    """Work changes hands: to somebody who serves there, or back to the party as a whole."""

    to = PersonField(label=_("To whom"), required=False, help_text=_("Empty: back to the party as a whole."))
    reason = reason()

    def __init__(self, *args: Any, colleagues: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {one.username: one for one in colleagues}
        if colleagues:
            named = [(one.username, f"{one.name} ({one.username})") for one in colleagues]
            offered = [("", gettext("the party as a whole")), *named]
            self.fields["to"] = forms.ChoiceField(label=_("To whom"), required=False, choices=offered)

    def clean_to(self) -> Any:
        """The person, or None for the party as a whole."""
        chosen = self.cleaned_data["to"]
        return self.colleagues.get(chosen) if isinstance(chosen, str) else chosen


class PlanFileForm(forms.Form):
    """A plan in a file."""

    file = forms.FileField(label=_("File"), help_text=_("CSV, Excel (.xlsx) or TOML, as in the template."))
