"""Answering a survey with a code from a slip or an inbox: signed out, without script, without cookie.

The code in the address is the right to answer and cannot be guessed, so it is also what another site would lack: no
form token is needed, and so no cookie. Nothing of these pages is kept by browsers or between.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from chizi.core.refusals import Refusal
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.public.answers import Page, Reader, reader_of
from chizi.fronts.public.words import AGREEMENT
from chizi.org.slips import grouped, plain_code
from chizi.surveys.actions import record_answer
from chizi.surveys.queries import Sheet, sheet_for
from chizi.surveys.refusals import CodeNotTaken
from chizi.surveys.rules.surveys import TEXT_LENGTH, QuestionKind

LONGEST_CODE = 60
HOME = "/survey/"  # what a suggestion on these pages is about: never the address with the code


def survey_page(view: Callable[..., Page | HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of (reader, request, ...): answered in the reader's language and kept by nobody."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"] if view.__name__ == "survey" else ["GET", "HEAD"])
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reader = reader_of(request)
        with translation.override(reader.language):
            answer = view(reader, request, *args, **kwargs)
            if isinstance(answer, Page):
                text = render_to_string(
                    answer.template, {"reader": reader, "spoken_of": HOME, **answer.context}
                )
                answer = HttpResponse(text, status=answer.status)
        # Django would write the address of a page that was not found into its log, and a code may still be good.
        answer._has_been_logged = True  # type: ignore[attr-defined]
        answer.headers["Content-Language"] = reader.tag
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "no-referrer"  # the address holds the code
        return answer

    return answered


@survey_page
def enter(reader: Reader, request: HttpRequest) -> Page | HttpResponse:
    """Type the code of a slip; a slip of the pen is said at once, for that asks the server nothing about codes."""
    typed = request.GET.get("code", "")[:LONGEST_CODE].replace("\0", "")
    if not typed:
        return Page("public/survey_code.html", {"typed": ""})
    plain = plain_code(typed)
    if plain is None:
        fault = gettext(
            "This is not a whole code. It has four groups of four signs, without 0, O, 1, I and L."
        )
        return Page("public/survey_code.html", {"typed": typed, "fault": fault}, 400)
    return HttpResponseRedirect(reader.link("survey", grouped(plain)))


@survey_page
def thanks(reader: Reader, request: HttpRequest) -> Page:
    """What happens next; the same page for everybody, so that it may be reloaded."""
    return Page("public/survey_thanks.html")


@survey_page
def survey(reader: Reader, request: HttpRequest, code: str) -> Page | HttpResponse:
    """The questions on one page, and the answer. A code that is not taken is said the same way whatever is wrong."""
    try:
        sheet = sheet_for(code[:LONGEST_CODE], now=timezone.now())
        if request.method != "POST":
            return Page("public/survey.html", _shown(sheet, request))
        record_answer(actor=None, now=timezone.now(), code=code, given=_given(sheet, request))
    except CodeNotTaken as missing:
        return Page("public/survey_shut.html", {"sentence": sentence(missing)}, 404)
    except Refusal as refusal:
        wrong = {refusal.field: sentence(refusal)}
        return Page("public/survey.html", _shown(sheet, request, wrong), refusal.status)
    return HttpResponseRedirect(reader.link("survey_thanks"))


def _given(sheet: Sheet, request: HttpRequest) -> dict[int, str]:
    return {one.pk: request.POST.get(f"q{one.pk}", "") for one in sheet.questions}


def _shown(sheet: Sheet, request: HttpRequest, wrong: dict[str, str] | None = None) -> dict[str, Any]:
    """The page's words; what was said before a fault stays."""
    wrong, said = wrong or {}, _given(sheet, request)
    asked = [
        {
            "name": f"q{one.pk}",
            "text": gettext(one.text),
            "options": [
                (value, label, said[one.pk] == value) for value, label in _options(QuestionKind(one.kind))
            ],
            "said": said[one.pk].replace("\0", ""),
            "wrong": wrong.get(f"q{one.pk}", ""),
        }
        for one in sheet.questions
    ]
    return {
        "sheet": sheet,
        "asked": asked,
        "most": TEXT_LENGTH,
        "wrong": [(name, fault) for name, fault in wrong.items()],
    }


def _options(kind: QuestionKind) -> list[tuple[str, str]]:
    """What can be ticked; nothing for a free text."""
    if kind is QuestionKind.SCALE:
        return [(value, f"{value} · {gettext(word)}") for value, word in AGREEMENT.items()]
    if kind is QuestionKind.YES_NO:
        return [("yes", gettext("yes")), ("no", gettext("no"))]
    return []
