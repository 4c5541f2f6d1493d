"""Addresses of guidance. Every page needs a signed-in person."""

from django.urls import path

from chizi.fronts.guidance.views import bodies, deployments, instructions, meetings, regulations, sheets

app_name = "guidance"
urlpatterns = [
    path("", bodies.body_list, name="bodies"),
    path("bodies/new/", bodies.body_new, name="body_new"),
    path("bodies/at/<str:code>/", bodies.body, name="body"),
    path("bodies/at/<str:code>/change/", bodies.body_change, name="body_change"),
    path("bodies/at/<str:code>/close/", bodies.body_close, name="body_close"),
    path("bodies/at/<str:code>/branch/", bodies.branch_new, name="branch_new"),
    path("bodies/at/<str:code>/members/new/", bodies.member_new, name="member_new"),
    path("bodies/at/<str:code>/members/<int:number>/end/", bodies.member_end, name="member_end"),
    path("bodies/at/<str:code>/trainings/new/", bodies.training_new, name="training_new"),
    path("bodies/at/<str:code>/deploy/", deployments.deploy, name="deploy"),
    path("deployments/", deployments.stations, name="deployments"),
    path("deployments/<int:number>/end/", deployments.deployment_end, name="deployment_end"),
    path("people/<str:username>/", deployments.person, name="person"),
    path("meetings/", meetings.meeting_list, name="meetings"),
    path("meetings/new/", meetings.meeting_new, name="meeting_new"),
    path("meetings/<int:number>/", meetings.meeting, name="meeting"),
    path("meetings/<int:number>/decide/", meetings.decide, name="decide"),
    path("decisions/<int:number>/task/", meetings.decision_task, name="decision_task"),
    path("instructions/", instructions.instruction_list, name="instructions"),
    path("instructions/new/", instructions.instruction_new, name="instruction_new"),
    path("instructions/<int:number>/", instructions.instruction, name="instruction"),
    path("instructions/<int:number>/task/", instructions.instruction_task, name="instruction_task"),
    path("regulations/", regulations.regulation_list, name="regulations"),
    path("regulations/new/", regulations.regulation_new, name="regulation_new"),
    path("regulations/<int:number>/", regulations.regulation, name="regulation"),
    path("regulations/<int:number>/compare/", regulations.regulation_compare, name="regulation_compare"),
    path("regulations/<int:number>/version/", regulations.wording_new, name="wording_new"),
    path("regulations/<int:number>/status/", regulations.regulation_step, name="regulation_step"),
    path("import/<slug:kind>/", sheets.bring, name="import"),
    path("import/<slug:kind>/template.xlsx", sheets.template, name="template"),
    path("import/<slug:kind>/<uuid:token>/", sheets.confirm, name="confirm"),
    path("import/<slug:kind>/<uuid:token>/rejects.csv", sheets.rejects, name="rejects"),
    path("export/<slug:what>/<slug:form>/", sheets.export, name="export"),
]
