"""Lectures by principal leaders, and the board of their coverage."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.exporting import send_table
from chizi.fronts.kit.formats import day_text
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.practice.forms import LectureForm, ReasonForm, ShareForm
from chizi.fronts.practice.offers import may_open, may_record, may_see, own_party
from chizi.fronts.practice.pages import lectures as pages
from chizi.fronts.practice.pages.records import use_list
from chizi.fronts.practice.pages.showing import MOST_EXPORTED, choice, read_choice, way
from chizi.fronts.practice.refusals import LeaderUnclear
from chizi.fronts.practice.views.stepping import FORM, by_form, framed, only
from chizi.fronts.practice.words import LECTURES
from chizi.learn.actions import record_lecture, share_lecture, withdraw_lecture
from chizi.learn.queries import coverage, lacking, leaders_of, lecture_page, lectures, uses_of
from chizi.org.abilities import Actor, local_day
from chizi.org.queries import party as visible_party

TAB = "practice:lectures"


def _words(state: str) -> list[str]:
    return [gettext("all in my part"), *([said(LECTURES, state)] if state else [])]


@require_safe
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Lectures in the viewer's part."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_open(viewer))
    state = read_choice(request, "state", LECTURES)
    found = lectures(viewer, now=now, state=state, after=asked(request, "after", 20))
    ways = [way(gettext("Record a lecture"), "lecture_new")] if may_record(viewer) else []
    ways += [way(gettext("Where it was held"), "coverage")] if may_see(viewer) else []
    context = framed(
        TAB,
        title=gettext("Which heads have lectured themselves?"),
        trail=pages.trail(),
        ways=ways,
        controls=[choice(request, "state", gettext("State"), LECTURES)],
        pages=[pages.lecture_list(request, found, _words(state), records=may_record(viewer))],
    )
    return render(request, "practice/list.html", context)


@require_safe
@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The newest five thousand lectures of the filter as CSV or Excel."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_open(viewer))
    state = read_choice(request, "state", LECTURES)
    found = lectures(viewer, now=now, state=state, limit=MOST_EXPORTED)
    return send_table(pages.lecture_data(found, _words(state), now), form)


@require_safe
@login_required
def lecture(request: HttpRequest, number: int) -> HttpResponse:
    """One lecture, what was asked, and the parties it counts for."""
    viewer, now = viewer_of(request), timezone.now()
    found = lecture_page(viewer, number, now=now)
    one = found.lecture
    uses = uses_of(viewer, one.ref, now=now)
    context = framed(
        TAB,
        title=one.topic,
        trail=pages.trail((one.topic, "")),
        standing=said(LECTURES, one.state),
        ways=pages.ways(found),
        version=one.version,
        texts=[(gettext("What was asked"), one.questions or gettext("No question was written down."))],
        pages=[pages.served(found), *([use_list(uses)] if uses else [])],
        story=pages.story(found),
        facts=pages.facts(found),
    )
    return render(request, "practice/one.html", context)


@require_http_methods(FORM)
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Record a lecture that was held."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_record(viewer))
    start = {"party": asked(request, "party", 60) or own_party(viewer)}
    form = LectureForm(request.POST or None, viewer=viewer, now=now, initial=start)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        leader = typed.pop("leader") or _leader(viewer, typed["party"], typed["held_on"], now)
        made = record_lecture(actor=viewer, now=now, leader=leader, **typed)
        return reverse("practice:lecture", args=[made.pk]), gettext(
            "Recorded. It can serve several programmes."
        )

    title = gettext("Record a lecture")
    context = {"sub_tab": TAB, "title": title, "trail": pages.trail((title, "")), "back": reverse(TAB)}
    return by_form(request, form, step, context)


def _leader(viewer: Actor, code: str, day: date, now: datetime) -> str:
    """The user name of the one who led the party on that day. Raises LeaderUnclear for none and for several."""
    found = leaders_of(visible_party(viewer, code, now=now), on=day)
    if len(found) != 1:
        raise LeaderUnclear(field="leader", count=len(found), day=day_text(day))
    return found[0].username


@require_http_methods(FORM)
@login_required
def share(request: HttpRequest, number: int) -> HttpResponse:
    """Let a lecture count for one more party, with the reason."""
    viewer, now = viewer_of(request), timezone.now()
    found = lecture_page(viewer, number, now=now)
    only(request, found.may_keep)
    version = found.lecture.version
    form = ShareForm(request.POST or None, viewer=viewer, now=now, initial={"version": version})

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        share_lecture(actor=viewer, now=now, lecture_id=number, **typed)
        return reverse("practice:lecture", args=[number]), gettext("It now counts for that party too.")

    lead = gettext("The reason stands beside the party for everybody to read.")
    context = _one(number, found.lecture.topic, gettext("Let it count for another party"))
    return by_form(request, form, step, context | {"lead": lead}, version=version)


@require_http_methods(FORM)
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take back a record made by mistake."""
    viewer, now = viewer_of(request), timezone.now()
    found = lecture_page(viewer, number, now=now)
    only(request, found.may_keep)
    version = found.lecture.version
    form = ReasonForm(request.POST or None, viewer=viewer, now=now, initial={"version": version})

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        withdraw_lecture(actor=viewer, now=now, lecture_id=number, **typed)
        return reverse("practice:lecture", args=[number]), gettext(
            "Withdrawn. It counts for nobody any more."
        )

    return by_form(
        request, form, step, _one(number, found.lecture.topic, gettext("Withdraw it")), version=version
    )


