"""Addresses of planning (任务): campaigns and their trees, tasks and who does them. All need a signed-in person.

/plan/ is the list of campaigns. Paths of the other side stand first, because a campaign's code is a word.
"""

from chizi.fronts.planning.urls import campaigns, tasks

app_name = "planning"
urlpatterns = [*tasks.urlpatterns, *campaigns.urlpatterns]
