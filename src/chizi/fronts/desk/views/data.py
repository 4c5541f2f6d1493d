"""Deliveries: the list, one of them, and handing one in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from chizi.core.refusals import Refusal
from chizi.evaluation.actions import DeliveryReport, deliver_facts
from chizi.evaluation.queries import deliveries, delivery, rejects_file
from chizi.fronts.desk import returned
from chizi.fronts.desk.abilities import Offer
from chizi.fronts.desk.forms import COMPLETE, DeliveryForm
from chizi.fronts.desk.pages import deliveries as pages
from chizi.fronts.desk.pages.publications import person_text
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.formats import count
from chizi.fronts.kit.lists import with_query
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.kit.uploads import takes_uploads
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.kit.vocabulary import ZEROS, said
from chizi.ground.exchange.limits import Limits
from chizi.ground.exchange.reading import read_table
from chizi.org.queries import names_of_people
from chizi.overview.queries import deliverable_regions, own_zeros
from chizi.yardstick.schemas import EVENT_COLUMNS, OWNER, Zero

SINGLE = tuple(zero.value for zero in Zero)


@require_safe
@login_required
def delivery_list(request: HttpRequest) -> HttpResponse:
    """Deliveries for the viewer's places, newest first, keyset-paged."""
    now = timezone.now()
    offer = Offer(viewer_of(request), now)
    insist(offer.deliveries)
    zero = asked(request, "zero")
    zero = zero if zero in SINGLE else ""
    before = asked(request, "before")
    found = deliveries(viewer_of(request), now=now, zero=zero, before=before)
    page = pages.delivery_list(
        found.rows,
        zero=zero,
        next_href=with_query(request, before=found.after) if found.after else "",
        first_href=with_query(request, before="") if before else "",
        clear_href=with_query(request, zero="", before=""),
        may_deliver=offer.deliver,
    )
    context = {
        "rail_section": "evaluation",
        "tab": "deliveries",
        "offer": offer,
        "page": page,
        "zeros": [
            ("", gettext("all three zeros"), not zero),
            *((z, said(ZEROS, z), z == zero) for z in SINGLE),
        ],
    }
    return render(request, "desk/deliveries.html", context)


@require_safe
@login_required
def delivery_page(request: HttpRequest, number: int) -> HttpResponse:
    """One delivery: what it says, what became of its rows."""
    found = delivery(viewer_of(request), number, now=timezone.now())
    names = names_of_people([found.imported_by])
    context = {
        "rail_section": "evaluation",
        "tab": "deliveries",
        "title": gettext("Delivery %(number)s") % {"number": found.id},
        "trail": [(gettext("Deliveries"), reverse("desk:deliveries")), (str(found.id), "")],
        "one": found,
        "facts": pages.facts(found, person_text(found.imported_by, names)),
        "counts": pages.counts(found),
        "rejects_href": reverse("desk:rejects", args=[found.id]) if found.rejects_path else "",
    }
    return render(request, "desk/delivery.html", context)


@require_safe
@login_required
def rejects(request: HttpRequest, number: int) -> FileResponse:
    """The kept list of rows that a delivery with good rows gave back."""
    path = rejects_file(delivery(viewer_of(request), number, now=timezone.now()))
    if path is None or not path.is_file():
        raise Http404
    return _download(path, f"delivery-{number}-returned.csv")


@require_safe
@login_required
def returned_rows(request: HttpRequest, token: UUID) -> FileResponse:
    """The rows of a file that was turned down, for the session that sent it."""
    path = returned.fetch(request, token)
    if path is None:
        raise Http404
    return _download(path, "returned-rows.csv")


def _download(path: Path, name: str) -> FileResponse:
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type="text/csv; charset=utf-8"
    )


@takes_uploads(Limits().file_bytes)
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def deliver(request: HttpRequest) -> HttpResponse:
    """The form of a delivery, and taking it in. What was typed stays whatever is wrong with it."""
    now = timezone.now()
    offer = Offer(viewer_of(request), now)
    insist(offer.deliver)
    zeros, regions = own_zeros(viewer_of(request), now=now), deliverable_regions(viewer_of(request), now=now)
    if request.method != "POST":
        return _form(request, DeliveryForm(zeros=zeros, regions=regions))
    form = DeliveryForm(request.POST, request.FILES, zeros=zeros, regions=regions)
    if not form.is_valid():
        return _form(request, form, status=400)
    try:
        with _on_disk(form.cleaned_data["file"]) as path:
            answer = _take(request, form.cleaned_data, path, now)
            if answer.delivery is None:
                return _turned_down(request, form, answer, path)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else "file", sentence(refusal))
        return _form(request, form, status=refusal.status)
    _say(request, answer)
    return redirect("desk:delivery", answer.delivery.id)


def _take(request: HttpRequest, typed: dict[str, Any], path: Path, now: datetime) -> DeliveryReport:
    zero = Zero(typed["zero"])
    return deliver_facts(
        actor=viewer_of(request),
        now=now,
        path=path,
        name=typed["file"].name,
        body=OWNER[zero].value,
        zero=zero.value,
        region_code=typed["region"],
        first_month=typed["first_month"],
        last_month=typed["last_month"],
        complete=typed["coverage"] == COMPLETE,
        received_at=typed["received_at"],
        keep_good=typed["keep_good"],
    )


def _form(request: HttpRequest, form: DeliveryForm, status: int = 200) -> HttpResponse:
    context = {
        "rail_section": "evaluation",
        "tab": "deliveries",
        "title": gettext("Hand in a delivery"),
        "trail": [(gettext("Deliveries"), reverse("desk:deliveries")), (gettext("New"), "")],
        "form": form,
        "columns": [
            (name, gettext(column.meaning), column.required) for name, column in EVENT_COLUMNS.items()
        ],
    }
    return render(request, "desk/deliver.html", context, status=status)


def _turned_down(
    request: HttpRequest, form: DeliveryForm, answer: DeliveryReport, path: Path
) -> HttpResponse:
    """Nothing was stored: the first faults, all of them as a file, and the form as it was filled in."""
    needed = [name for name, column in EVENT_COLUMNS.items() if column.required]
    others = [name for name, column in EVENT_COLUMNS.items() if not column.required]
    table = read_table(path, name=form.cleaned_data["file"].name, required=needed, optional=others).table
    token = returned.keep(request, table, answer.report.rejected)
    numbers = {"rejected": count(answer.report.rejected_lines), "total": count(answer.report.total)}
    context = {
        "rail_section": "evaluation",
        "tab": "deliveries",
        "title": gettext("This delivery was not taken in"),
        "trail": [(gettext("Deliveries"), reverse("desk:deliveries")), (gettext("New"), "")],
        "summary": gettext("%(rejected)s of %(total)s rows have faults, so nothing was stored.") % numbers,
        "page": pages.fault_list(answer.report),
        "download_href": reverse("desk:returned", args=[token]),
        "form": form,
    }
    return render(request, "desk/turned_down.html", context, status=422)


def _say(request: HttpRequest, answer: DeliveryReport) -> None:
    if answer.repeated:
        messages.info(request, gettext("This very delivery was handed in before; nothing was changed."))
    elif answer.report.rejected:
        messages.warning(request, gettext("The good rows are stored; the delivery counts as partial."))
    else:
        messages.success(request, gettext("The delivery is stored."))


@contextmanager
def _on_disk(upload: Any) -> Iterator[Path]:
    """The upload as a file; a small one is written out first."""
    kept = getattr(upload, "temporary_file_path", None)
    if kept is not None:
        yield Path(kept())
        return
    with NamedTemporaryFile(prefix="chizi-upload-") as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)
