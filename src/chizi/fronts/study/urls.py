"""Addresses of study. Every page needs a signed-in person."""

from django.urls import path

from chizi.fronts.study.views import (
    attempts,
    imports,
    items,
    judging,
    learning,
    objectives,
    papers,
    questions,
)

app_name = "study"
urlpatterns = [
    path("", learning.home, name="home"),
    path("take/<int:number>/", attempts.take, name="take"),
    path("attempts/<int:number>/", attempts.attempt, name="attempt"),
    path("attempts/<int:number>/result/", attempts.result, name="result"),
    path("questions/", questions.question_list, name="questions"),
    path("questions/new/", questions.new, name="question_new"),
    path("questions/export/<slug:form>/", questions.export, name="questions_export"),
    path("questions/<int:number>/", questions.question, name="question"),
    path("questions/<int:number>/change/", questions.change, name="question_change"),
    path("questions/<int:number>/withdraw/", questions.withdraw, name="question_withdraw"),
    path("questions/<int:number>/restore/", questions.restore, name="question_restore"),
    path("objectives/", objectives.objective_list, name="objectives"),
    path("objectives/<int:number>/rename/", objectives.rename, name="objective_rename"),
    path("objectives/<int:number>/withdraw/", objectives.withdraw, name="objective_withdraw"),
    path("objectives/<int:number>/restore/", objectives.restore, name="objective_restore"),
    path("import/<slug:kind>/", imports.bring, name="import"),
    path("import/<slug:kind>/template.xlsx", imports.template, name="template"),
    path("import/<slug:kind>/<uuid:token>/", imports.confirm, name="confirm"),
    path("import/<slug:kind>/<uuid:token>/rejects.csv", imports.rejects, name="rejects"),
    path("papers/", papers.paper_list, name="papers"),
    path("papers/new/", papers.new, name="paper_new"),
    path("papers/count/", papers.count_cell, name="paper_count"),
    path("papers/<int:number>/", papers.paper, name="paper"),
    path("papers/<int:number>/change/", papers.change, name="paper_change"),
    path("papers/<int:number>/publish/", papers.publish, name="paper_publish"),
    path("papers/<int:number>/withdraw/", papers.withdraw, name="paper_withdraw"),
    path("judging/", judging.waiting, name="judging"),
    path("judging/<int:number>/", judging.judge, name="judge"),
    path("tasks/<int:number>/items/", items.items, name="items"),
]
