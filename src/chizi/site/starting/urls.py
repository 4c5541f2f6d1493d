"""/start/: there only while the house is empty."""

from django.urls import path

from chizi.site.starting import views

urlpatterns = [path("", views.start, name="start")]
