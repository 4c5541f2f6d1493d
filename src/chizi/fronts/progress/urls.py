"""Addresses of this front."""

from django.urls import path

from chizi.fronts.progress.views import boards, evaluations, mine, parties, profiles, signs

app_name = "progress"
PARTY = "parties/<str:code>/"
urlpatterns = [
    path("", boards.board, name="home"),
    path("board.<str:form>", boards.export, name="export"),
    path("schemes/", profiles.schemes, name="schemes"),
    path("mine/", mine.record, name="mine"),
    path("mine/record.<str:form>", mine.export, name="mine_export"),
    path("mine/xapi/", mine.xapi, name="mine_xapi"),
    path("mine/<uuid:key>/void/", mine.void, name="void"),
    path("mine/<uuid:key>/restore/", mine.restore, name="restore"),
    path("signs/", signs.home, name="signs"),
    path("signs/look/", signs.look, name="look"),
    path("signs/<int:number>/", signs.sign, name="sign"),
    path("signs/<int:number>/reopen/", signs.reopen, name="reopen"),
    path("signs/<int:number>/pictures/<str:digest>/", signs.picture, name="sign_picture"),
    path(PARTY, parties.party, name="party"),
    path(f"{PARTY}open/<int:number>/", parties.still_open, name="still_open"),
    path(f"{PARTY}progress.<str:form>", parties.export, name="party_export"),
    path(f"{PARTY}xapi/", parties.xapi, name="party_xapi"),
    path(f"{PARTY}evaluation/", evaluations.evaluation, name="evaluation"),
    path(f"{PARTY}profile/", profiles.profile, name="profile"),
    path(f"{PARTY}profile/object/", profiles.object_to, name="profile_object"),
    path(f"{PARTY}profile/answer/", profiles.answer, name="profile_answer"),
]
