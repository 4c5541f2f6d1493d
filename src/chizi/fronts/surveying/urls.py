"""Addresses of surveys at the desk, and of suggestions. Only the form of a suggestion needs no signed-in person."""

from django.urls import path

from chizi.fronts.surveying.views import changing, drawing, lists, steps, suggestions, surveys

app_name = "surveying"
urlpatterns = [
    path("", lists.home, name="home"),
    path("surveys.<slug:form>", lists.export, name="export"),
    path("new/", drawing.new, name="new"),
    path("<int:number>/", surveys.page, name="survey"),
    path("<int:number>/results.<slug:form>", surveys.export, name="results"),
    path("<int:number>/change/", changing.change, name="change"),
    path("<int:number>/draw/", drawing.draw, name="draw"),
    path("<int:number>/slips/", drawing.slips, name="slips"),
    path("<int:number>/close/", steps.close, name="close"),
    path("<int:number>/withdraw/", steps.withdraw, name="withdraw"),
    path("suggest/", suggestions.suggest, name="suggest"),
    path("suggest/<uuid:key>/", suggestions.kept, name="kept"),
    path("suggestions/", suggestions.mine, name="mine"),
    path("suggestions/office/", suggestions.office, name="office"),
    path("suggestions/office/<int:number>/", suggestions.answer, name="answer"),
]
