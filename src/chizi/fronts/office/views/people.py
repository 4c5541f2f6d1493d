"""People: the list, one of them, registering, appointing, leaving and coming back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chizi.core.refusals import Refusal
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import blame, sentence
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.office.abilities import Offer
from chizi.fronts.office.fields import code_of
from chizi.fronts.office.forms import LeaveForm, PersonForm, PostForm, today
from chizi.fronts.office.pages import people as pages
from chizi.fronts.office.pages.ties import ties
from chizi.fronts.office.pages.work import work
from chizi.org.abilities import Actor, local_day
from chizi.org.actions import add_person, appoint_person, leave_person, return_person
from chizi.org.queries import (
    find_parties,
    grants_for,
    invitations,
    people,
    person_page,
    ties_of,
    visible_person,
    what_may,
)
from chizi.org.refusals import NotAllowed
from chizi.overview.queries import open_work

FORM = ["GET", "HEAD", "POST"]


@require_safe
@login_required
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody within the viewer's sight, by user name; narrowed by words and by a body."""
    now, viewer = timezone.now(), viewer_of(request)
    offer = Offer(viewer, now)
    insist(offer.people)
    words, wanted = asked(request, "q", 60), asked(request, "agency")
    body, several = _body(viewer, wanted, now)
    agency = body.agency if body is not None else None
    found = people(viewer, now=now, after=asked(request, "after", 40), words=words, agency=agency)
    context = {
        "rail_section": "settings",
        "tab": "people",
        "title": gettext("Who serves here?"),
        "offer": offer,
        "words": words,
        "agency": body.name if body is not None else wanted,
        "unknown": gettext("No single body fits %(words)s, so all are shown.") % {"words": wanted}
        if several
        else "",
        "page": pages.people_list(request, found, words=words, agency=body, may_keep=offer.keep),
    }
    return render(request, "office/people.html", context)


def _body(viewer: Actor, wanted: str, now: datetime) -> tuple[Any, bool]:
    """The public body that is meant, and whether none or more than one fits."""
    if not wanted:
        return None, False
    found = find_parties(viewer, code_of(wanted), now=now, kind="agency", limit=2)
    exact = [one for one in found if code_of(wanted) in (one.code, one.name)]
    chosen = exact if len(exact) == 1 else found
    return (chosen[0], False) if len(chosen) == 1 else (None, True)


@require_safe
@login_required
def person(request: HttpRequest, username: str) -> HttpResponse:
    """One person: who he is, where he serves, what he may do since when and by whose word, his open work."""
    now, viewer = timezone.now(), viewer_of(request)
    found = person_page(viewer, username, now=now)
    offer, on, one = Offer(viewer, now), local_day(now), found.person
    own = one == viewer
    sees_roles = offer.grants or own
    held = grants_for(viewer, one, now=now) if sees_roles else []
    slips = (
        [line for line in invitations(viewer, now=now) if line.username == username] if offer.resets else []
    )
    context = {
        "rail_section": "settings",
        "tab": "me" if own and not offer.people else "people",
        "title": one.name,
        "trail": [(gettext("People"), reverse("office:people")), (one.name, "")] if offer.people else [],
        "one": one,
        "own": own,
        "offer": offer,
        "facts": pages.facts(found),
        "posts": pages.posts(found, on),
        "sees_roles": sees_roles,
        "given": pages.given(what_may(viewer, one, now=now, among=held), may_change=offer.grants),
        "other": pages.other_grants(held, on),
        "ties": ties(_ties(viewer, one, now), on),
        "has_password": found.has_password,
        "slips": slips,
        "reset_waits": any(line.state == "waits" for line in slips),
        "work": work(open_work(viewer, one, now=now)) if offer.work else [],
        "undo": not one.is_active and one.left_on == on,
        "post_form": PostForm(viewer=viewer, now=now, initial={"from_date": today(now)}),
    }
    return render(request, "office/person.html", context)


def _ties(viewer: Actor, one: Any, now: datetime) -> list[Any]:
    """Declared kinship, for himself and for the office that deploys him; nothing for others."""
    try:
        return list(ties_of(viewer, one, now=now))
    except NotAllowed:
        return []


