"""What people type in the office."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from chizi.core.refusals import Refusal
from chizi.fronts.kit.vocabulary import ROLES, said
from chizi.fronts.office.fields import Named
from chizi.fronts.office.words import BOUND, OFFERED, RELATIONS, ability_word, role_meaning
from chizi.org.abilities import Actor, local_day
from chizi.org.queries import find_parties, find_public_bodies, find_regions, people, region_by_code
from chizi.org.rules import Ability

DAY = {"type": "date", "class": "input"}
REASON_LENGTH = (2, 200)


def day_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A day; browsers offer a calendar, others a field such as 2021-03-01."""
    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=widget, input_formats=["%Y-%m-%d"]
    )


def reason_field(label: Any = None) -> forms.CharField:
    """Why a step is taken: it goes into the journal."""
    low, high = REASON_LENGTH
    return forms.CharField(
        label=label or _("Reason"),
        min_length=low,
        max_length=high,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("2 to 200 characters; it stays readable."),
    )


def _exact_first(found: Sequence[Any], text: str, *names: str) -> Sequence[Any]:
    """The one whose code or whole name was written, if there is just one; else all that fit."""
    same = [one for one in found if text in [getattr(one, name) for name in names]]
    return same if len(same) == 1 else found


def party_finder(viewer: Actor, now: datetime, kind: str = "") -> Callable[[str], Sequence[Any]]:
    """Parties by name or code, within the viewer's sight."""

    def find(text: str) -> Sequence[Any]:
        return _exact_first(find_parties(viewer, text, now=now, kind=kind), text, "code", "name")

    return find


def body_finder() -> Callable[[str], Sequence[Any]]:
    """Public bodies anywhere, by name or code."""

    def find(text: str) -> Sequence[Any]:
        return _exact_first(find_public_bodies(text), text, "code", "name")

    return find


def person_finder(viewer: Actor, now: datetime) -> Callable[[str], Sequence[Any]]:
    """People by name or user name, within the viewer's sight; who has left is not found."""

    def find(text: str) -> Sequence[Any]:
        found = [one for one in people(viewer, now=now, words=text, limit=20).people if one.is_active]
        return _exact_first(found, text, "username", "name")

    return find


def place_finder() -> Callable[[str], Sequence[Any]]:
    """Places by name or code: their names are public."""

    def find(text: str) -> Sequence[Any]:
        try:
            return [region_by_code(text)]
        except Refusal:
            return _exact_first(find_regions(text), text, "name")

    return find


class PersonForm(forms.Form):
    """Somebody who is to be registered. He gets no role by it."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=80, strip=True)
    username = forms.CharField(
        label=_("User name"),
        max_length=40,
        strip=True,
        help_text=_("2 to 40 small letters, digits, . _ or -. With it one signs in; it never changes."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    agency = Named(
        "parties",
        label=_("Body"),
        required=False,
        help_text=_("Name or code of the public body where the person serves; may be empty."),
    )

    def __init__(self, *args: Any, viewer: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _finds(self, "agency", party_finder(viewer, now, "agency"), lambda one: f"{one.name} {one.code}")


class PostForm(forms.Form):
    """A position in a body."""

    agency = Named("parties", label=_("Body"), help_text=_("Name or code."))
    title = forms.CharField(label=_("Position"), max_length=80, strip=True, help_text=_("Such as director."))
    leads = forms.BooleanField(
        label=_("Principal leader"), required=False, help_text=_("Heads the body and answers for it.")
    )
    from_date = day_field(_("From"), help_text=_("Empty: from today."))

    def __init__(self, *args: Any, viewer: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _finds(self, "agency", party_finder(viewer, now, "agency"), lambda one: f"{one.name} {one.code}")


class LeaveForm(forms.Form):
    """Why and from when somebody no longer serves."""

    on = day_field(_("Last day of service"), required=True)
    reason = reason_field()


class ReasonForm(forms.Form):
    """Why a step is taken."""

    reason = reason_field()


class GrantForm(forms.Form):
    """A role for somebody, in a part of the tree, from a day to a day."""

    person = Named("people", label=_("Person"), help_text=_("Name or user name."))
    role = forms.ChoiceField(label=_("Role"))
    region = Named(
        "places",
        label=_("Place"),
        help_text=_("Name or code; the role counts there and for all places within."),
    )
    party = Named(
        "parties",
        label=_("Stands for"),
        required=False,
        help_text=_("The body for which a clerk, leader or lead department acts; empty for other roles."),
    )
    from_date = day_field(_("From"), help_text=_("Empty: from today."))
    until = day_field(_("Until"), help_text=_("The last day; empty: until further notice."))
    reason = reason_field(_("Why this person needs it"))

    def __init__(self, *args: Any, viewer: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _finds(self, "person", person_finder(viewer, now), lambda one: f"{one.name} {one.username}")
        _finds(self, "region", place_finder(), lambda one: f"{one.name} {one.code}")
        _finds(self, "party", party_finder(viewer, now), lambda one: f"{one.name} {one.code}")
        _choose(self, "role", [(code, f"{said(ROLES, code)} – {role_meaning(code)}") for code in OFFERED])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("role") in BOUND and not cleaned.get("party") and "party" not in self.errors:
            self.add_error("party", gettext("This role stands for one body: name it."))
        return cleaned


class ChangeForm(forms.Form):
    """How long a role that was given is to last."""

    until = day_field(_("Until"), help_text=_("The last day; empty: until further notice."))
    reason = reason_field()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31)


class WhoForm(forms.Form):
    """Who may do a thing at a place, or to a body."""

    ability = forms.ChoiceField(label=_("What"))
    place = Named("places", label=_("Place"), required=False, help_text=_("Empty: the whole province."))
    party = Named("parties", label=_("Or a body"), required=False)

    def __init__(self, *args: Any, viewer: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _finds(self, "place", place_finder(), lambda one: f"{one.name} {one.code}")
        _finds(self, "party", party_finder(viewer, now), lambda one: f"{one.name} {one.code}")
        _choose(self, "ability", [(one.value, ability_word(one.value)) for one in Ability], blank=False)


class TieForm(forms.Form):
    """A close relative who serves in a body; of the relative nothing else is asked."""

    relation = forms.ChoiceField(label=_("Relation"))
    party = Named("bodies", label=_("Where the relative serves"), help_text=_("Name or code of the body."))
    from_date = day_field(_("From"), help_text=_("May stay empty."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _finds(self, "party", body_finder(), lambda one: f"{one.name} {one.code}")
        _choose(self, "relation", [(code, gettext(word)) for code, word in RELATIONS.items()])


class SheetForm(forms.Form):
    """A sheet to import."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "Excel (.xlsx) or CSV, with the columns of the template. Nothing is stored before you confirm."
        ),
        allow_empty_file=True,  # an empty file gets the reader's own sentence
    )


def today(now: datetime) -> str:
    """The day of now as a date field writes it."""
    return local_day(now).isoformat()


def _finds(
    form: forms.Form, name: str, finder: Callable[[str], Sequence[Any]], word: Callable[[Any], str]
) -> None:
    field = form.fields[name]
    assert isinstance(field, Named)  # noqa: S101 - for the type checker
    field.finder, field.word = finder, word


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]], *, blank: bool = True) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = [("", gettext("Please choose")), *choices] if blank else choices
