"""What people type in practice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chizi.fronts.kit.drafts import SeveralFiles
from chizi.fronts.practice.fields import PartiesField, PartyField, PracticeForm, day, key, line, text, version
from chizi.learn.rules import advice, applications, directives, lectures, reflections, services, venues


def files() -> forms.FileField:
    """Files that may go with it, and never have to."""
    return forms.FileField(
        label=_("Files, if you like"),
        required=False,
        widget=SeveralFiles(),
        help_text=_("None is needed, and a picture never."),
    )


class ClaimForm(PracticeForm):
    """What was learned, where it was used."""

    key = key()
    about = forms.ChoiceField(label=_("What I learned"))
    target = forms.ChoiceField(
        label=_("Where I used it"),
        required=False,
        help_text=_("A matter or task that your own party handles."),
    )
    code = line(
        _("Or the number of the matter on its paper"),
        24,
        required=False,
        help_text=_("Such as F2021-000123."),
    )
    text = text(
        _("What I did differently"), applications.TEXT_LENGTH, help_text=_("A few sentences will do.")
    )


class AgainForm(PracticeForm):
    """A claim that came back, once more."""

    version = version()
    target = forms.ChoiceField(label=_("Where I used it"))
    text = text(_("What I did differently"), applications.TEXT_LENGTH)


class NoteForm(PracticeForm):
    """A note that must be there."""

    version = version()
    note = text(_("What is missing"), applications.NOTE_LENGTH)


class ConfirmForm(PracticeForm):
    """A note that may be there."""

    version = version()
    note = text(
        _("What showed it"),
        applications.NOTE_LENGTH,
        required=False,
        help_text=_("Only if you like to say so."),
    )


class StepForm(PracticeForm):
    """A step that needs nothing but the button."""

    version = version()


class ReflectionForm(PracticeForm):
    """A reflection: any length will do."""

    key = key()
    about = forms.ChoiceField(label=_("What about"))
    text = text(
        _("What I think of it"), reflections.TEXT_LENGTH, rows=8,
        help_text=_("Any length will do. It stays yours and is never published."),
    )  # fmt: skip
    files = files()  # type: ignore[assignment]


class CorrectForm(PracticeForm):
    """A better wording."""

    text = text(_("What I think of it"), reflections.TEXT_LENGTH, rows=8)


class WhyForm(PracticeForm):
    """A reason that nobody has to give."""

    reason = line(_("Reason, if you like to give one"), 1000, required=False)


class LectureForm(PracticeForm):
    """A lecture that was held."""

    key = key()
    party = PartyField(label=_("Whose head lectured"))
    held_on = day(_("Day"))
    leader = line(
        _("User name of the leader"), 40, required=False,
        help_text=_("Leave it empty for whoever led on that day."),
    )  # fmt: skip
    topic = line(_("Topic"), lectures.TOPIC_LENGTH)
    audience = line(_("Audience"), lectures.AUDIENCE_LENGTH, help_text=_("Who sat there."))
    questions = text(_("What was asked"), lectures.QUESTIONS_LENGTH, required=False)
    serves = PartiesField(
        label=_("Other parties it served"), required=False,
        help_text=_("One on each line. Only with a reason, or each head lectures himself."),
    )  # fmt: skip
    reason = line(_("Why one lecture served them too"), lectures.REASON_LENGTH, required=False)


class ShareForm(PracticeForm):
    """One more party that a lecture served."""

    version = version()
    party = PartyField(label=_("Party"))
    reason = line(_("Why one lecture served it too"), lectures.REASON_LENGTH)


class ReasonForm(PracticeForm):
    """Why something is taken back."""

    version = version()
    reason = line(_("Reason"), 1000, help_text=_("It stays readable in the journal."))


class ServiceForm(PracticeForm):
    """What people need."""

    key = key()
    party = PartyField(label=_("Who does it"))
    title = line(_("In one line"), services.TITLE_LENGTH)
    need = text(_("What is needed"), services.NEED_LENGTH)
    source = forms.ChoiceField(label=_("How it became known"))
    beneficiary = line(
        _("Done for"), services.BENEFICIARY_LENGTH,
        help_text=_("What kind of people, never who: no names, no telephone or identity numbers."),
    )  # fmt: skip


class WorkForm(PracticeForm):
    """A step of the work."""

    version = version()
    text = text(_("What happened"), services.STEP_LENGTH)
    files = files()  # type: ignore[assignment]


class DoneForm(PracticeForm):
    """What was done."""

    version = version()
    done = text(_("What was done"), services.STEP_LENGTH)
    files = files()  # type: ignore[assignment]


class VenueForm(PracticeForm):
    """A local option."""

    key = key()
    owner = PartyField(label=_("Who keeps it"))
    name = line(_("Name"), venues.NAME_LENGTH)
    text = text(_("What is told there"), venues.TEXT_LENGTH)
    address = line(_("Where it lies"), venues.ADDRESS_LENGTH)
    way_yuan = forms.IntegerField(
        label=_("What the way costs a person, in yuan"), min_value=0, max_value=venues.MOST_YUAN,
        help_text=_("There and back, with entrance; 0 if nothing."),
    )  # fmt: skip
    way_minutes = forms.IntegerField(
        label=_("How long the way takes, in minutes"), min_value=0, max_value=venues.MOST_MINUTES,
        help_text=_("There and back."),
    )  # fmt: skip


class ChangeVenueForm(VenueForm):
    """The same venue, put right."""

    key = None  # type: ignore[assignment]
    owner = None  # type: ignore[assignment]
    version = version()


class ChooseForm(PracticeForm):
    """An action of one's own at a venue."""

    party = PartyField(label=_("Which party"))
    title = line(_("Title"), 200)
    text = text(_("What we want to do there"), 4000)
    rationale = line(
        _("Why"), 1000, help_text=_("What it is good for. Nobody decides on it; it is your own choice.")
    )
    due = day(_("Last day"))


class DirectiveForm(PracticeForm):
    """A notice to learn from somebody."""

    key = key()
    issuer = PartyField(label=_("Issuing party"))
    number = line(_("Number of the document"), directives.NUMBER_LENGTH)
    title = line(_("Title"), directives.TITLE_LENGTH)
    issued_on = day(_("Issued on"))
    honours = line(_("Whom it honours"), directives.HONOURED_LENGTH, required=False)
    story = forms.ChoiceField(label=_("His story in the library"), required=False)
    topics = text(_("Topics, one a line"), 2400)
    text = text(_("What it says"), directives.TEXT_LENGTH, required=False)


class AttachForm(PracticeForm):
    """An action that exists already."""

    kind = forms.ChoiceField(label=_("What serves it"))
    number = forms.IntegerField(
        label=_("Its number"), min_value=1, max_value=2**53,
        help_text=_("It stands at the end of the address of its page."),
    )  # fmt: skip


class AdviceForm(PracticeForm):
    """A note to one party."""

    key = key()
    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect)
    party = PartyField(label=_("To"))
    text = text(
        _("What I advise"),
        advice.TEXT_LENGTH,
        help_text=_("It comments and orders nothing. The party replies."),
    )
    about = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)


class ReplyForm(PracticeForm):
    """What a party does with a note."""

    version = version()
    reply = text(_("Reply"), advice.TEXT_LENGTH, help_text=_("What you do with it, or why nothing."))


class UseForm(PracticeForm):
    """A programme that a record can serve."""

    programme = forms.ChoiceField(label=_("What it serves as well"))
