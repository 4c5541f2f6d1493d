"""What the terminal's addresses answer: JSON always, a refusal with its code and sentence too."""

import logging
import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

import msgspec
import orjson
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from chizi.core.refusals import Refusal
from chizi.core.troubles import refusal_of
from chizi.core.words import N_
from chizi.fronts.kit.refusing import sentence
from chizi.ground.devices.queries import wipe_ordered

log = logging.getLogger("chizi.trouble")
View = Callable[..., HttpResponse]
TROUBLE = "trouble"  # not an answer: the same parcel can be sent again


class BadRequest(Refusal):
    """What came is not what the wire says."""

    text = N_("This was not understood. Update the terminal, then send again; nothing was lost.")


class TooMuch(Refusal):
    status = 413
    text = N_("This is too much at once. Send it in smaller parts.")


class SignedOut(Refusal):
    status = 401
    text = N_("You are signed out. Sign in, then go on; what you recorded stays on the device.")


def as_json(content: Any, status: int = 200) -> HttpResponse:
    """An answer that no cache keeps."""
    answer = HttpResponse(orjson.dumps(content), content_type="application/json", status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def code_of(refusal: Refusal) -> str:
    """ "another_person" of AnotherPerson: how scripts of the terminal know it."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", refusal.code).lower()


def told(refusal: Refusal) -> dict[str, str]:
    """A refusal as the terminal shows it, in the reader's language."""
    return {"code": code_of(refusal), "text": sentence(refusal), "field": refusal.field}


def in_trouble(error: Exception) -> dict[str, str]:
    """What is said of a fault that is ours or the machine's: logged, and to be tried again."""
    trouble = refusal_of(error)
    if trouble is not None:
        log.error("%s: %s", trouble.code, error)
        return {**told(trouble), "code": TROUBLE}
    log.exception("terminal: a parcel could not be taken")
    text = gettext("Something went wrong here. It is kept on the device and will be sent again.")
    return {"code": TROUBLE, "text": text, "field": ""}


def api(*methods: str, device_of: Callable[[HttpRequest], str] | None = None) -> Callable[[View], View]:
    """A view that speaks JSON to somebody signed in. ``device_of`` finds the device that a request names, so that an
    order to wipe reaches it even when its sign-in is over."""

    def around(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                answer = as_json({"code": "method", "text": "", "field": ""}, 405)
                answer["Allow"] = ", ".join(methods)
                return answer
            try:
                if not request.user.is_authenticated:
                    wipe = wipe_ordered(_named(device_of(request))) if device_of is not None else False
                    return as_json({**told(SignedOut()), "device": {"wipe": wipe}}, 401)
                return view(request, *args, **kwargs)
            except RequestDataTooBig:
                return as_json(told(TooMuch()), TooMuch.status)
            except Refusal as refusal:
                return as_json(told(refusal), refusal.status)
            except Exception as error:  # a page would be no use to the terminal
                trouble = refusal_of(error)
                return as_json(in_trouble(error), trouble.status if trouble is not None else 500)

        return answered

    return around


def _named(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


Shape = Any


def read_body(request: HttpRequest, shape: type[Shape]) -> Shape:
    """The body in the shape that the wire gives it. Raises BadRequest."""
    try:
        return msgspec.json.decode(request.body, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise BadRequest from fault
