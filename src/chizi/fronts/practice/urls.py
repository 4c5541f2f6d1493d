"""Addresses of this front."""

from django.urls import URLPattern, path, register_converter

from chizi.fronts.practice.views import (
    advice,
    applications,
    directives,
    lectures,
    records,
    reflections,
    services,
    venues,
)


class RecordConverter:
    """What can serve several programmes."""

    regex = r"lecture|service|application"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RecordConverter, "record")

app_name = "practice"
FILE, PAGE = "files/<str:digest>/", "files/<str:digest>/pages/<int:page>/"
CLAIM, TEXT = "applications/<int:number>/", "reflections/<int:number>/"
LECTURE, SERVICE, VENUE = "lectures/<int:number>/", "services/<int:number>/", "venues/<int:number>/"
DIRECTIVE, NOTE = "directives/<int:number>/", "advice/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("", applications.home, name="home"),
    path("applications.<slug:form>", applications.export, name="applications_export"),
    path("applications/new/", applications.claim, name="claim"),
    path(CLAIM, applications.application, name="application"),
    path(f"{CLAIM}again/", applications.again, name="claim_again"),
    path(f"{CLAIM}withdraw/", applications.withdraw, name="claim_withdraw"),
    path(f"{CLAIM}confirm/", applications.confirm, name="confirm"),
    path(f"{CLAIM}return/", applications.send_back, name="return"),
    path("reflections/", reflections.listed, name="reflections"),
    path("reflections/new/", reflections.write, name="reflect"),
    path(TEXT, reflections.reflection, name="reflection"),
    path(f"{TEXT}correct/", reflections.correct, name="reflection_correct"),
    path(f"{TEXT}withdraw/", reflections.withdraw, name="reflection_withdraw"),
    path(TEXT + FILE, reflections.file, name="reflection_file"),
    path(TEXT + PAGE, reflections.file_page, name="reflection_file_page"),
    path("lectures/", lectures.listed, name="lectures"),
    path("lectures.<slug:form>", lectures.export, name="lectures_export"),
    path("lectures/new/", lectures.new, name="lecture_new"),
    path("lectures/coverage/", lectures.board, name="coverage"),
    path("lectures/coverage.<slug:form>", lectures.board_export, name="coverage_export"),
    path(LECTURE, lectures.lecture, name="lecture"),
    path(f"{LECTURE}share/", lectures.share, name="lecture_share"),
    path(f"{LECTURE}withdraw/", lectures.withdraw, name="lecture_withdraw"),
    path("services/", services.listed, name="services"),
    path("services.<slug:form>", services.export, name="services_export"),
    path("services/new/", services.new, name="service_new"),
    path(SERVICE, services.service, name="service"),
    path(f"{SERVICE}step/", services.work, name="service_step"),
    path(f"{SERVICE}done/", services.done, name="service_done"),
    path(f"{SERVICE}slip/", services.slip, name="service_slip"),
    path(f"{SERVICE}notice/", services.notice, name="service_notice"),
    path(f"{SERVICE}close/", services.close, name="service_close"),
    path(f"{SERVICE}withdraw/", services.withdraw, name="service_withdraw"),
    path(SERVICE + FILE, services.file, name="service_file"),
    path(SERVICE + PAGE, services.file_page, name="service_file_page"),
    path("venues/", venues.listed, name="venues"),
    path("venues.<slug:form>", venues.export, name="venues_export"),
    path("venues/new/", venues.new, name="venue_new"),
    path(VENUE, venues.venue, name="venue"),
    path(f"{VENUE}change/", venues.change, name="venue_change"),
    path(f"{VENUE}withdraw/", venues.withdraw, name="venue_withdraw"),
    path(f"{VENUE}choose/", venues.choose, name="venue_choose"),
    path("directives/", directives.listed, name="directives"),
    path("directives.<slug:form>", directives.export, name="directives_export"),
    path("directives/new/", directives.new, name="directive_new"),
    path(DIRECTIVE, directives.directive, name="directive"),
    path(f"{DIRECTIVE}attach/", directives.attach, name="directive_attach"),
    path(f"{DIRECTIVE}detach/", directives.detach, name="directive_detach"),
    path(f"{DIRECTIVE}withdraw/", directives.withdraw, name="directive_withdraw"),
    path("advice/", advice.listed, name="advice"),
    path("advice.<slug:form>", advice.export, name="advice_export"),
    path("advice/new/", advice.new, name="note_new"),
    path(NOTE, advice.note, name="note"),
    path(f"{NOTE}reply/", advice.reply, name="note_reply"),
    path(f"{NOTE}withdraw/", advice.withdraw, name="note_withdraw"),
    path("records/<record:kind>/<int:number>/use/", records.use, name="use"),
]
