"""Fields in which a person, a body or a place is named: by name or by code, with suggestions while typing.

The value is text, "name · code" when a suggestion was taken. `found_by` turns it into the object; without a script the
name or the code alone does as well.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from chizi.core.refusals import Refusal

DOT = " · "
LONGEST = 120
NAMED = 4


class Suggesting(forms.TextInput):
    """A line of text under which the server's suggestions open."""

    def __init__(self, what: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "maxlength": LONGEST, **(attrs or {})})
        self.what = what

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        ident = f"{(attrs or {}).get('id', name)}_list"
        asking = {
            "list": ident,
            "hx-get": reverse(f"office:suggest_{self.what}"),
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{ident}",
        }
        drawn = super().render(name, value, {**(attrs or {}), **asking}, renderer)
        return format_html('{}<datalist id="{}"></datalist>', drawn, ident)


def code_of(text: str) -> str:
    """The code behind the name that a suggestion wrote; the text itself where none was taken."""
    return text.rpartition(DOT)[2].strip()


class Named(forms.CharField):
    """Text that names one thing; ``finder`` gives all things that fit, the exact one alone if there is one."""

    def __init__(self, what: str, **kwargs: Any) -> None:
        super().__init__(widget=Suggesting(what), max_length=LONGEST, strip=True, **kwargs)
        self.finder: Callable[[str], Sequence[Any]] = lambda _text: ()
        self.word: Callable[[Any], str] = str

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            found = list(self.finder(code_of(text)) or (self.finder(text) if DOT in text else ()))
        except Refusal:
            found = []
        if not found:
            raise forms.ValidationError(gettext("Nothing of this name or code lies within your part."))
        if len(found) > 1:
            names = gettext("; ").join(self.word(one) for one in found[:NAMED])
            raise forms.ValidationError(
                gettext("Several fit: %(names)s. Write the code of the one you mean.") % {"names": names}
            )
        return found[0]
