"""Addresses of this front. Every page needs a signed-in person."""

from django.urls.resolvers import URLPattern

app_name = "planning"
urlpatterns: list[URLPattern] = []
