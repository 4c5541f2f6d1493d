"""One's own reflections: written, put right, taken back. Nobody else opens them here."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.drafts import UPLOADS, Draft, take_files
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.serving import send_file, send_preview
from chizi.fronts.kit.uploads import takes_uploads
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.practice.forms import CorrectForm, ReflectionForm, WhyForm
from chizi.fronts.practice.offers import may_learn
from chizi.fronts.practice.pages import applications as pages
from chizi.fronts.practice.pages.showing import link_or_text, way
from chizi.fronts.practice.views.stepping import FORM, by_form, framed, only
from chizi.fronts.practice.words import REFLECTIONS
from chizi.ground.files.queries import KeptFile, open_file, preview
from chizi.learn.actions import correct_reflection, withdraw_reflection, write_reflection
from chizi.learn.queries import my_reflections, reflection_page, things_learned, work_open_to
from chizi.learn.refusals.applications import UnknownReflection

TAB = "practice:reflections"


def _trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(pgettext("tab", "Reflections"), reverse(TAB)), *more]


@require_safe
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """One's own reflections."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_learn(viewer))
    found = my_reflections(viewer, now=now, after=asked(request, "after", 20))
    context = framed(
        TAB,
        title=gettext("What do I think of what I learned?"),
        trail=_trail(),
        ways=[way(gettext("Write one"), "reflect")],
        pages=[pages.reflection_list(request, found)],
    )
    return render(request, "practice/list.html", context)


@require_safe
@login_required
def reflection(request: HttpRequest, number: int) -> HttpResponse:
    """One of one's own reflections with its versions."""
    viewer, now = viewer_of(request), timezone.now()
    found = reflection_page(viewer, number, now=now)
    row = found.reflection
    ways = [
        way(gettext("Put it right"), "reflection_correct", number),
        way(gettext("Take it back"), "reflection_withdraw", number),
    ]
    context = framed(
        TAB,
        title=row.about_title,
        trail=_trail((row.about_title, "")),
        standing=said(REFLECTIONS, row.state),
        ways=ways if found.may_change else [],
        texts=[(gettext("What I think of it"), found.versions[0].text)],
        story=pages.reflection_story(found),
        facts=[
            (gettext("What about"), link_or_text(pages.learned_href(row.about), row.about_title)),
            (gettext("Who sees it"), gettext("You alone; a person may look at texts that are the same as others.")),
        ],
    )  # fmt: skip
    return render(request, "practice/one.html", context)


@takes_uploads(UPLOADS)
@require_http_methods(FORM)
@login_required
def write(request: HttpRequest) -> HttpResponse:
    """Write a reflection; no length is asked for, and no picture (R-09)."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_learn(viewer))
    sent = request.POST if request.method == "POST" else None
    form = ReflectionForm(sent, viewer=viewer, now=now, initial={"about": asked(request, "about", 40)})
    tasks = [one for one in work_open_to(viewer, now=now) if one[0].startswith("assignment:")]
    form.choose("about", [*things_learned(viewer, now=now), *tasks], gettext("choose"))
    drafts: list[Draft] = take_files(request, form, now) if sent is not None else []

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        files = {one.digest: one.name for one in drafts}
        made = write_reflection(
            actor=viewer, now=now, about=typed["about"], text=typed["text"], files=files, key=typed["key"]
        )
        return reverse("practice:reflection", args=[made.pk]), gettext(
            "Written. You can put it right at any time."
        )

    title = gettext("Write a reflection")
    context = {"sub_tab": TAB, "title": title, "trail": _trail((title, "")), "back": reverse(TAB), "uploads": True,
               "drafts": drafts, "button": gettext("Keep it")}  # fmt: skip
    return by_form(request, form, step, context)


@require_http_methods(FORM)
@login_required
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """A better wording; the earlier ones stay for oneself."""
    viewer, now = viewer_of(request), timezone.now()
    found = reflection_page(viewer, number, now=now)
    only(request, found.may_change)
    form = CorrectForm(request.POST or None, viewer=viewer, now=now, initial={"text": found.versions[0].text})

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        correct_reflection(actor=viewer, now=now, reflection_id=number, text=typed["text"])
        return reverse("practice:reflection", args=[number]), gettext(
            "Put right. The earlier version stays below."
        )

    return by_form(request, form, step, _one(number, found.reflection.about_title, gettext("Put it right")))


@require_http_methods(FORM)
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a reflection back; it counts for nothing any more."""
    viewer, now = viewer_of(request), timezone.now()
    found = reflection_page(viewer, number, now=now)
    only(request, found.may_change)
    form = WhyForm(request.POST or None, viewer=viewer, now=now)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        withdraw_reflection(actor=viewer, now=now, reflection_id=number, reason=typed["reason"])
        return reverse(TAB), gettext("Taken back.")

    return by_form(request, form, step, _one(number, found.reflection.about_title, gettext("Take it back")))


def _one(number: int, about: str, title: str) -> dict[str, Any]:
    at = reverse("practice:reflection", args=[number])
    return {"sub_tab": TAB, "title": title, "trail": _trail((about, at), (title, "")), "back": at}


def _file(request: HttpRequest, number: int, digest: str) -> KeptFile:
    kept = reflection_page(viewer_of(request), number, now=timezone.now()).files.get(digest)
    if kept is None:
        raise UnknownReflection(number=number)
    return kept


@require_safe
@login_required
def file(request: HttpRequest, number: int, digest: str) -> HttpResponseBase:
    """A file of one's own reflection."""
    kept = _file(request, number, digest)
    return send_file(kept, open_file(kept.digest), attachment=True)


@require_safe
@login_required
def file_page(request: HttpRequest, number: int, digest: str, page: int) -> HttpResponse:
    """One page of it as a picture or as plain text."""
    return send_preview(preview(_file(request, number, digest).digest, page))
