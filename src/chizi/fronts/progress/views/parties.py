"""A party's page, its exports, and (for its own leader and clerk) who still owes something."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.exporting import send_table
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.progress.offers import may_hand_out
from chizi.fronts.progress.pages import boards, parties
from chizi.fronts.progress.sending import home_of, send_statements
from chizi.fronts.progress.views.boards import frame
from chizi.learn.actions import export_learning
from chizi.learn.queries import open_obligation, party_dataset, party_progress
from chizi.org.abilities import local_day


def trail(name: str, code: str, campaign: str, last: str = "") -> list[tuple[str, str]]:
    """Where a page about a party stands."""
    steps = [(pgettext("tab", "Progress"), boards.board_href(campaign=campaign))]
    steps += [(name, boards.party_href(code, campaign))] + ([(last, "")] if last else [])
    return steps


@require_safe
@login_required
def party(request: HttpRequest, code: str) -> HttpResponse:
    """What is asked of a party and how far it has come."""
    viewer, now = viewer_of(request), timezone.now()
    found = party_progress(viewer, code, now=now, campaign=asked(request, "campaign", 40))
    context = {
        **frame("home", trail(found.name, found.code, found.campaign)),
        "title": found.name,
        "found": found,
        "pages": parties.pages_of(found.code, found.campaign, "party"),
        "figures": parties.figures(found),
        "items": parties.item_list(found, local_day(now), parties.export_links(found)),
        "objectives": boards.objective_list(found.objectives),
        "milestones": parties.milestone_list(found, local_day(now)),
        "may_hand_out": may_hand_out(viewer),
    }
    return render(request, "progress/party.html", context)


@require_safe
@login_required
def still_open(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Names, in their order, of those of one's own party who have not done something yet: to help, not to rank."""
    found = open_obligation(viewer_of(request), code, number, now=timezone.now())
    context = {
        **frame("home", trail(found.party, found.party_code, "", gettext("Still open"))),
        "title": gettext("Who has not done this yet?"),
        "found": found,
        "about": parties.open_text(found),
    }
    return render(request, "progress/still_open.html", context)


@require_safe
@login_required
def export(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """A party's page as CSV or Excel: numbers of people."""
    now = timezone.now()
    found = party_progress(viewer_of(request), code, now=now, campaign=asked(request, "campaign", 40))
    return send_table(party_dataset(found, now), form)


@require_POST
@login_required
def xapi(request: HttpRequest, code: str) -> HttpResponse:
    """The party's outcomes as xAPI statements under pseudonyms; it is written down that they were handed out."""
    now, home = timezone.now(), home_of(request)
    told = export_learning(actor=viewer_of(request), now=now, party_code=code, home=home)
    return send_statements(told, f"xapi-{code.replace(':', '-')}")
