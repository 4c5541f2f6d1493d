"""How a named error is said to a person: the sentence in his language, and what he typed, kept."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext

from chizi.core.refusals import Missing, Refusal
from chizi.yardstick.refusals import YardstickError

HIDDEN = (
    "csrfmiddlewaretoken",
    "password",
    "password1",
    "password2",
    "oldpassword",
    "code",
    "next",
    "key",
    "version",
)
LONGEST = 2000


def sentence(error: Refusal | YardstickError) -> str:
    """The error's sentence in the active language, its places filled."""
    text = gettext(error.text) if error.text else str(error)
    return text % error.params if error.params else text


def status_of(error: Refusal | YardstickError) -> int:
    return error.status if isinstance(error, Refusal) else 400


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed into the form, so that nothing is lost; secrets and the form's own marks left out."""
    if request.method != "POST":
        return []
    kept: list[tuple[str, str]] = []
    for name, values in request.POST.lists():
        if name not in HIDDEN:
            kept.extend((name, str(value)[:LONGEST]) for value in values if value)
    return kept


def _files(request: HttpRequest) -> list[str]:
    files = request.FILES if request.method == "POST" else {}
    return [file.name or "" for name in files for file in request.FILES.getlist(name)]


def as_context(request: HttpRequest, error: Refusal | YardstickError) -> dict[str, Any]:
    """What `kit/refusal.html` shows."""
    return {
        "sentence": sentence(error),
        "code": error.code,
        "typed": typed(request),
        "files": _files(request),
        "status": status_of(error),
    }


def blame(form: Form, error: Refusal) -> int:
    """Put a named error where it belongs: at the field it names, else on top of the form; gives its status.

    What does not exist for the viewer is no fault of the form: Missing is raised again.
    """
    if isinstance(error, Missing):
        raise error
    form.add_error(error.field if error.field in form.fields else None, sentence(error))
    return error.status
