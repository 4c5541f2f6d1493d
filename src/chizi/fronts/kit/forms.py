"""How a form field's widget is dressed, so that forms need not name styles."""

from django import forms
from django.forms import BoundField
from django.forms.widgets import Input
from django.utils.safestring import SafeString

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file-input"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (Input, "input"),
)


def dressed(bound: BoundField) -> SafeString:
    """The field's input with the class of its kind; what the form itself set as class is kept."""
    widget = bound.field.widget
    own = next((name for kind, name in CLASSES if isinstance(widget, kind)), "")
    wanted = " ".join(part for part in (own, widget.attrs.get("class", "")) if part)
    return bound.as_widget(attrs={"class": wanted} if wanted else {})
