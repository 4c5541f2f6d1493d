"""Tags of the public pages: {% load public %}."""

from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext

from chizi.publish.queries import Card, VersionRef
from chizi.publish.rules.states import STATE_WORDS

register = template.Library()


@register.simple_tag(takes_context=True)
def to(context: Context, name: str, *args: Any) -> str:
    """The address of a public page in the reader's language: {% to "never" %}."""
    return str(context["reader"].link(name, *args))


@register.filter
def file_name(card: Card) -> str:
    """What the publication file is saved as."""
    return card.file_name


@register.filter
def state_word(version: VersionRef) -> str:
    """Where a version stands, in words."""
    return gettext(STATE_WORDS[version.state])
