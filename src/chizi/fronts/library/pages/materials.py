"""One material: what stands beside its text, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from chizi.core.refusals import Refusal
from chizi.fronts.kit.evidence import Evidence, evidence
from chizi.fronts.kit.formats import day_text, instant_html
from chizi.fronts.library.words import AUDIENCES, CLASSIFICATIONS, CONSENTS, kind_word
from chizi.ground.files.queries import files as kept_files
from chizi.learn.queries import MaterialMedium, MaterialPage

Facts = list[tuple[str, str | SafeString]]


@dataclass(frozen=True)
class Media:
    """A material's files as its page draws them: one film with its captions, pictures and documents in place."""

    film: str = ""
    film_type: str = ""
    captions: str = ""
    shown: tuple[Evidence, ...] = ()


def facts(one: MaterialPage) -> Facts:
    """Term and value, for the list beside the text."""
    found: Facts = [
        (gettext("Kind"), kind_word(one.kind)),
        (gettext("Source"), one.source),
        (gettext("Kept by"), one.owner),
        (gettext("Secrecy"), gettext(CLASSIFICATIONS[one.classification])),
        (gettext("Who may read it"), _audience(one)),
        (gettext("Version"), str(one.version)),
    ]
    if one.published_at is not None:
        found.append((gettext("Published"), instant_html(one.published_at)))
    if one.note:
        found.append((gettext("What is new in this version"), one.note))
    if one.case is not None:
        found += [
            (gettext("Concluded by"), one.case.decision),
            (gettext("Decided on"), day_text(one.case.decided_on)),
        ]
        found += [(gettext("What there is to learn from it"), one.case.lesson)] if one.case.lesson else []
    return found + _story(one)


def _audience(one: MaterialPage) -> str:
    if one.readers:
        return gettext("; ").join(name for _code, name in one.readers)
    return gettext(AUDIENCES[one.audience])


def _story(one: MaterialPage) -> Facts:
    told = one.story
    if told is None:
        return []
    found: Facts = [(gettext("Whom it tells of"), told.person)]
    if told.happened_on is not None:
        found.append((gettext("Day of the death on duty, or of the deed"), day_text(told.happened_on)))
    found += [(gettext("Post held then"), told.post)] if told.post else []
    found += [(gettext("Age then"), str(told.age))] if told.age is not None else []
    agreed = gettext("%(who)s, on %(day)s") % {
        "who": gettext(CONSENTS[told.consent_by]),
        "day": day_text(told.consent_on),
    }
    found.append((gettext("Agreed that it is told"), agreed))
    if one.keeper:
        found.append((gettext("Name of who agreed, and how"), told.consent_from))
    return found


def standing(one: MaterialPage) -> str:
    """One sentence on where it stands, where there is something to say."""
    if one.held:
        return gettext(
            "A second person found that this version is secret. It is held back from everybody; its content has to be "
            "removed by the way that the law on secrets prescribes."
        )
    if one.state == "withdrawn":
        return gettext("Withdrawn: %(reason)s") % {"reason": one.reason}
    if one.undecided:
        return gettext(
            "Words that may mean a secret were found: %(words)s. A second person has to decide before it is published."
        ) % {"words": gettext("; ").join(one.marks)}
    if one.version > one.shown:
        return gettext("This version is not published. Learners do not see it.")
    if one.latest > one.shown and one.keeper:
        return gettext("A newer version waits for a second person.")
    if one.version < one.shown:
        return gettext("This is an older version. Learners read version %(number)s.") % {"number": one.shown}
    return ""


def media(one: MaterialPage) -> Media:
    """The files of the version that is open. One whose content is lost is left out here and said by the doctor."""
    by_part = {part: [m for m in one.media if m.part == part] for part in ("film", "captions")}
    shown = [m for m in one.media if m.part not in by_part]
    film = by_part["film"][0] if by_part["film"] else None
    captions = by_part["captions"][0] if by_part["captions"] else None
    return Media(
        _address(one, film.digest) if film else "",
        film.media_type if film else "",
        _address(one, captions.digest) if captions else "",
        _shown(one, shown),
    )


def _address(one: MaterialPage, digest: str) -> str:
    return reverse("library:file", args=[one.id, digest])


def _shown(one: MaterialPage, found: Sequence[MaterialMedium]) -> tuple[Evidence, ...]:
    if not found:
        return ()
    try:
        kept = kept_files({m.digest: m.name for m in found})
    except Refusal:
        return ()
    return tuple(
        evidence(
            kept[m.digest],
            href=_address(one, m.digest),
            page_href=lambda page, digest=m.digest: reverse(  # type: ignore[misc]
                "library:file_page", args=[one.id, digest, page]
            ),
        )
        for m in found
    )


def version_before(one: MaterialPage) -> int | None:
    """The version to compare this one with."""
    return one.version - 1 if one.version > 1 else None
