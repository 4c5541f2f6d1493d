"""The library: searching, reading, comparing, adding."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from chizi.fronts.guidance.abilities import Offer
from chizi.fronts.guidance.asking_forms import RegulationForm, StepForm, WordingForm
from chizi.fronts.guidance.pages import regulations as pages
from chizi.fronts.guidance.views.stepping import FORM, by_form
from chizi.fronts.guidance.words import STATUSES, options
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.lists import with_query
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.ground.exchange.prose import read_prose
from chizi.org.abilities import local_day
from chizi.org.refusals import NotAllowed
from chizi.plan.actions import (
    add_regulation,
    add_wording,
    put_in_force,
    repeal_regulation,
    replace_regulation,
)
from chizi.plan.queries import (
    compare_versions,
    library,
    library_counts,
    regulation_page,
    search_library,
)
from chizi.plan.queries.regulations import RegulationPage
from chizi.plan.rules.bodies import RegulationStatus

PAGE = 50


@require_safe
@login_required
def regulation_list(request: HttpRequest) -> HttpResponse:
    """The library with its counts, or what a search found in the full texts."""
    now, viewer = timezone.now(), viewer_of(request)
    offer = Offer(viewer, now)
    insist(offer.see)
    words, status = asked(request, "q", 60), asked(request, "status", 20)
    status, before = status if status in STATUSES else "", asked(request, "before", 18)
    counts = library_counts(viewer, now=now)
    if words:
        found = search_library(viewer, words, now=now)
    else:
        found = library(viewer, now=now, status=status, before=before, limit=PAGE + 1)
    more = len(found) > PAGE and not words
    context = {
        "rail_section": "guidance",
        "tab": "regulations",
        "title": gettext("Which rules and plans are there, and what do they say?"),
        "words": words,
        "statuses": options(STATUSES, status, gettext("all documents")),
        "counts": [(gettext(STATUSES[name]), number) for name, number in counts.items() if number],
        "new": (reverse("guidance:regulation_new"), gettext("Add a document")) if offer.manage else None,
        "page": pages.library_list(
            found[:PAGE],
            words=words,
            status=status,
            total=counts[status] if status else sum(counts.values()),
            next_href=with_query(request, before=str(found[PAGE - 1].id)) if more else "",
            first_href=with_query(request, before="") if before and not words else "",
            clear_href=with_query(request, q="", status="", before=""),
            may_manage=offer.manage,
        ),
    }
    return render(request, "guidance/regulations.html", context)


@require_safe
@login_required
def regulation(request: HttpRequest, number: int) -> HttpResponse:
    """One document in one version, article by article."""
    now, viewer = timezone.now(), viewer_of(request)
    found = regulation_page(viewer, number, now=now, version=asked(request, "version", 9))
    context = {
        **_frame(found),
        "title": found.regulation.title,
        "one": found,
        "facts": pages.regulation_facts(found),
        "versions": pages.version_list(found),
        "newest": found.wording.version == found.regulation.latest,
        "over": found.regulation.status in (RegulationStatus.REPEALED, RegulationStatus.REPLACED),
    }
    return render(request, "guidance/regulation.html", context)


def _frame(found: Any, *more: str) -> dict[str, Any]:
    one = found.regulation
    trail = [(pgettext("tab", "Regulations"), reverse("guidance:regulations"))]
    trail += [(one.title, pages.regulation_href(one.pk))]
    return {
        "rail_section": "guidance",
        "tab": "regulations",
        "trail": [*trail, *((name, "") for name in more)],
    }


@require_safe
@login_required
def regulation_compare(request: HttpRequest, number: int) -> HttpResponse:
    """What changed between two versions."""
    now, viewer = timezone.now(), viewer_of(request)
    before, after = asked(request, "before", 9), asked(request, "after", 9)
    found = compare_versions(viewer, number, now=now, before=before, after=after)
    context = {
        **_frame(found, gettext("Comparison")),
        "title": gettext("What changed in %(title)s?") % {"title": found.regulation.title},
        "one": found,
        "changes": pages.change_words(found),
    }
    return render(request, "guidance/compare.html", context)


@require_http_methods(FORM)
@login_required
def regulation_new(request: HttpRequest) -> HttpResponse:
    """Add a document with its first text."""
    now, viewer = timezone.now(), viewer_of(request)
    insist(Offer(viewer, now).manage)
    initial = {"in_force_from": local_day(now)}
    form = RegulationForm(
        request.POST or None, request.FILES or None, viewer=viewer, now=now, initial=initial
    )

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        words = _words(typed)
        replaces = [int(one) for one in typed.pop("replaces")]
        made = add_regulation(actor=viewer, now=now, text=words, replaces=replaces, **typed)
        return pages.regulation_href(made.pk), gettext("The document is in the library.")

    context = {
        "tab": "regulations",
        "trail": [(pgettext("tab", "Regulations"), reverse("guidance:regulations")), (gettext("New"), "")],
        "title": gettext("Add a document"),
        "button": gettext("Add the document"),
        "files": True,
    }
    return by_form(request, form, step, context)


def _words(typed: dict[str, Any]) -> str:
    """The text of a form: that of the file if one was chosen, else what was pasted."""
    upload, pasted = typed.pop("file"), str(typed.pop("text"))
    if upload is None:
        return pasted
    with _on_disk(upload) as path:
        return read_prose(path, name=upload.name)


@contextmanager
def _on_disk(upload: Any) -> Iterator[Path]:
    """The upload as a file."""
    with NamedTemporaryFile(prefix="chizi-text-") as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)


def _managed(request: HttpRequest, number: int, now: Any) -> RegulationPage:
    found = regulation_page(viewer_of(request), number, now=now)
    if not found.may_manage:
        raise NotAllowed
    return found


@require_http_methods(FORM)
@login_required
def wording_new(request: HttpRequest, number: int) -> HttpResponse:
    """A newer version; it begins with the text of the one before."""
    now, viewer = timezone.now(), viewer_of(request)
    found = _managed(request, number, now)
    initial = {"text": found.wording.text, "in_force_from": local_day(now)}
    form = WordingForm(request.POST or None, request.FILES or None, viewer=viewer, now=now, initial=initial)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        words = _words(typed)
        made = add_wording(actor=viewer, now=now, regulation_id=number, text=words, **typed)
        done = gettext("Version %(number)s is in the library.") % {"number": made.version}
        return reverse("guidance:regulation_compare", args=[number]), done

    words = {
        "title": gettext("A newer version of %(title)s") % {"title": found.regulation.title},
        "lead": gettext("The versions before stay readable and can be compared."),
        "button": gettext("Add the version"),
        "files": True,
    }
    return by_form(request, form, step, {**_frame(found, gettext("New version")), **words})


@require_http_methods(FORM)
@login_required
def regulation_step(request: HttpRequest, number: int) -> HttpResponse:
    """A draft comes into force, a document ends, or takes the place of another."""
    now, viewer = timezone.now(), viewer_of(request)
    found = _managed(request, number, now)
    draft = found.regulation.status == RegulationStatus.DRAFT
    form = StepForm(request.POST or None, viewer=viewer, now=now, draft=draft)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        usual: dict[str, Any] = {"actor": viewer, "now": now}
        if typed["step"] == "force":
            put_in_force(**usual, regulation_id=number, on=typed["on"] or local_day(now))
        elif typed["step"] == "repeal":
            repeal_regulation(**usual, regulation_id=number, on=typed["on"], reason=typed["reason"])
        else:
            replace_regulation(**usual, newer_id=number, older_id=int(typed["older"] or number))
        return pages.regulation_href(number), gettext("The status of the document is changed.")

    words = {"title": gettext("Change the status"), "button": gettext("Change the status")}
    return by_form(request, form, step, {**_frame(found, gettext("Status of the document")), **words})
