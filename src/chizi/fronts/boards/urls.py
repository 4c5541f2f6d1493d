"""Addresses of the boards. Every page needs a signed-in person whose grants cover the place."""

from django.urls import path

from chizi.fronts.boards.views import appeals, regions, units

app_name = "boards"
urlpatterns = [
    path("", regions.home, name="home"),
    path("unit/<str:code>/", units.unit, name="unit"),
    path("unit/<str:code>/events/", units.unit_events, name="unit_events"),
    path("unit/<str:code>/why/", units.unit_why, name="unit_why"),
    path("unit/<str:code>/appeals/", appeals.raise_one, name="raise_appeal"),
    path("unit/<str:code>/appeals/<int:number>/", appeals.answer_one, name="answer_appeal"),
    path("<slug:region>/", regions.board_page, name="board"),
    path("<slug:region>/units/", units.unit_list, name="units"),
    path("<slug:region>/table.<slug:form>", regions.table_file, name="table"),
]
