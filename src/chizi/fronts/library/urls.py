"""Addresses of this front."""

from django.urls import path

from chizi.fronts.library.views import deciding, files, laws, lists, reading, uploads, writing

app_name = "library"
urlpatterns = [
    path("", lists.home, name="home"),
    path("materials.<slug:form>", lists.export, name="export"),
    path("stories/", lists.stories, name="stories"),
    path("waiting/", deciding.waiting, name="waiting"),
    path("new/", writing.new, name="new"),
    path("laws/import/", laws.bring, name="import_laws"),
    path("laws/import/<uuid:token>/", laws.review, name="review_laws"),
    path("uploads/", uploads.begin, name="begin_upload"),
    path("uploads/<uuid:token>/", uploads.piece, name="upload"),
    path("uploads/<uuid:token>/finish/", uploads.finish, name="finish_upload"),
    path("<int:number>/", reading.page, name="material"),
    path("<int:number>/read/", reading.mark_read, name="mark_read"),
    path("<int:number>/compare/", reading.compare, name="compare"),
    path("<int:number>/edit/", writing.edit, name="edit"),
    path("<int:number>/publish/", deciding.publish, name="publish"),
    path("<int:number>/secrecy/", deciding.secrecy, name="secrecy"),
    path("<int:number>/withdraw/", deciding.withdraw, name="withdraw"),
    path("<int:number>/files/<slug:digest>/", files.content, name="file"),
    path("<int:number>/files/<slug:digest>/pages/<int:page>/", files.shown, name="file_page"),
]
