"""Tasks, assignments, results, objections, load."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
