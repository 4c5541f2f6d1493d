"""The inbox of whoever is signed in, and where his daily digest goes. Nobody sees another's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chizi.core.cursors import number_cursor
from chizi.core.refusals import Refusal
from chizi.fronts.desk.addressing import AddressForm
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.lists import with_query
from chizi.fronts.kit.refusing import blame
from chizi.fronts.kit.viewers import viewer_of
from chizi.ground.notices.actions import mark_read, set_address
from chizi.ground.notices.queries import inbox, last_digest_failed, preferences, unread_count, ways


@require_safe
@login_required
def inbox_page(request: HttpRequest) -> HttpResponse:
    """Notices, unread first; each says in a sentence what it is about and leads there."""
    ref = viewer_of(request).ref
    after = asked(request, "after")
    found = inbox(ref, after=after)
    unread = unread_count(ref)
    context = {
        "rail_section": "inbox",
        "title": gettext("Inbox"),
        "items": found.items,
        "unread": unread,
        "said": ngettext("%(count)s unread notice", "%(count)s unread notices", unread) % {"count": unread},
        "pages": {
            "next_href": with_query(request, after=found.after) if found.after else "",
            "first_href": with_query(request, after="") if after else "",
        },
    }
    return render(request, "desk/inbox.html", context)


@require_POST
@login_required
def read(request: HttpRequest) -> HttpResponse:
    """Mark one's own notices as read: the named one, or all."""
    if "all" in request.POST:
        numbers = None
    else:
        numbers = {number_cursor(one) or 0 for one in request.POST.getlist("number")}
    mark_read(actor=viewer_of(request).ref, now=timezone.now(), numbers=numbers)
    return redirect("desk:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def address(request: HttpRequest) -> HttpResponse:
    """Where and when one's own digest goes."""
    ref = viewer_of(request).ref
    open_ways, status = ways(), 200
    form = AddressForm(request.POST or None, chosen=preferences(ref), ways=open_ways)
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                set_address(actor=ref, now=timezone.now(), ref=ref, **form.cleaned_data)
            except Refusal as refusal:
                status = blame(form, refusal)
            else:
                messages.success(request, gettext("Your choice is kept."))
                return redirect("desk:inbox_settings")
    context = {
        "rail_section": "inbox",
        "title": gettext("Daily digest"),
        "trail": [(gettext("Inbox"), reverse("desk:inbox")), (gettext("Daily digest"), "")],
        "form": form,
        "any_way": open_ways.mail or open_ways.webhook,
        "failed": last_digest_failed(ref),
    }
    return render(request, "desk/inbox_settings.html", context, status=status)
