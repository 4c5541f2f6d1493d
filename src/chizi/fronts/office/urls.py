"""Addresses of the office. Every page needs a signed-in person."""

from django.urls import path
from django.urls.resolvers import URLPattern

from chizi.fronts.office.views import asking, grants, imports, me, parties, people, slips, suggestions

app_name = "office"


def _sheet(kind: str, prefix: str) -> list[URLPattern]:
    """The four addresses of one kind of sheet: bring it, an empty one, what it would do, what was turned down."""
    given = {"kind": kind}
    return [
        path(f"{prefix}/import/", imports.bring, given, name=f"import_{kind}"),
        path(f"{prefix}/import/template.xlsx", imports.template, given, name=f"template_{kind}"),
        path(f"{prefix}/import/<uuid:token>/", imports.review, given, name=f"review_{kind}"),
        path(f"{prefix}/import/<uuid:token>/rejects.csv", imports.rejects, given, name=f"rejects_{kind}"),
    ]


urlpatterns = [
    path("", me.home, name="home"),
    path("me/", me.page, name="me"),
    path("me/ties/", me.declare, name="declare_tie"),
    path("me/ties/<int:number>/end/", me.end, name="end_tie"),
    path("people/", people.people_list, name="people"),
    path("people/new/", people.add, name="add_person"),
    *_sheet("people", "people"),
    path("people/slips/", slips.many, name="slips"),
    path("person/<str:username>/", people.person, name="person"),
    path("person/<str:username>/post/", people.appoint, name="appoint"),
    path("person/<str:username>/leave/", people.leave, name="leave"),
    path("person/<str:username>/return/", people.come_back, name="return"),
    path("person/<str:username>/slip/", slips.one, name="slip"),
    path("person/<str:username>/reset/", slips.ask, name="ask_reset"),
    path("slips/", slips.queue, name="resets"),
    path("slips/<int:number>/release/", slips.release, name="release"),
    path("slips/<int:number>/withdraw/", slips.withdraw, name="withdraw_slip"),
    path("roles/", grants.grant_list, name="grants"),
    path("roles/new/", grants.give, name="give"),
    *_sheet("grants", "roles"),
    path("roles/<int:number>/", grants.grant, name="grant"),
    path("roles/<int:number>/end/", grants.end, name="end_grant"),
    path("roles/who/", asking.who, name="who"),
    path("parties/", parties.party_list, name="parties"),
    *_sheet("agencies", "parties"),
    path("party/<str:code>/", parties.party, name="party"),
    path("suggest/people/", suggestions.people_named, name="suggest_people"),
    path("suggest/parties/", suggestions.parties_named, name="suggest_parties"),
    path("suggest/bodies/", suggestions.bodies_named, name="suggest_bodies"),
    path("suggest/places/", suggestions.places_named, name="suggest_places"),
]
