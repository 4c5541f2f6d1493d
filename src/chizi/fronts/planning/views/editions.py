"""Editions of a plan: the list, one as it was, two side by side."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.planning.pages import campaigns as frames
from chizi.fronts.planning.pages import editions as pages
from chizi.org.queries import parties_by_code
from chizi.plan.queries import campaign_page, compare_editions, edition, editions
from chizi.plan.rules.trees import Plan


def _names(*contents: Plan) -> dict[str, str]:
    return {code: party.name for code, party in parties_by_code(pages.parties_named(*contents)).items()}


@require_safe
@login_required
def edition_list(request: HttpRequest, code: str) -> HttpResponse:
    """All editions, and the choice of two to compare."""
    now, viewer = timezone.now(), viewer_of(request)
    found = campaign_page(viewer, code, now=now)
    known = editions(viewer, code, now=now)
    context = {
        "rail_section": "planning",
        "tab": "home",
        "title": gettext("What was issued, and when?"),
        "trail": frames.trail_to(code, found.title, (gettext("Editions"), "")),
        "one": found,
        "numbers": [one.number for one in known],
        "page": pages.edition_list(code, known),
    }
    return render(request, "planning/editions.html", context)


@require_safe
@login_required
def one(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One edition in full, for reading and for paper; 0 is the plan as it is now."""
    now, viewer = timezone.now(), viewer_of(request)
    found = campaign_page(viewer, code, now=now)
    content = edition(viewer, code, number, now=now)
    names = _names(content)
    head = content["campaign"]
    context = {
        "rail_section": "planning",
        "tab": "home",
        "title": head["title"],
        "edition": pages.edition_word(number),
        "trail": frames.trail_to(
            code,
            found.title,
            (gettext("Editions"), reverse("planning:editions", args=[code])),
            (pages.edition_word(number), ""),
        ),
        "head": {**head, "issuer": names.get(head["issuer"], head["issuer"])},
        "plans": pages.printed(content, names),
    }
    return render(request, "planning/edition.html", context)


@require_safe
@login_required
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Two editions, field by field; 0, or nothing, is the plan as it is now."""
    now, viewer = timezone.now(), viewer_of(request)
    found = campaign_page(viewer, code, now=now)
    before, after = _number(asked(request, "before", 12)), _number(asked(request, "after", 12))
    differences = compare_editions(viewer, code, before, after, now=now)
    parties = {value for each in differences if each.field in ("owner", "issuer")
               for value in (each.before, each.after)}  # fmt: skip
    names = {party_code: party.name for party_code, party in parties_by_code(parties).items()}
    numbers = [each.number for each in editions(viewer, code, now=now)]
    context = {
        "rail_section": "planning",
        "tab": "home",
        "title": gettext("What changed in the plan?"),
        "trail": frames.trail_to(
            code,
            found.title,
            (gettext("Editions"), reverse("planning:editions", args=[code])),
            (gettext("Compare"), ""),
        ),
        "choices": [
            ("before", gettext("Before"), _options(numbers, before)),
            ("after", gettext("Afterwards"), _options(numbers, after)),
        ],
        "page": pages.difference_list(differences, names=names),
    }
    return render(request, "planning/compare.html", context)


def _options(numbers: list[int], chosen: int) -> list[tuple[int, str, bool]]:
    return [(number, pages.edition_word(number), number == chosen) for number in [0, *numbers]]


def _number(text: str) -> int:
    """An edition's number; 0, the plan as it is now, for nothing; what is no number is no edition."""
    if not text:
        return 0
    return int(text) if text.isascii() and text.isdecimal() else -1