@require_http_methods(FORM)
@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Register somebody. A role and a post come after it, each by a step of its own."""
    now, viewer = timezone.now(), viewer_of(request)
    insist(Offer(viewer, now).keep)
    form = PersonForm(request.POST or None, viewer=viewer, now=now)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            typed = form.cleaned_data
            agency = typed["agency"].agency if typed["agency"] else None
            try:
                made = add_person(
                    actor=viewer, now=now, username=typed["username"], name=typed["name"], agency=agency
                )
                messages.success(request, gettext("%(name)s is registered.") % {"name": made.name})
                return redirect("office:person", made.username)
            except ValidationError as fault:
                _at_fields(form, fault)
            except Refusal as refusal:
                status = blame(form, refusal)
    context = {
        "rail_section": "settings",
        "tab": "people",
        "title": gettext("Register a person"),
        "trail": [(gettext("People"), reverse("office:people")), (gettext("New"), "")],
        "lead": gettext(
            "Registered, nobody can do anything yet: an invitation slip lets the person set a password, and the"
            " security administrator gives a role."
        ),
        "button": gettext("Register the person"),
        "form": form,
    }
    return render(request, "office/form.html", context, status=status)


def _at_fields(form: Form, fault: ValidationError) -> None:
    for name, words in fault.message_dict.items():
        form.add_error(name if name in form.fields else None, words)


@require_http_methods(FORM)
@login_required
def appoint(request: HttpRequest, username: str) -> HttpResponse:
    """Record a position that a person holds from a day; the one held there before ends the day before."""
    now, viewer = timezone.now(), viewer_of(request)
    one = visible_person(viewer, username, now=now)
    insist(Offer(viewer, now).keep)
    initial = {"from_date": today(now), "agency": one.agency.name if one.agency else ""}
    form = PostForm(request.POST or None, viewer=viewer, now=now, initial=initial)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            typed = form.cleaned_data
            try:
                post = appoint_person(
                    actor=viewer,
                    now=now,
                    person=one,
                    agency=typed["agency"].agency,
                    title=typed["title"],
                    leads=typed["leads"],
                    from_date=typed["from_date"],
                )
                words = {"name": one.name, "title": post.title}
                messages.success(request, gettext("%(name)s holds the position %(title)s.") % words)
                return redirect("office:person", one.username)
            except Refusal as refusal:
                status = blame(form, refusal)
    context = {
        **_of_person(one, gettext("Appoint %(name)s") % {"name": one.name}, gettext("Appoint")),
        "lead": gettext("Whatever position is held in the same body until then ends the day before."),
        "button": gettext("Record the position"),
        "form": form,
    }
    return render(request, "office/form.html", context, status=status)


def _of_person(one: Any, title: str, step: str) -> dict[str, Any]:
    """The frame of a step about one person."""
    return {
        "rail_section": "settings",
        "tab": "people",
        "title": title,
        "trail": [
            (gettext("People"), reverse("office:people")),
            (one.name, pages.person_href(one.username)),
            (step, ""),
        ],
        "one": one,
    }


@require_http_methods(FORM)
@login_required
def leave(request: HttpRequest, username: str) -> HttpResponse:
    """Take a leaver off: first what would end and what work stays open, then the step itself."""
    now, viewer = timezone.now(), viewer_of(request)
    found, offer = person_page(viewer, username, now=now), Offer(viewer, now)
    insist(offer.keep)
    one, on = found.person, local_day(now)
    form = LeaveForm(request.POST or None, initial={"on": today(now)})
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                left = leave_person(actor=viewer, now=now, person=one, **form.cleaned_data)
                _say_left(request, left)
                return redirect("office:person", one.username)
            except Refusal as refusal:
                status = blame(form, refusal)
    context = {
        **_of_person(one, gettext("Take %(name)s off") % {"name": one.name}, gettext("Leaving")),
        "posts": [line for line in pages.posts(found, on) if line.now],
        "sees_roles": offer.grants,
        "sees_work": offer.work,
        "work": work(open_work(viewer, one, now=now)) if offer.work else [],
        "given": pages.given(what_may(viewer, one, now=now)),
        "form": form,
    }
    return render(request, "office/leave.html", context, status=status)


def _say_left(request: HttpRequest, left: Any) -> None:
    roles = ngettext("%(number)s role", "%(number)s roles", left.grants_ended) % {"number": left.grants_ended}
    posts = ngettext("%(number)s post", "%(number)s posts", left.posts_ended) % {"number": left.posts_ended}
    words = {"name": left.person.name, "roles": roles, "posts": posts}
    messages.success(
        request, gettext("%(name)s has no access any more; %(roles)s and %(posts)s have ended.") % words
    )


@require_POST
@login_required
def come_back(request: HttpRequest, username: str) -> HttpResponse:
    """Take back somebody who had left; also the way to undo a leaving that was a mistake."""
    now, viewer = timezone.now(), viewer_of(request)
    one = visible_person(viewer, username, now=now)
    insist(Offer(viewer, now).keep)
    try:
        back = return_person(actor=viewer, now=now, person=one)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("office:person", one.username)
    words = gettext(
        "%(name)s is back, without roles and password. Print an invitation slip; the security administrator gives"
        " the roles anew. The earlier ones are listed below."
    )
    messages.success(request, words % {"name": back.name})
    return redirect("office:person", back.username)
