"""Tags of the kit: {% load kit %}."""

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField, Form
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from chizi.fronts.kit import clients, formats, notices, statuses
from chizi.fronts.kit import tabs as section_tabs
from chizi.fronts.kit.evidence import Evidence
from chizi.fronts.kit.figures import Figure
from chizi.fronts.kit.forms import dressed
from chizi.fronts.kit.lists import ListPage

register = template.Library()


@register.simple_tag
def client(entry: str) -> SafeString:
    """Styles and scripts of a built entry: {% client "boards/client/main.ts" %}."""
    return clients.tags_for(entry)


@register.simple_tag
def demo_notice() -> str:
    """What every page of a demonstration says of its data; empty in a real office."""
    return notices.demo()


@register.simple_tag
def status(value: str) -> SafeString:
    """A status as word and shape: {% status "broken" %}."""
    return statuses.badge(value)


@register.inclusion_tag("kit/tabs.html", takes_context=True)
def tabs(context: template.Context) -> dict[str, Any]:
    """The tabs of the section that the page names as ``rail_section``, with the page's own ``tab`` marked."""
    viewer, section = context.get("user"), str(context.get("rail_section") or "")
    if viewer is None or not viewer.is_authenticated:
        return {"links": []}
    return {"links": _links(section, viewer, context.get("tab") or "")}


@register.inclusion_tag("kit/tabs.html", takes_context=True)
def subtabs(context: template.Context) -> dict[str, Any]:
    """The pages under one tab, a second row: the section that the page names as ``sub_section``, ``sub_tab`` marked."""
    viewer, section = context.get("user"), str(context.get("sub_section") or "")
    if not section or viewer is None or not viewer.is_authenticated:
        return {"links": [], "sub": True}
    return {"links": _links(section, viewer, context.get("sub_tab") or ""), "sub": True}


def _links(section: str, viewer: Any, here: str) -> list[tuple[section_tabs.TabLink, bool]]:
    links = [(one, one.is_at(here)) for one in section_tabs.open_tabs(section, viewer)]
    return links if len(links) > 1 else []


@register.filter
def when(value: datetime | date | None) -> str:
    """An instant as people say it, exact on hover."""
    return formats.instant_html(value)


@register.filter
def period(value: str) -> str:
    """A period key as people say it."""
    return formats.period_text(value)


@register.inclusion_tag("kit/figure.html")
def figure(one: Figure) -> dict[str, Any]:
    """A figure with denominator, as-of, provisional mark and the sum behind it."""
    return {"one": one}


@register.inclusion_tag("kit/evidence.html")
def evidence(one: Evidence) -> dict[str, Any]:
    """A file shown in place, with name, size, hash and download: {% evidence one %}."""
    return {"one": one}


@register.inclusion_tag("kit/list.html")
def listing(page: ListPage) -> dict[str, Any]:
    """A list with filter sentence, count, export and paging."""
    return {"page": page}


@register.inclusion_tag("kit/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One field with label, help and what is wrong with it."""
    return {"field": bound, "wrong": list(bound.errors), "input": dressed(bound)}


@register.inclusion_tag("kit/faults.html")
def faults(form: Form) -> dict[str, Any]:
    """What is wrong, on top of the form, each fault a link to its field. An empty field is named: Django's own
    sentence for it says only "this field", which helps nobody in a list."""
    missing = {
        name: gettext("Please fill in: %(field)s") % {"field": form[name].label}
        for name, errors in form.errors.as_data().items()
        if name in form.fields and [error.code for error in errors] == ["required"]
    }
    found = [
        (f"#{form[name].id_for_label}", missing.get(name, error))
        for name, errors in form.errors.items()
        if name in form.fields
        for error in errors
    ]
    return {"found": found, "general": list(form.non_field_errors())}
