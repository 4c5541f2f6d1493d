"""Addresses of this front."""

from django.urls import URLPattern

app_name = "surveying"
urlpatterns: list[URLPattern] = []
