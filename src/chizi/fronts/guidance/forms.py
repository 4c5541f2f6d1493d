"""What people type in guidance: bodies, members, trainings, deployments."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chizi.fronts.guidance.fields import Named, NamingForm, day, line, reason
from chizi.fronts.guidance.words import BODY_KINDS, MEMBER_ROLES, choices
from chizi.org.abilities import local_day
from chizi.plan.queries.bodies import parents_for
from chizi.plan.rules.bodies import CODE_LENGTH, NAME_LENGTH


class BodyForm(NamingForm):
    """A body that is set up."""

    kind = forms.ChoiceField(label=_("Kind of body"))
    name = line(_("Full name"), NAME_LENGTH)
    code = line(
        _("Code of its own"),
        CODE_LENGTH,
        help_text=_("Small letters, digits, . _ or -, such as group-1; it never changes."),
    )
    number = forms.IntegerField(
        label=_("Number of the group"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("Only for guidance groups."),
    )
    region = Named(
        "places", label=_("Place"), help_text=_("Whose body it is: the province, a city, a county.")
    )
    parent = forms.ChoiceField(label=_("Below which body"), required=False)
    founded_on = day(_("Set up on"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("kind", choices(BODY_KINDS), gettext("Please choose"))
        self.choose("parent", parents_for(self.viewer, now=self.now), gettext("no body above it"))
        self.fields["founded_on"].initial = local_day(self.now)


class ChangeForm(NamingForm):
    """Another name, number or place in the tree."""

    name = line(_("Full name"), NAME_LENGTH)
    number = forms.IntegerField(label=_("Number of the group"), required=False, min_value=1, max_value=999)
    parent = forms.ChoiceField(label=_("Below which body"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("parent", parents_for(self.viewer, now=self.now), gettext("no body above it"))


class ReasonForm(forms.Form):
    """A step that needs nothing but its reason."""

    reason = reason()


class EndForm(forms.Form):
    """A last day and a reason."""

    on = day(_("Last day"), help_text=_("Leave empty for today."))
    reason = reason()


class BranchForm(forms.Form):
    """A temporary party branch."""

    name = line(_("Name of the branch"), NAME_LENGTH)
    secretary = forms.ChoiceField(label=_("Secretary"), required=False)
    founded_on = day(_("Set up on"), required=True)

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["secretary"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", gettext("not named yet")), *members]


class MemberForm(NamingForm):
    """Somebody joins a body."""

    person = Named("people", label=_("Person"), help_text=_("Somebody who is registered: name or user name."))
    role = forms.ChoiceField(label=_("Capacity"))
    from_date = day(_("First day"), required=True)
    until = day(_("Last day"), help_text=_("Leave empty until further notice."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("role", choices(MEMBER_ROLES))
        self.fields["role"].initial = "member"
        self.fields["from_date"].initial = local_day(self.now)


class TrainingForm(forms.Form):
    """A training that was held, and who took part."""

    title = line(_("What the training was about"), NAME_LENGTH)
    held_on = day(_("Day of the training"), required=True)
    people = forms.MultipleChoiceField(
        label=_("Who took part"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Take away those who were absent; only presence is kept, no minutes."),
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        field.choices = people
        field.initial = [code for code, _name in people]


class DeployForm(NamingForm):
    """Where a body and its people are sent."""

    region = Named("places", label=_("Where to"), help_text=_("A city, or a place within it."))
    party = Named(
        "parties",
        label=_("To one party there"),
        required=False,
        help_text=_("Leave empty when they are sent to the whole place."),
    )
    from_date = day(_("First day"), required=True)
    until = day(_("Last day"), help_text=_("Leave empty until further notice."))
    basis = line(_("On what basis"), 200, help_text=_("The notice or decision that sends them."))
    people = forms.MultipleChoiceField(
        label=_("Who goes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    whole = forms.BooleanField(
        label=_("The group as a whole stands there"),
        required=False,
        initial=True,
        help_text=_("Without it only the people chosen are sent."),
    )
    only_who_may = forms.BooleanField(
        label=_("Send all who may go, and leave out the others"),
        required=False,
        help_text=_("Without it nobody goes if anybody may not."),
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("people", people)
        self.fields["people"].initial = [code for code, _name in people]
