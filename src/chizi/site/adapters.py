"""How sign-in is joined to our people: nobody signs himself up; accounts come from the office."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Closes self-registration: a person exists because an office entered him."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
