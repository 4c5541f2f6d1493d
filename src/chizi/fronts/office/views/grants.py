"""Roles: the list, giving one, and one of them, which can be given another last day or be ended."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from chizi.core.refusals import Refusal
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import blame
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.kit.vocabulary import ROLES, said
from chizi.fronts.office.abilities import Offer
from chizi.fronts.office.fields import DOT
from chizi.fronts.office.forms import ChangeForm, GrantForm, ReasonForm, today
from chizi.fronts.office.pages import grants as pages
from chizi.fronts.office.words import OFFERED, role_meaning
from chizi.org.abilities import local_day
from chizi.org.actions import change_grant, end_grant, give_grant
from chizi.org.queries import grant_by_id, grants_in, names_of_people, parties_by_code, visible_person
from chizi.org.refusals import StaleGrant
from chizi.org.rules import Role

FORM = ["GET", "HEAD", "POST"]
PAGE = 50


def _names(found: Iterable[Any]) -> dict[str, str]:
    """Names of the givers and of the parties that roles are bound to; two queries."""
    found = list(found)
    people = names_of_people({one.granted_by for one in found})
    parties = parties_by_code({one.party_code for one in found if one.party_code})
    return people | {code: one.name for code, one in parties.items()}


@require_safe
@login_required
def grant_list(request: HttpRequest) -> HttpResponse:
    """Roles at places where the viewer may see them, the newest first."""
    now, viewer = timezone.now(), viewer_of(request)
    offer = Offer(viewer, now)
    insist(offer.grants)
    found = grants_in(viewer, now=now, after=asked(request, "after"), limit=PAGE + 1)
    shown = found[:PAGE]
    after = str(shown[-1].id) if len(found) > PAGE else ""
    context = {
        "rail_section": "settings",
        "tab": "grants",
        "title": gettext("Who may do what, and where?"),
        "offer": offer,
        "page": pages.grant_list(request, shown, after, _names(shown), may_give=offer.give),
        "meanings": [(said(ROLES, code), role_meaning(code)) for code in OFFERED],
    }
    return render(request, "office/grants.html", context)


@require_http_methods(FORM)
@login_required
def give(request: HttpRequest) -> HttpResponse:
    """Give somebody a role."""
    now, viewer = timezone.now(), viewer_of(request)
    insist(Offer(viewer, now).give)
    form = GrantForm(
        request.POST or None, viewer=viewer, now=now, initial={"from_date": today(now), **_for(request, now)}
    )
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            typed = form.cleaned_data
            try:
                made = give_grant(
                    actor=viewer,
                    now=now,
                    person=typed["person"],
                    role=Role(typed["role"]),
                    region=typed["region"],
                    **_bound(typed["party"]),
                    from_date=typed["from_date"],
                    until=typed["until"],
                    reason=typed["reason"],
                )
                words = {"name": made.person.name, "role": said(ROLES, made.role)}
                messages.success(request, gettext("%(name)s now has the role %(role)s.") % words)
                return redirect("office:person", made.person.username)
            except Refusal as refusal:
                status = blame(form, refusal)
    context = {
        "rail_section": "settings",
        "tab": "grants",
        "title": gettext("Give a role"),
        "trail": [(gettext("Roles"), reverse("office:grants")), (gettext("New"), "")],
        "lead": gettext(
            "Give no more than the work needs: the narrowest place, and a last day where there is one."
        ),
        "button": gettext("Give the role"),
        "form": form,
    }
    return render(request, "office/form.html", context, status=status)


def _for(request: HttpRequest, now: datetime) -> dict[str, str]:
    """The person from whose page one came, as the field writes him."""
    username = asked(request, "person", 40)
    if not username:
        return {}
    one = visible_person(viewer_of(request), username, now=now)
    return {"person": f"{one.name}{DOT}{one.username}"}


def _bound(party: Any) -> dict[str, Any]:
    """What a role is bound to: an agency as such, anything else by its party code."""
    if party is None:
        return {}
    return {"agency": party.agency} if party.agency else {"party_code": party.code}


@require_http_methods(FORM)
@login_required
def grant(request: HttpRequest, number: int) -> HttpResponse:
    """One role, and giving it another last day. Whoever looks at a stale page is told who changed it."""
    now, viewer = timezone.now(), viewer_of(request)
    one = grant_by_id(viewer, number, now=now)
    start = {"until": one.until, "version": one.version}
    form = ChangeForm(request.POST or None, initial=start)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                change_grant(actor=viewer, now=now, grant_id=number, **form.cleaned_data)
                messages.success(request, gettext("The role now lasts as written."))
                return redirect("office:grant", number)
            except StaleGrant as refusal:
                form = _renewed(form, one.version)
                status = blame(form, refusal)
            except Refusal as refusal:
                status = blame(form, refusal)
    return _grant_page(request, one, now, change=form, status=status)


def _renewed(form: ChangeForm, version: int) -> ChangeForm:
    """The form as it was typed, but about the role as it stands now: sent again, it counts."""
    fresh = ChangeForm({**dict(form.data.items()), "version": str(version)})
    fresh.is_valid()
    return fresh


@require_http_methods(FORM)
@login_required
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End a role: it counts no more from this minute."""
    now, viewer = timezone.now(), viewer_of(request)
    one = grant_by_id(viewer, number, now=now)
    if request.method != "POST":
        return redirect("office:grant", number)
    form = ReasonForm(request.POST, prefix="end")
    status = 400
    if form.is_valid():
        try:
            end_grant(
                actor=viewer,
                now=now,
                grant=one,
                reason=form.cleaned_data["reason"],
                version=_version(request),
            )
            words = {"name": one.person.name, "role": said(ROLES, one.role)}
            messages.success(request, gettext("%(name)s no longer has the role %(role)s.") % words)
            return redirect("office:person", one.person.username)
        except Refusal as refusal:
            status = blame(form, refusal)
    return _grant_page(request, one, now, finish=form, status=status)


def _version(request: HttpRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _grant_page(
    request: HttpRequest,
    one: Any,
    now: datetime,
    *,
    change: Form | None = None,
    finish: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    viewer = viewer_of(request)
    offer = Offer(viewer, now)
    over = one.until is not None and one.until < local_day(now)
    context = {
        "rail_section": "settings",
        "tab": "grants" if offer.grants else "me",
        "title": gettext("%(role)s: %(name)s") % {"role": said(ROLES, one.role), "name": one.person.name},
        "trail": [(gettext("Roles"), reverse("office:grants")), (one.person.name, "")]
        if offer.grants
        else [],
        "one": one,
        "facts": pages.facts(one, _names([one])),
        "journal_href": f"{reverse('desk:journal')}?object=grant:{one.id}" if offer.journal else "",
        "over": over,
        "may": offer.give and one.person != viewer and not over,
        "own": one.person == viewer,
        "change": change or ChangeForm(initial={"until": one.until, "version": one.version}),
        "finish": finish or ReasonForm(prefix="end"),
    }
    return render(request, "office/grant.html", context, status=status)
