"""Addresses of the desk. Every page needs a signed-in person."""

from django.urls import path

from chizi.fronts.desk.views import data, home, inbox, publications, records, register, runs

app_name = "desk"
urlpatterns = [
    path("", home.today, name="home"),
    path("standing/", home.standing, name="standing"),
    path("search/", home.search, name="search"),
    path("inbox/", inbox.inbox_page, name="inbox"),
    path("inbox/read/", inbox.read, name="inbox_read"),
    path("inbox/settings/", inbox.address, name="inbox_settings"),
    path("deliveries/", data.delivery_list, name="deliveries"),
    path("deliveries/new/", data.deliver, name="deliver"),
    path("deliveries/returned/<uuid:token>.csv", data.returned_rows, name="returned"),
    path("deliveries/<int:number>/", data.delivery_page, name="delivery"),
    path("deliveries/<int:number>/rejects.csv", data.rejects, name="rejects"),
    path("runs/", runs.run_list, name="runs"),
    path("runs/<int:number>/", runs.run_page, name="run"),
    path("runs/<int:number>/propose/", publications.propose, name="propose"),
    path("publications/", publications.publication_list, name="publications"),
    path("publications/results/<str:code>/", publications.propose_results, name="propose_results"),
    path("publications/<int:number>/", publications.publication_page, name="publication"),
    path("publications/<int:number>/approve/", publications.approve, name="approve"),
    path("publications/<int:number>/decline/", publications.decline, name="decline"),
    path("publications/<int:number>/withdraw/", publications.withdraw, name="withdraw"),
    path("publications/<int:number>/correct/", publications.correct, name="correct"),
    path("publications/<int:number>/file", publications.signed_file, name="publication_file"),
    path("publications/<int:number>/key", publications.public_key, name="publication_key"),
    path("register/", register.start, name="register"),
    path("register/<slug:code>/", register.units_of, name="register_place"),
    path("records/journal/", records.journal, name="journal"),
]
