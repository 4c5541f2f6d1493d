"""Addresses of this front."""

from django.urls import URLPattern

app_name = "terminal"
urlpatterns: list[URLPattern] = []
