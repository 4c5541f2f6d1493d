"""Raising a finding: first the party, then what was found."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.kit.uploads import takes_uploads
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.ledger.forms import RaiseForm
from chizi.fronts.ledger.offers import may_raise
from chizi.fronts.ledger.taking import UPLOADS, attached, take_files
from chizi.matters.actions import raise_matter
from chizi.matters.queries.standing import kept_out
from chizi.matters.rules.kinds import KINDS
from chizi.org.queries import find_parties, home_region, parties_in, party
from chizi.org.rules import Ability

WRITTEN = (
    "title",
    "fact",
    "judgement",
    "severity",
    "source",
    "basis",
    "demand",
    "due",
    "found_on",
    "immediate",
)


@takes_uploads(UPLOADS)
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """The party by search; with a party the form. A fault brings back all that was typed and uploaded."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_raise(viewer))
    code = (request.POST.get("party") or request.GET.get("party") or "")[:60]
    if not code:
        return _choose(request)
    chosen = party(viewer, code, now=now)
    kind = KINDS["finding"]
    if request.method != "POST":
        refusal = kept_out(viewer, chosen, now=now)
        if refusal is not None:
            raise refusal  # said before he has typed a word
        return _form_page(request, chosen, RaiseForm(kind=kind), 200)
    form = RaiseForm(request.POST, kind=kind)
    take_files(request, form, now)
    if not form.is_valid():
        return _form_page(request, chosen, form, 400)
    given = {name: form.cleaned_data[name] for name in WRITTEN}
    try:
        made = raise_matter(
            actor=viewer, now=now, party=chosen, files=attached(form), key=form.cleaned_data["key"], **given
        )
    except (Forbidden, Missing):
        raise
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, sentence(refusal))
        return _form_page(request, chosen, form, refusal.status)
    messages.success(
        request, gettext("Raised as %(code)s. The party has its feedback notice.") % {"code": made.code}
    )
    return redirect("ledger:matter", made.pk)


def _choose(request: HttpRequest) -> HttpResponse:
    """Parties by words, or those of the viewer's own place."""
    viewer, now = viewer_of(request), timezone.now()
    words = asked(request, "q", 40)
    if words:
        found = list(find_parties(viewer, words, now=now))
    else:
        region = home_region(viewer, now=now, ability=Ability.RAISE_MATTER)
        found = (
            list(parties_in(viewer, now=now, region=region, limit=20).parties) if region is not None else []
        )
    context = {
        "rail_section": "ledger",
        "tab": "home",
        "title": gettext("Raise a finding"),
        "trail": [(gettext("Ledger"), reverse("ledger:home")), (gettext("Raise a finding"), "")],
        "words": words,
        "parties": found,
    }
    return render(request, "ledger/choose.html", context)


def _form_page(request: HttpRequest, chosen: Any, form: RaiseForm, status: int) -> HttpResponse:
    context = {
        "rail_section": "ledger",
        "tab": "home",
        "title": gettext("Raise a finding"),
        "trail": [(gettext("Ledger"), reverse("ledger:home")), (gettext("Raise a finding"), "")],
        "party": chosen,
        "form": form,
    }
    return render(request, "ledger/raise.html", context, status=status)
