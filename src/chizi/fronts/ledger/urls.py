"""Addresses of the ledger. Every page needs a signed-in person."""

from django.urls import path

from chizi.fronts.ledger.views import files, lists, matters, raising, steps

app_name = "ledger"
urlpatterns = [
    path("", lists.home, name="home"),
    path("matters.<slug:form>", lists.export, name="export"),
    path("places/", lists.places, name="places"),
    path("new/", raising.new, name="new"),
    path("<int:number>/", matters.page, name="matter"),
    path("<int:number>/print/", matters.document, name="document"),
    path("<int:number>/undo/", steps.undo, name="undo"),
    path("<int:number>/steps/<slug:step>/", steps.take, name="step"),
    path("<int:number>/files/<int:file>/", files.content, name="file"),
    path("<int:number>/files/<int:file>/pages/<int:page>/", files.shown, name="file_page"),
]
