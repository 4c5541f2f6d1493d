"""Fields of planning's forms: parties and people by name or code, days, lines, texts."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chizi.core.refusals import Refusal
from chizi.org.abilities import Actor
from chizi.org.queries import find_parties, parties_in, people

DOT = " · "
LONGEST = 120
MOST_NAMED = 2000


class Suggested(forms.TextInput):
    """A line under which the server's suggestions open."""

    def __init__(self, what: str) -> None:
        super().__init__({"autocomplete": "off", "maxlength": LONGEST})
        self.what = what

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        ident = f"{(attrs or {}).get('id', name)}_list"
        try:
            address = reverse(f"office:suggest_{self.what}")
        except NoReverseMatch:  # without suggestions the name or the code does as well
            return super().render(name, value, attrs, renderer)
        asking = {
            "list": ident,
            "hx-get": address,
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{ident}",
        }
        drawn = super().render(name, value, {**(attrs or {}), **asking}, renderer)
        return format_html('{}<datalist id="{}"></datalist>', drawn, ident)


class PartyField(forms.CharField):
    """One party by name or code, within the viewer's sight."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=Suggested("parties"), max_length=LONGEST, strip=True, **kwargs)
        self.finder: Callable[[str], Sequence[Any]] = lambda _text: ()

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return one_of(self.finder, str(text)) if text else None


class PartiesField(forms.CharField):
    """Several parties, one on each line."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(widget=widget, strip=True, max_length=60_000, **kwargs)
        self.finder: Callable[[str], Sequence[Any]] = lambda _text: ()

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "")
        lines = [line.strip() for line in text.splitlines() if line.strip()][:MOST_NAMED]
        return [one_of(self.finder, line) for line in lines]


class PersonField(forms.CharField):
    """One person by user name or name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=Suggested("people"), max_length=LONGEST, strip=True, **kwargs)
        self.finder: Callable[[str], Sequence[Any]] = lambda _text: ()

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return one_of(self.finder, str(text)) if text else None


def one_of(finder: Callable[[str], Sequence[Any]], text: str) -> Any:
    """The one thing that a text names. Raises ValidationError for none and for several."""
    code = text.rpartition(DOT)[2].strip()
    try:
        found = list(finder(code) or (finder(text) if DOT in text else ()))
    except Refusal:
        found = []
    same = [one for one in found if code in (getattr(one, "code", ""), getattr(one, "username", ""))]
    same = same or [one for one in found if code == one.name]
    found = same if len(same) == 1 else found
    if not found:
        raise forms.ValidationError(gettext("Nothing of this name or code lies within your part."))
    if len(found) > 1:
        names = gettext("; ").join(str(one) for one in found[:4])
        raise forms.ValidationError(
            gettext("Several fit: %(names)s. Write the code of the one you mean.") % {"names": names}
        )
    return found[0]


class PlanForm(forms.Form):
    """A form whose parties and people are looked up within the viewer's sight."""

    def __init__(self, *args: Any, viewer: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.now = viewer, now
        for field in self.fields.values():
            if isinstance(field, PartyField | PartiesField):
                field.finder = lambda text: find_parties(viewer, text, now=now)
            elif isinstance(field, PersonField):
                field.finder = self._people

    def _people(self, text: str) -> Sequence[Any]:
        found = people(self.viewer, now=self.now, words=text, limit=20).people
        return [one for one in found if one.is_active]

    def choose(self, name: str, found: Sequence[tuple[str, str]], empty: str = "") -> None:
        """Offer these values in a choice field, with an empty one first where ``empty`` names it."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", empty), *found] if empty else list(found)


def all_parties(viewer: Actor, region: Any, kind: str, *, now: datetime) -> list[Any]:
    """All agencies within a region, for handing one task to every one of them; at most two thousand."""
    found: list[Any] = []
    after = ""
    while len(found) < MOST_NAMED:
        page = parties_in(viewer, now=now, region=region, kind=kind, after=after, limit=500)
        found += page.parties
        after = page.after
        if not after:
            break
    return found


def day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A day; browsers offer a calendar, others a field such as 2021-03-01."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=widget, input_formats=["%Y-%m-%d"]
    )


def line(label: Any, most: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A line of text."""
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text, strip=True)


def text(
    label: Any, most: int, *, rows: int = 4, required: bool = True, help_text: Any = ""
) -> forms.CharField:
    """Some lines of text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text, widget=widget, strip=True
    )


def reason(*, required: bool = True) -> forms.CharField:
    """Why: it goes into the journal."""
    return line(_("Reason"), 1000, required=required, help_text=_("It stays readable in the journal."))


def version() -> forms.IntegerField:
    """What the page showed: two people cannot overwrite each other."""
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)
