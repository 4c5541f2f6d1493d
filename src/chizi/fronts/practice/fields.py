"""Fields of practice's forms: parties by name or code, days, lines, texts."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from chizi.core.refusals import Refusal
from chizi.org.abilities import Actor
from chizi.org.queries import find_parties

DOT = " · "
LONGEST = 120
MOST_NAMED = 60


class SuggestedParty(forms.TextInput):
    """A line under which parties of that name or code open."""

    def __init__(self) -> None:
        super().__init__({"autocomplete": "off", "maxlength": LONGEST})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        try:
            address = reverse("office:suggest_parties")
        except NoReverseMatch:  # without suggestions the name or the code does as well
            return super().render(name, value, attrs, renderer)
        ident = f"{(attrs or {}).get('id', name)}_list"
        asking = {
            "list": ident,
            "hx-get": address,
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{ident}",
        }
        drawn = super().render(name, value, {**(attrs or {}), **asking}, renderer)
        return format_html('{}<datalist id="{}"></datalist>', drawn, ident)


class PartyField(forms.CharField):
    """One party by name or code, within the viewer's sight; its value is the code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=SuggestedParty(), max_length=LONGEST, strip=True, **kwargs)
        self.finder: Callable[[str], Sequence[Any]] = lambda _text: ()

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "")
        return code_of(self.finder, text) if text else ""


class PartiesField(forms.CharField):
    """Several parties, one on each line; its value is their codes."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(widget=widget, strip=True, max_length=8000, **kwargs)
        self.finder: Callable[[str], Sequence[Any]] = lambda _text: ()

    def clean(self, value: Any) -> list[str]:
        text = str(super().clean(value) or "")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return [code_of(self.finder, line) for line in lines[: MOST_NAMED + 1]]


def code_of(finder: Callable[[str], Sequence[Any]], text: str) -> str:
    """The code of the one party that a text names. Raises ValidationError for none and for several."""
    code = text.rpartition(DOT)[2].strip()
    try:
        found = list(finder(code) or (finder(text) if DOT in text else ()))
    except Refusal:
        found = []
    same = [one for one in found if code == one.code] or [one for one in found if code == one.name]
    found = same if len(same) == 1 else found
    if not found:
        raise forms.ValidationError(gettext("Nothing of this name or code lies within your part."))
    if len(found) > 1:
        names = gettext("; ").join(str(one) for one in found[:4])
        raise forms.ValidationError(
            gettext("Several fit: %(names)s. Write the code of the one you mean.") % {"names": names}
        )
    return str(found[0].code)


class PracticeForm(forms.Form):
    """A form whose parties are looked up within the viewer's sight. ``key`` makes sending twice harmless."""

    def __init__(self, *args: Any, viewer: Actor, now: datetime, **kwargs: Any) -> None:
        if "key" in self.base_fields:
            kwargs["initial"] = {"key": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PartyField | PartiesField):
                field.finder = lambda text: find_parties(viewer, text, now=now)

    def choose(self, name: str, found: Sequence[tuple[str, str]], empty: str = "") -> None:
        """Offer these values in a choice field, with an empty one first where ``empty`` names it."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", empty), *found] if empty else list(found)


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
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


def version() -> forms.IntegerField:
    """What the page showed: two people cannot overwrite each other."""
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)


def key() -> forms.UUIDField:
    """The number of this sheet, made when it is opened."""
    return forms.UUIDField(widget=forms.HiddenInput)
