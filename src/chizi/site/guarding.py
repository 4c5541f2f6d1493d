"""What the settings must be before anything starts, and what a bureau's directory makes of them. No Django yet."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

SECOND_FACTOR = ("optional", "administrators", "everyone")
DIRECTORY_ID = "directory"  # of /accounts/oidc/directory/
SHORTEST_KEY = 32


def check_start(
    *,
    debug: bool,
    tls: bool,
    hosts: Sequence[str],
    key: str,
    second_factor: str,
    directory: Mapping[str, str],
) -> None:
    """Raise ImproperlyConfigured for settings with which nobody should serve people."""
    faults = (
        (debug and tls, "CHIZI_DEBUG shows the inside of errors: it cannot be on where CHIZI_TLS is"),
        ("*" in hosts, "CHIZI_HOSTS must name the hosts; * would let any page pass for this one"),
        (len(key) < SHORTEST_KEY, f"CHIZI_SECRET_KEY needs at least {SHORTEST_KEY} signs"),
        (
            second_factor not in SECOND_FACTOR,
            f"CHIZI_SECOND_FACTOR must be one of {', '.join(SECOND_FACTOR)}",
        ),
        *_directory_faults(directory, tls),
    )
    for wrong, why in faults:
        if wrong:
            raise ImproperlyConfigured(why)


def _directory_faults(directory: Mapping[str, str], tls: bool) -> list[tuple[bool, str]]:
    named = bool(directory["server"] or directory["client_id"])
    address = urlsplit(directory["server"])
    return [
        (
            named and not (directory["server"] and directory["client_id"]),
            "a directory needs both CHIZI_OIDC_SERVER and CHIZI_OIDC_CLIENT_ID",
        ),
        (
            named and (address.scheme not in {"http", "https"} or not address.hostname),
            "CHIZI_OIDC_SERVER must be an address such as https://login.example.cn/realms/bureau",
        ),
        (
            named and tls and address.scheme != "https",
            "CHIZI_OIDC_SERVER must begin with https:// where CHIZI_TLS is on",
        ),
        (named and not directory["claim"], "CHIZI_OIDC_CLAIM must name the claim that is the user name"),
    ]


def directory_apps(directory: Mapping[str, str]) -> list[dict[str, Any]]:
    """The bureau's directory as allauth takes it; empty without one."""
    if not directory["server"]:
        return []
    return [
        {
            "provider_id": DIRECTORY_ID,
            "name": directory["name"] or urlsplit(directory["server"]).hostname,
            "client_id": directory["client_id"],
            "secret": directory["secret"],
            "settings": {"server_url": directory["server"], "oauth_pkce_enabled": True},
        }
    ]


def origins_of(directory: Mapping[str, str], more: Sequence[str]) -> list[str]:
    """Where the button of the directory may lead: a form's policy counts for what it is sent on to."""
    if not directory["server"]:
        return []
    address = urlsplit(directory["server"])
    return [f"{address.scheme}://{address.netloc}", *more]
