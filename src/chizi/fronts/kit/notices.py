"""What stands above every page."""

from django.db import DatabaseError
from django.utils.translation import gettext

from chizi.demo.queries import is_demo

_found: list[bool] = []


def demo() -> str:
    """A sentence for a demonstration, empty otherwise.

    A demonstration stays one, so a yes is asked for once in a process; so is a no, for a demonstration is
    built only where nothing stands yet, before anything is served from it. The page that says that something
    broke asks too: a database that does not answer must not break it again.
    """
    if not _found:
        try:
            _found.append(is_demo())
        except DatabaseError:
            return ""
    if not _found[0]:
        return ""
    return gettext("Demonstration: the places are real; workplaces, people and events are made up.")
