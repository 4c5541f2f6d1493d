"""Campaigns: list, plan map, measures, coverage, editions, import.

What stands at the place of a campaign's code here must be in `plan.rules.campaigns.TAKEN`.
"""

from django.urls import path
from django.urls.resolvers import URLPattern

from chizi.fronts.planning.views import campaigns, coverage, editions, imports, measures, parts, phases, tree

urlpatterns: list[URLPattern] = [
    path("", campaigns.home, name="home"),
    path("campaigns.<slug:form>", campaigns.export, name="export"),
    path("new/", campaigns.draft, name="draft"),
    path("import/", imports.bring, name="import"),
    path("import/template.<slug:form>", imports.template, name="template"),
    path("import/<uuid:token>/", imports.review, name="import_review"),
    path("import/<uuid:token>/rejects.csv", imports.rejects, name="rejects"),
    path("measures/<int:number>/", measures.measure, name="measure"),
    path("measures/<int:number>/change/", measures.change, name="measure_change"),
    path("measures/<int:number>/withdraw/", measures.withdraw, name="measure_withdraw"),
    path("<str:code>/", tree.plan, name="campaign"),
    path("<str:code>/tree.<slug:form>", tree.export, name="tree"),
    path("<str:code>/coverage/", coverage.board, name="coverage"),
    path("<str:code>/coverage.<slug:form>", coverage.export, name="coverage_export"),
    path("<str:code>/plans/new/", parts.new, name="part_new"),
    path("<str:code>/plans/at/<str:part>/", parts.change, name="part"),
    path("<str:code>/plans/at/<str:part>/withdraw/", parts.withdraw, name="part_withdraw"),
    path("<str:code>/plans/at/<str:part>/review/", phases.review, name="review"),
    path("<str:code>/measures/new/", measures.new, name="measure_new"),
    path("<str:code>/issue/", campaigns.issue, name="issue"),
    path("<str:code>/close/", campaigns.close, name="close"),
    path("<str:code>/editions/", editions.edition_list, name="editions"),
    path("<str:code>/editions/compare/", editions.compare, name="compare"),
    path("<str:code>/editions/<int:number>/", editions.one, name="edition"),
]
