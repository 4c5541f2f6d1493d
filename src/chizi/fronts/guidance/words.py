"""Words for the codes of bodies, meetings and regulations."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from chizi.core.words import N_
from chizi.fronts.kit.context import address
from chizi.fronts.kit.vocabulary import said
from chizi.plan.rules.bodies import BodyKind, Classification, MeetingKind, MemberRole, RegulationStatus

BODY_KINDS: dict[str, str] = {
    BodyKind.LEADING_GROUP: N_("leading group"),
    BodyKind.OFFICE: N_("office of the leading group"),
    BodyKind.TASK_FORCE: N_("task force"),
    BodyKind.GUIDANCE_GROUP: N_("guidance group"),
}
MEMBER_ROLES: dict[str, str] = {
    MemberRole.HEAD: N_("head of the group"),
    MemberRole.DEPUTY: N_("deputy head"),
    MemberRole.MEMBER: N_("group member"),
    MemberRole.OFFICE: N_("office staff"),
}
MEETING_KINDS: dict[str, str] = {
    MeetingKind.LEADING_GROUP: N_("leading group meeting"),
    MeetingKind.MOBILISATION: N_("kick-off meeting"),
    MeetingKind.PROGRESS: N_("progress meeting"),
    MeetingKind.OTHER: N_("other meeting"),
}
CLASSIFICATIONS: dict[str, str] = {
    Classification.OPEN: N_("open to the public"),
    Classification.INTERNAL: N_("internal"),
}
STATUSES: dict[str, str] = {
    RegulationStatus.IN_FORCE: N_("in force"),
    RegulationStatus.DRAFT: N_("draft text"),
    RegulationStatus.REPLACED: N_("replaced by a newer one"),
    RegulationStatus.REPEALED: N_("repealed"),
}
TASK_STATES: dict[str, str] = {
    "waiting": N_("waits for a second person"),
    "open": N_("under way"),
    "declined": N_("declined"),
    "withdrawn": N_("withdrawn"),
    "closed": N_("closed"),
}


def choices(table: dict[str, str]) -> list[tuple[str, str]]:
    """(code, word) pairs in the active language."""
    return [(str(code), gettext(word)) for code, word in table.items()]


def options(table: dict[str, str], chosen: str, everything: str) -> list[tuple[str, str, bool]]:
    """(code, word, chosen) for a filter, everything first."""
    return [("", everything, not chosen), *((code, word, code == chosen) for code, word in choices(table))]


def days_text(days: int | None) -> str:
    """How many days later; the same day is said so (S2-04)."""
    if days is None:
        return "–"
    if days == 0:
        return gettext("the same day")
    return ngettext("%(number)s day later", "%(number)s days later", days) % {"number": days}


def gap(text: str) -> SafeString:
    """Something that is missing and should not be: word and shape."""
    return format_html('<span class="gap">{}</span>', text)


def task_cell(tasks: object) -> SafeString | str:
    """How the tasks stand that came of something; none is shown as a gap."""
    found = list(tasks)  # type: ignore[call-overload]
    if not found:
        return gap(gettext("no task yet"))
    words = [
        _task_link(address("planning:task", one.id), said(TASK_STATES, one.state), one.title) for one in found
    ]
    return format_html_join(gettext("; "), "{}", ((word,) for word in words))


def _task_link(href: str, state: str, title: str) -> SafeString | str:
    return format_html('<a href="{}" title="{}">{}</a>', href, title, state) if href else state
