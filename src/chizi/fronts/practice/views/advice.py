"""Notes of those who steer, and the replies of the parties."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.exporting import send_table
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.practice.forms import AdviceForm, ReplyForm
from chizi.fronts.practice.offers import may_confirm, may_open
from chizi.fronts.practice.pages import directives as pages
from chizi.fronts.practice.pages.showing import MOST_EXPORTED, PAGE, choice, dataset, read_choice, way
from chizi.fronts.practice.views.stepping import FORM, by_form, framed, only, whole_number
from chizi.fronts.practice.words import ADVICE, KINDS_OF_ADVICE, choices
from chizi.learn.actions import give_advice, reply_to_advice, withdraw_advice
from chizi.learn.queries import AdviceList, advice, advice_page
from chizi.org.abilities import Actor

TAB = "practice:advice"


def _found(
    request: HttpRequest, viewer: Actor, now: datetime, after: str = "", limit: int = PAGE
) -> tuple[AdviceList, list[str]]:
    kind, state = read_choice(request, "kind", KINDS_OF_ADVICE), read_choice(request, "state", ADVICE)
    words = [gettext("all in my part")]
    words += [said(KINDS_OF_ADVICE, kind)] if kind else []
    words += [said(ADVICE, state)] if state else []
    return advice(viewer, now=now, kind=kind, state=state, after=after, limit=limit), words


@require_safe
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Notes that the viewer wrote, that his parties got, or that lie in his part."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_open(viewer))
    found, words = _found(request, viewer, now, asked(request, "after", 20))
    writes = may_confirm(viewer)
    context = framed(
        TAB,
        title=gettext("What was advised, and what did the party reply?"),
        trail=pages.advice_trail(),
        ways=[way(gettext("Write a note"), "note_new")] if writes else [],
        controls=[
            choice(request, "kind", gettext("Kind"), KINDS_OF_ADVICE),
            choice(request, "state", gettext("State"), ADVICE),
        ],
        pages=[pages.advice_list(request, found, words, writes=writes)],
    )
    return render(request, "practice/list.html", context)


@require_safe
@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The newest five thousand notes of the filter as CSV or Excel."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_open(viewer))
    found, words = _found(request, viewer, now, limit=MOST_EXPORTED)
    rows = [
        (one.id, said(KINDS_OF_ADVICE, one.kind), one.party, one.text, one.given_by, one.given_at,
         said(ADVICE, one.state), one.replied_at)
        for one in found.advice
    ]  # fmt: skip
    return send_table(dataset("advice", pages.NOTES, rows, words, now), form)


@require_safe
@login_required
def note(request: HttpRequest, number: int) -> HttpResponse:
    """One note with its reply."""
    viewer, now = viewer_of(request), timezone.now()
    found = advice_page(viewer, number, now=now)
    one = found.advice
    title = gettext("Note to %(party)s") % {"party": one.party.name}
    context = framed(
        TAB,
        title=title,
        trail=pages.advice_trail((title, "")),
        standing=said(ADVICE, one.state),
        ways=pages.advice_ways(found),
        version=one.version,
        texts=[(said(KINDS_OF_ADVICE, one.kind), one.text)],
        story=pages.advice_story(found),
        facts=pages.advice_facts(found),
    )
    return render(request, "practice/one.html", context)


@require_http_methods(FORM)
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Write a note to one party."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_confirm(viewer))
    start = {"party": asked(request, "party", 60), "about": asked(request, "about", 40), "kind": "guidance"}
    form = AdviceForm(request.POST or None, viewer=viewer, now=now, initial=start)
    form.choose("kind", choices(KINDS_OF_ADVICE))

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        made = give_advice(actor=viewer, now=now, **typed)
        return reverse("practice:note", args=[made.pk]), gettext("Written. The party is asked to reply.")

    title = gettext("Write a note")
    lead = gettext("Line supervision goes only to bodies of your own system, such as police to police.")
    context = {"sub_tab": TAB, "title": title, "trail": pages.advice_trail((title, "")), "back": reverse(TAB)}
    return by_form(request, form, step, context | {"lead": lead})


@require_http_methods(FORM)
@login_required
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """The party replies."""
    viewer, now = viewer_of(request), timezone.now()
    found = advice_page(viewer, number, now=now)
    only(request, found.may_reply)
    version = found.advice.version
    form = ReplyForm(request.POST or None, viewer=viewer, now=now, initial={"version": version})

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        reply_to_advice(actor=viewer, now=now, advice_id=number, **typed)
        return reverse("practice:note", args=[number]), gettext("Replied.")

    at, title = reverse("practice:note", args=[number]), gettext("Reply")
    name = gettext("Note to %(party)s") % {"party": found.advice.party.name}
    context = {"sub_tab": TAB, "title": title, "trail": pages.advice_trail((name, at), (title, "")), "back": at,
               "beside": [(said(KINDS_OF_ADVICE, found.advice.kind), found.advice.text)]}  # fmt: skip
    return by_form(request, form, step, context, version=version)


@require_POST
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take back a note without a reply."""
    version = whole_number(request.POST.get("version", ""))
    withdraw_advice(actor=viewer_of(request), now=timezone.now(), advice_id=number, version=version)
    messages.success(request, gettext("Taken back. It stays in the list."))
    return redirect("practice:note", number)
