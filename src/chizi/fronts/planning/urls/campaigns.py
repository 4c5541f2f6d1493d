"""Campaigns: list, plan map, measures, coverage, editions, import."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
