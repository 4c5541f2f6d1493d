"""Addresses of this front."""

from django.urls import path

from chizi.fronts.terminal.views import devices, media, shell, wire

app_name = "terminal"
urlpatterns = [
    path("", shell.shell, name="shell"),
    path("sw.js", shell.worker, name="worker"),
    path("manifest.webmanifest", shell.manifest, name="manifest"),
    path("media/<slug:digest>", media.media, name="media"),
    path("devices/", devices.devices, name="devices"),
    path("devices/<uuid:device>/wipe/", devices.wipe, name="wipe"),
    path("api/device", wire.device, name="device"),
    path("api/pack", wire.pack, name="pack"),
    path("api/parcels", wire.parcels, name="parcels"),
    path("api/files", wire.files, name="files"),
    path("api/leave", wire.leave, name="leave"),
]
