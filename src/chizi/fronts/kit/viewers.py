"""Who is looking: the signed-in person as the queries of the rooms take him."""

from typing import cast

from django.http import HttpRequest

from chizi.org.abilities import Actor


def viewer_of(request: HttpRequest) -> Actor:
    """The person behind a request that `login_required` has let through."""
    return cast(Actor, request.user)