def _one(number: int, topic: str, title: str) -> dict[str, Any]:
    at = reverse("practice:lecture", args=[number])
    return {"sub_tab": TAB, "title": title, "trail": pages.trail((topic, at), (title, "")), "back": at}


def _days(request: HttpRequest, today: date) -> tuple[date, date]:
    """The two days of an address; this year where they are missing or stand the wrong way round."""
    found = []
    for name, fallback in (("since", date(today.year, 1, 1)), ("until", today)):
        try:
            found.append(date.fromisoformat(asked(request, name, 10)))
        except ValueError:
            found.append(fallback)
    return (found[0], found[1]) if found[0] <= found[1] else (date(today.year, 1, 1), today)


@require_safe
@login_required
def board(request: HttpRequest) -> HttpResponse:
    """The coverage by place, and the parties that lack a lecture."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    since, until = _days(request, local_day(now))
    region = asked(request, "region", 12)
    found = coverage(viewer, now=now, region=region, since=since, until=until)
    missing = lacking(
        viewer,
        now=now,
        region=region,
        itself=bool(asked(request, "itself", 1)),
        since=since,
        until=until,
        after=asked(request, "after", 60),
    )
    controls = [
        {"name": "since", "label": gettext("From"), "type": "date", "value": since.isoformat()},
        {"name": "until", "label": gettext("To"), "type": "date", "value": until.isoformat()},
    ]
    title = gettext("Which parties still lack the lecture of their head?")
    context = framed(
        TAB,
        title=title,
        trail=pages.trail((gettext("Where it was held"), "")),
        figure=pages.board_figure(found),
        controls=controls,
        kept=[("region", found.region.code)],
        pages=[
            pages.board(request, found, _span(found.region.name, since, until)),
            pages.lacking_list(request, missing, found.region.name),
        ],
    )
    return render(request, "practice/list.html", context)


def _span(place: str, since: date, until: date) -> list[str]:
    return [place, gettext("%(since)s to %(until)s") % {"since": day_text(since), "until": day_text(until)}]


@require_safe
@login_required
def board_export(request: HttpRequest, form: str) -> HttpResponse:
    """The board as CSV or Excel."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    since, until = _days(request, local_day(now))
    found = coverage(viewer, now=now, region=asked(request, "region", 12), since=since, until=until)
    return send_table(pages.board_data(found, _span(found.region.name, since, until), now), form)
