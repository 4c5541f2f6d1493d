"""How a due day is said everywhere: the day, how much is left, and its colour as a word and a shape."""

from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from chizi.fronts.kit.formats import day_text

COLOURS = ("blue", "yellow", "red")


def left_text(left: int) -> str:
    """Days until the last day, or since."""
    if left == 0:
        return gettext("due today")
    if left > 0:
        return ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left}
    return ngettext("%(count)s day overdue", "%(count)s days overdue", -left) % {"count": -left}


def due_html(due: date | None, left: int | None, colour: str) -> SafeString | str:
    """The due day and what is left of it; a dash where no day is set."""
    if due is None or left is None:
        return "–"
    css = f"due due-{colour}" if colour in COLOURS else "due-none"
    return format_html(
        '<span class="{}"><time datetime="{}">{}</time> <span class="of">{}</span></span>',
        css,
        due.isoformat(),
        day_text(due),
        left_text(left),
    )
