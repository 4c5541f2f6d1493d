"""Fields in which a person, a party or a place is named: by name or code, with suggestions while typing."""

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
from chizi.org.queries import find_parties, find_regions, people

DOT = " · "
LONGEST = 120
NAMED = 4
DAY = {"type": "date"}


class Suggesting(forms.TextInput):
    """A line of text under which the server's suggestions open."""

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


class Named(forms.CharField):
    """Text that names one thing; ``finder`` gives all things that fit, the exact one alone if there is one."""

    def __init__(self, what: str, **kwargs: Any) -> None:
        super().__init__(widget=Suggesting(what), max_length=LONGEST, strip=True, **kwargs)
        self.finder: Callable[[str], Sequence[Any]] = lambda _text: ()

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        code = text.rpartition(DOT)[2].strip()
        try:
            found = list(self.finder(code) or (self.finder(text) if DOT in text else ()))
        except Refusal:
            found = []
        same = [one for one in found if code in (getattr(one, "code", ""), getattr(one, "username", ""))]
        same = same or [one for one in found if code == one.name]
        found = same if len(same) == 1 else found
        if not found:
            raise forms.ValidationError(gettext("Nothing of this name or code lies within your part."))
        if len(found) > 1:
            names = gettext("; ").join(str(one) for one in found[:NAMED])
            raise forms.ValidationError(
                gettext("Several fit: %(names)s. Write the code of the one you mean.") % {"names": names}
            )
        return found[0]


class Several(forms.CharField):
    """Several parties, one on each line, by name or code."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=True, max_length=4000, **kwargs)
        self.one = Named("parties", required=True)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return [self.one.clean(line) for line in str(text).splitlines() if line.strip()]


class NamingForm(forms.Form):
    """A form whose named fields look within the viewer's sight."""

    def __init__(self, *args: Any, viewer: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.now = viewer, now
        finders: dict[str, Callable[[str], Sequence[Any]]] = {
            "people": lambda text: [
                one for one in people(viewer, now=now, words=text, limit=20).people if one.is_active
            ],
            "parties": lambda text: find_parties(viewer, text, now=now),
            "places": lambda text: find_regions(text),
        }
        for field in self.fields.values():
            if isinstance(field, Several):
                field.one.finder = finders["parties"]
            if isinstance(field, Named) and isinstance(field.widget, Suggesting):
                field.finder = finders[field.widget.what]

    def choose(self, name: str, found: Sequence[tuple[str, str]], empty: str = "") -> None:
        """Offer these values in a choice field, with an empty one first where ``empty`` names it."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField | forms.MultipleChoiceField):
            field.choices = [("", empty), *found] if empty else list(found)


def day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A day; browsers offer a calendar, others a field such as 2021-03-01."""
    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")
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


def reason(label: Any = None) -> forms.CharField:
    """Why a step is taken: it goes into the journal."""
    return line(label or _("Reason"), 200, help_text=_("It stays readable in the journal."))
