"""Papers: list, one paper with its blueprint against the bank, drafting, publishing, withdrawing."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chizi.core.refusals import Refusal
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import blame, sentence
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.study.abilities import Offer
from chizi.fronts.study.forms import CELLS, CellForm, PaperForm, ReasonForm
from chizi.fronts.study.pages import papers as pages
from chizi.fronts.study.views.stepping import FORM, by_form, frame
from chizi.fronts.study.words import PAPER_STATES, choices, kind_text
from chizi.learn import actions, queries
from chizi.learn.actions import CellDraft, PaperDraft
from chizi.learn.papers_policy import papers_policy
from chizi.learn.queries import PaperPage
from chizi.learn.refusals.papers import BlueprintTooLarge
from chizi.org.abilities import Actor
from chizi.org.queries import names_of_people
from chizi.org.queries.places import visible_region
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Ability

TAB = "study:papers"
Cells = formset_factory(CellForm, extra=0, max_num=40, absolute_max=40)


@require_safe
@login_required
def paper_list(request: HttpRequest) -> HttpResponse:
    """Papers of one's part, in any state."""
    viewer, now = viewer_of(request), timezone.now()
    offer = Offer(viewer, now)
    insist(offer.papers)
    words, state = asked(request, "q", 60), asked(request, "state", 12)
    found = queries.papers(viewer, now=now, words=words, state=state, after=asked(request, "after", 18))
    context = {
        **frame(TAB, gettext("Which papers are there?")),
        "words": words,
        "state": state,
        "states": choices(PAPER_STATES),
        "manages": offer.manage,
        "page": pages.paper_list(request, found, words, state, manages=offer.manage),
    }
    return render(request, "study/papers.html", context)


@require_safe
@login_required
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """One paper: its blueprint and how large the bank is for each line."""
    viewer, now = viewer_of(request), timezone.now()
    found = queries.paper_page(viewer, number, now=now)
    one = found.paper
    context = {
        **frame(TAB, one.title, (one.title, "")),
        "one": found,
        "facts": pages.paper_facts(found, names_of_people([one.created_by, one.published_by])),
        "cells": pages.cell_list(found),
        "fixed": pages.fixed_list(found),
        "learns": Offer(viewer, now).learn and one.state == "published",
    }
    return render(request, "study/paper.html", context)


def _forms(
    request: HttpRequest, viewer: Actor, now: datetime, initial: dict[str, Any], cells: list[dict[str, Any]]
) -> tuple[PaperForm, Any]:
    objectives = [(one.code, f"{one.title} ({one.questions})") for one in queries.objectives(viewer, now=now)]
    places = [(one.code, one.name) for one in queries.banks_of(viewer, now=now)]
    sent = request.POST if request.method == "POST" else None
    padded = [*cells, *[{}] * max(2, CELLS - len(cells))]
    lines = Cells(sent, initial=padded, prefix="cell", form_kwargs={"objectives": objectives})
    return PaperForm(sent, initial=initial, places=places), lines


def _draft(form: PaperForm, lines: Any) -> PaperDraft:
    typed = form.cleaned_data
    cells = tuple(
        CellDraft(line["objective"], line["kind"], line["number"])
        for line in (each.cleaned_data for each in lines)
        if line.get("objective")
    )
    return PaperDraft(
        title=typed["title"],
        text=typed["text"],
        graded=typed["graded"] == "yes",
        cells=cells,
        fixed=typed["fixed"],
        pass_share=typed["pass_share"],
        attempts=typed["attempts"],
        opens=typed["opens"],
        until=typed["until"],
        about_minutes=typed["about_minutes"],
    )


def _edit(
    request: HttpRequest, form: PaperForm, lines: Any, step: Any, context: dict[str, Any]
) -> HttpResponse:
    """Show the editor, or keep what was typed; a refused blueprint is said on top with its numbers."""
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid() and lines.is_valid():
            try:
                made = step(_draft(form, lines))
            except Refusal as refusal:
                if isinstance(refusal, BlueprintTooLarge):
                    refusal.params["kind"] = kind_text(str(refusal.params["kind"]))
                status = blame(form, refusal)
            else:
                messages.success(request, gettext("The draft is kept. It is published on its page."))
                return redirect("study:paper", made.pk)
    sizes = pages.line_sizes(lines, context.pop("sizes"))
    shown = {**context, "form": form, "lines": lines, "pairs": list(zip(lines, sizes, strict=True))}
    return render(request, "study/paper_form.html", shown, status=status)


