"""Addresses of the public pages, at the root of the site."""

app_name = "public"
urlpatterns = []
