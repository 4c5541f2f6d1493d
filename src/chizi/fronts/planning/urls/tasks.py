"""Tasks, assignments, results, objections, load.

What stands at the place of a campaign's code here must be in `plan.rules.campaigns.TAKEN`.
"""

from django.urls import path
from django.urls.resolvers import URLPattern

from chizi.fronts.planning.views import assigning, assignments, load, mine, objections, tasks

ONE = "assignments/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("assignments/", mine.listed, name="assignments"),
    path("assignments.<slug:form>", mine.export, name="assignments_export"),
    path(ONE, assignments.assignment, name="assignment"),
    path(f"{ONE}hand-in/", assignments.submit, name="submit"),
    path(f"{ONE}take-back/", assignments.take_back, name="take_back"),
    path(f"{ONE}accept/", assignments.accept, name="accept"),
    path(f"{ONE}return/", assignments.send_back, name="return"),
    path(f"{ONE}exempt/", assignments.exempt, name="exempt"),
    path(f"{ONE}hand-over/", assignments.pass_on, name="hand_over"),
    path(f"{ONE}object/", objections.object_to, name="object"),
    path(f"{ONE}answer/", objections.answer, name="answer"),
    path(f"{ONE}pass-down/", assigning.pass_down, name="pass_down"),
    path(f"{ONE}files/<str:digest>/", assignments.file, name="file"),
    path(f"{ONE}files/<str:digest>/pages/<int:page>/", assignments.file_page, name="file_page"),
    path("tasks/new/", tasks.new, name="new_task"),
    path("tasks/choose/", tasks.choose, name="choose_task"),
    path("tasks/<int:number>/", tasks.task, name="task"),
    path("tasks/<int:number>/assign/", assigning.assign, name="assign"),
    path("tasks/<int:number>/beyond/", assigning.beyond, name="beyond"),
    path("tasks/<int:number>/approve/", tasks.approve, name="approve"),
    path("tasks/<int:number>/decline/", tasks.decline, name="decline"),
    path("tasks/<int:number>/withdraw/", tasks.withdraw, name="task_withdraw"),
    path("load/", load.board, name="load"),
    path("load.<slug:form>", load.export, name="load_export"),
    path("load/all.<slug:form>", load.data, name="load_data"),
]