def _sizes(viewer: Actor, code: str, now: datetime) -> dict[tuple[str, str], int]:
    """The bank of the place that is chosen, or of the viewer's highest."""
    places = queries.banks_of(viewer, now=now)
    region = next((one for one in places if one.code == code), places[0] if places else None)
    return queries.cell_sizes(region) if region is not None else {}


@require_http_methods(FORM)
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Draft a paper; with ``?from=`` it begins with another one's blueprint."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).manage)
    initial: dict[str, Any] = {"graded": "no", "pass_share": papers_policy().pass_share}
    cells: list[dict[str, Any]] = []
    before = asked(request, "from", 18)
    if before.isdecimal():
        initial, cells = pages.paper_initial(queries.paper_page(viewer, int(before), now=now))
        initial |= {"opens": None, "until": None}
    form, lines = _forms(request, viewer, now, initial, cells)

    def step(draft: PaperDraft) -> Any:
        region = visible_region(viewer, form.cleaned_data["region"], now=now, ability=Ability.MANAGE_LEARNING)
        return actions.create_paper(actor=viewer, now=now, draft=draft, region=region)

    context = {
        **frame(TAB, gettext("Draft a paper"), (gettext("New"), "")),
        "sizes": _sizes(viewer, request.POST.get("region", ""), now),
    }
    return _edit(request, form, lines, step, context)


def _managed(viewer: Actor, number: int, now: datetime) -> PaperPage:
    found = queries.paper_page(viewer, number, now=now)
    if not found.manages:
        raise NotAllowed
    return found


@require_http_methods(FORM)
@login_required
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Change a draft."""
    viewer, now = viewer_of(request), timezone.now()
    found = _managed(viewer, number, now)
    initial, cells = pages.paper_initial(found)
    form, lines = _forms(request, viewer, now, initial, cells)

    def step(draft: PaperDraft) -> Any:
        return actions.change_paper(actor=viewer, now=now, paper_id=number, draft=draft)

    above = (found.paper.title, reverse("study:paper", args=[number]))
    context = {
        **frame(TAB, gettext("Change the draft"), above, (gettext("Change"), "")),
        "sizes": queries.cell_sizes(found.paper.region),
    }
    return _edit(request, form, lines, step, context)


@require_safe
@login_required
def count_cell(request: HttpRequest) -> HttpResponse:
    """How many questions the bank has for a line of a blueprint, while it is typed."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).manage)
    sizes = _sizes(viewer, asked(request, "region", 12), now)
    prefix = asked(request, "line", 12)
    there = sizes.get((asked(request, f"{prefix}-objective", 40), asked(request, f"{prefix}-kind", 12)), 0)
    return HttpResponse(pages.there_text(there), content_type="text/plain; charset=utf-8")


@require_POST
@login_required
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Open a paper to learners."""
    viewer, now = viewer_of(request), timezone.now()
    try:
        actions.publish_paper(actor=viewer, now=now, paper_id=number)
    except Refusal as refusal:
        if refusal.status != 400:
            raise
        if isinstance(refusal, BlueprintTooLarge):
            refusal.params["kind"] = kind_text(str(refusal.params["kind"]))
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, gettext("The paper is published."))
    return redirect("study:paper", number)


@require_http_methods(FORM)
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Close a paper, with the reason."""
    viewer, now = viewer_of(request), timezone.now()
    found = _managed(viewer, number, now)
    form = ReasonForm(request.POST or None)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        actions.withdraw_paper(actor=viewer, now=now, paper_id=number, reason=typed["reason"])
        return reverse("study:paper", args=[number]), gettext("The paper is withdrawn.")

    above = (found.paper.title, reverse("study:paper", args=[number]))
    context = {
        **frame(TAB, gettext("Withdraw the paper"), above, (gettext("Withdraw"), "")),
        "lead": gettext(
            "Nobody can begin it any more. What was begun can still be handed in, and what came of it stays."
        ),
        "button": gettext("Withdraw the paper"),
    }
    return by_form(request, form, step, context)
