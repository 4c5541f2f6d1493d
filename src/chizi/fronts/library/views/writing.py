"""Writing a material: a new one, a draft gone on with, or the next version. What was typed and uploaded comes back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chizi.core.refusals import Forbidden, Refusal
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import blame
from chizi.fronts.kit.uploads import takes_uploads
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.library.forms import MaterialForm
from chizi.fronts.library.offers import may_keep
from chizi.fronts.library.taking import UPLOADS, carried, take_files
from chizi.fronts.library.views.lists import frame
from chizi.fronts.library.words import KINDS, kind_word
from chizi.learn import queries
from chizi.learn.actions import draft_material, revise_material

FORM = ["GET", "HEAD", "POST"]


@takes_uploads(UPLOADS)
@require_http_methods(FORM)
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """First the kind, then its form: each kind asks for what it needs and nothing else."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_keep(viewer))
    kind = (request.POST.get("kind") or request.GET.get("kind") or "")[:20]
    if kind not in KINDS:
        title = gettext("What do you want to put into the library?")
        return render(request, "library/choose.html", {**frame(title, (title, "")), "kinds": _kinds()})
    owners = [(one.code, one.name) for one in queries.owners_for(viewer, now=now)]
    data = request.POST if request.method == "POST" else None
    form = MaterialForm(data, kind=kind, owners=owners, viewer=viewer, now=now, first=True)

    def store() -> Any:
        return draft_material(
            actor=viewer,
            now=now,
            owner=form.cleaned_data["owner"],
            kind=kind,
            draft=form.draft(),
            key=form.cleaned_data["key"],
        )

    title = gettext("New: %(kind)s") % {"kind": kind_word(kind)}
    return _by_form(request, form, store, {**frame(title, (title, "")), "kind": kind})


def _kinds() -> list[tuple[str, str, str]]:
    """Code, word and what each kind needs."""
    needs = {
        "document": gettext("A text, a Word file or a PDF, with pictures where they help."),
        "law": gettext(
            "Its articles can be linked to from questions. A whole folder comes in at once below."
        ),
        "film": gettext("MP4 or WebM, with captions (.vtt) so that everybody can follow it."),
        "cautionary": gettext("Only a concluded case, without names: with the decision that concluded it."),
        "role_model": gettext("With the consent of the person or the family, and with the source."),
        "honour": gettext(
            "A death on duty or a deed, with its day and the consent of the person or the family."
        ),
    }
    return [(kind, kind_word(kind), needs[kind]) for kind in KINDS]


@takes_uploads(UPLOADS)
@require_http_methods(FORM)
@login_required
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Go on with the draft, or begin the next version; what learners read stays until somebody publishes it."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_keep(viewer))
    shown = queries.material_page(viewer, number, now=now)
    newest = queries.material_page(viewer, number, now=now, version=shown.latest) if shown.keeper else shown
    insist("edit" in newest.may)
    data = request.POST if request.method == "POST" else None
    form = MaterialForm(
        data, initial=_initial(newest), kind=newest.kind, owners=(), viewer=viewer, now=now, first=False
    )
    if data is None:
        form.drafts = carried(viewer, {one.digest: one.name for one in newest.media})

    def store() -> Any:
        return revise_material(
            actor=viewer,
            now=now,
            material_id=number,
            draft=form.draft(),
            edits=form.cleaned_data["edits"],
        )

    title = (
        gettext("Go on with the draft") if newest.version > newest.shown else gettext("Write a new version")
    )
    address = reverse("library:material", args=[number])
    context = {
        **frame(title, (newest.title, address), (title, "")),
        "kind": newest.kind,
        "material": newest,
    }
    return _by_form(request, form, store, context)


def _initial(one: queries.MaterialPage) -> dict[str, Any]:
    given: dict[str, Any] = {
        "edits": one.edits,
        "title": one.title,
        "source": one.source,
        "text": one.text,
        "classification": one.classification,
        "audience": one.audience,
        "readers": "\n".join(f"{name} · {code}" for code, name in one.readers),
        "note": one.note if one.version > one.shown else "",
    }
    for part in (one.case, one.story):
        if part is not None:
            given |= {name: getattr(part, name) for name in part.__dataclass_fields__}
    return given


def _by_form(
    request: HttpRequest, form: MaterialForm, store: Callable[[], Any], context: dict[str, Any]
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        form.drafts = take_files(request, form, form.now)
        status = 400
        if form.is_valid():
            try:
                made = store()
            except Forbidden:
                raise
            except Refusal as refusal:
                status = blame(form, refusal)
            else:
                messages.success(
                    request,
                    gettext("Stored as a draft. Somebody else publishes it; until then no learner sees it."),
                )
                return redirect(f"{reverse('library:material', args=[made.pk])}?version={made.latest}")
    return render(request, "library/form.html", {**context, "form": form}, status=status)
