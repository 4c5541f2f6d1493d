"""Addresses of pages that may not be mounted."""

from typing import Any

from django.urls import NoReverseMatch, reverse


def way(name: str, *args: Any) -> str:
    """The address of a page of planning; empty where it is not mounted."""
    try:
        return reverse(f"planning:{name}", args=args)
    except NoReverseMatch:
        return ""
