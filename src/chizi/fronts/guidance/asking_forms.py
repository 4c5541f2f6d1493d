"""What people type in guidance: meetings, instructions, regulations."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chizi.fronts.guidance.fields import Named, NamingForm, Several, day, line, reason, text
from chizi.fronts.guidance.words import CLASSIFICATIONS, MEETING_KINDS, choices
from chizi.fronts.kit.formats import day_text
from chizi.org.abilities import local_day
from chizi.plan.queries.bodies import parents_for
from chizi.plan.queries.meetings import kick_off_choices
from chizi.plan.queries.regulations import replaceable
from chizi.plan.rules.bodies import NAME_LENGTH, TEXT_LENGTH
from chizi.plan.rules.regulations import LONGEST_TEXT

DECISIONS = 8  # lines offered when a meeting is recorded; more can be added on its page


def meeting_choice(found: list[tuple[int, str, date]]) -> list[tuple[str, str]]:
    return [(str(number), f"{day_text(held)} {title}") for number, title, held in found]


class MeetingForm(NamingForm):
    """A meeting that was held."""

    kind = forms.ChoiceField(label=_("Kind of meeting"))
    title = line(_("Title of the meeting"), NAME_LENGTH)
    body = forms.ChoiceField(
        label=_("Whose meeting"), required=False, help_text=_("Leave empty for one that others held.")
    )
    region = Named(
        "places", label=_("Place"), required=False, help_text=_("Only needed when no body of ours held it.")
    )
    chair = line(_("Chaired by"), 80)
    held_on = day(_("Held on"), required=True)
    parent = forms.ChoiceField(
        label=_("Which meeting it passes on"),
        required=False,
        help_text=_("From it the days of passing on are counted."),
    )
    agenda = text(_("Agenda"), TEXT_LENGTH, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("kind", choices(MEETING_KINDS))
        self.choose("body", parents_for(self.viewer, now=self.now), gettext("no body of ours"))
        known = meeting_choice(kick_off_choices(self.viewer, now=self.now))
        self.choose("parent", known, gettext("none"))
        self.fields["held_on"].initial = local_day(self.now)


class DecisionForm(NamingForm):
    """One decision; owner and day can follow later, and until then it shows as a gap."""

    text = text(_("What was decided"), TEXT_LENGTH, rows=2)
    owner = Named("parties", label=_("Who carries it out"), required=False)
    due = day(_("Due on"))


class TaskForm(NamingForm):
    """A decision becomes a task."""

    issuer = Named("parties", label=_("In whose name"), help_text=_("The body that asks for it."))
    owner = Named("parties", label=_("Who carries it out"))
    due = day(_("Due on"), required=True)


class TasksForm(NamingForm):
    """An instruction becomes a task of several parties."""

    issuer = Named("parties", label=_("In whose name"), help_text=_("The body that asks for it."))
    owners = Several(label=_("Who carries it out"), help_text=_("One party on each line, by name or code."))
    due = day(_("Due on"), required=True)
    title = line(_("Title of the task"), NAME_LENGTH, required=False, help_text=_("Empty: its first line."))


class InstructionForm(NamingForm):
    """A leader's written words."""

    author = line(_("Who wrote it"), 80, help_text=_("Office and name, as it may be read here."))
    text = text(_("Wording"), TEXT_LENGTH)
    dated_on = day(_("Dated"), required=True)
    classification = forms.ChoiceField(
        label=_("Classification"),
        help_text=_("State secrets must not be put into this system, not even in part."),
    )
    region = Named("places", label=_("Place"), help_text=_("For whom it is meant."))
    meeting = forms.ChoiceField(label=_("Which meeting it answers"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        higher = ("secret", gettext("secret or higher"))
        self.choose("classification", [*choices(CLASSIFICATIONS), higher], gettext("Please choose"))
        known = meeting_choice(kick_off_choices(self.viewer, now=self.now))
        self.choose("meeting", known, gettext("none"))


class TextForm(NamingForm):
    """A text, pasted or in a file."""

    text = text(
        _("Text"),
        LONGEST_TEXT,
        rows=14,
        required=False,
        help_text=_("Paste it here, or choose a file below."),
    )
    file = forms.FileField(
        label=_("File with the text"),
        required=False,
        allow_empty_file=True,
        help_text=_("Plain text or Word (.docx); only the words are kept."),
    )


class RegulationForm(TextForm):
    """A document of the library."""

    title = line(_("Title of the document"), NAME_LENGTH)
    number = line(_("Document number"), 80, required=False)
    issuer = line(_("Issued by"), NAME_LENGTH)
    region = Named("places", label=_("Place"), help_text=_("Where it counts."))
    status = forms.ChoiceField(label=_("Status of the document"))
    in_force_from = day(_("In force from"))
    hands_over_to = line(
        _("Clues are handed over to"),
        NAME_LENGTH,
        required=False,
        help_text=_("Clues about crime or discipline are handed over, never investigated here."),
    )
    replaces = forms.MultipleChoiceField(label=_("Replaces"), required=False)
    field_order = (
        "title",
        "number",
        "issuer",
        "region",
        "status",
        "in_force_from",
        "hands_over_to",
        "replaces",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("status", [("in_force", gettext("in force")), ("draft", gettext("draft text"))])
        known = replaceable(self.viewer, now=self.now)
        self.choose("replaces", [(str(number), title) for number, title in known])
        self.fields["replaces"].widget.attrs["size"] = 4


class WordingForm(TextForm):
    """A newer version of a text."""

    note = line(_("What changed and why"), 200)
    in_force_from = day(_("In force from"))
    field_order = ("note", "in_force_from")


class StepForm(NamingForm):
    """What can happen to a document: it comes into force, ends, or takes the place of another."""

    step = forms.ChoiceField(label=_("Step"))
    on = day(_("From which day"))
    older = forms.ChoiceField(label=_("Which document it replaces"), required=False)
    reason = reason()

    def __init__(self, *args: Any, draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [("replace", gettext("It replaces another document")), ("repeal", gettext("It is repealed"))]
        if draft:
            found.insert(0, ("force", gettext("The draft comes into force")))
        self.choose("step", found)
        known = [(str(number), title) for number, title in replaceable(self.viewer, now=self.now)]
        self.choose("older", known, gettext("none"))
        self.fields["reason"].required = False
