"""The first day's page: founding the office, and the slips of its first people, shown once."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pyarrow as pa
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chizi.core.imports import ImportReport
from chizi.core.refusals import Refusal
from chizi.demo.divisions import read_divisions
from chizi.fronts.cli.sheets import sheet
from chizi.fronts.kit.lists import Column, ListPage, Row
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.kit.uploads import takes_uploads, uploaded
from chizi.ground.exchange.limits import Limits
from chizi.ground.exchange.reading import read_table
from chizi.org import actions as org
from chizi.org.abilities import Console
from chizi.org.rules import ADMINISTRATORS
from chizi.site.starting.forms import DEPARTMENTS, UPLOADED, FirstDayForm
from chizi.site.starting.setup_code import forget_code
from chizi.site.starting.zone import use_office_zone

SHOWN = 50
FIELDS = {"administrators": "system-admin-username", "departments": "political_legal_commission-name"}


@takes_uploads(Limits().file_bytes, strangers=True)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """The form of the first day; a good one founds the office and answers with the slips."""
    if request.method != "POST":
        return _form(request, FirstDayForm())
    form = FirstDayForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, status=400)
    try:
        uploaded(request, "file")
        with _divisions(form) as (table, source):
            report = _rehearsed(table, source)
            if report.rejected:
                form.add_error("file", gettext("Correct these rows, then choose the file again."))
                return _form(request, form, status=422, faults=report)
            founded = _found(form.cleaned_data, table, source)
    except Refusal as refusal:
        field = FIELDS.get(refusal.field, refusal.field)
        if f"{field}-username" in form.fields:
            field = f"{field}-username"
        form.add_error(field if field in form.fields else None, sentence(refusal))
        return _form(request, form, status=refusal.status)
    forget_code()
    use_office_zone()
    return render(request, "site/slips.html", {"office": founded.office, "slips": founded.slips})


def _rehearsed(table: pa.Table, source: str) -> ImportReport:
    """What the import of the divisions would say, row by row."""
    return org.import_divisions(actor=Console(), now=timezone.now(), table=table, source=source, dry_run=True)


def _found(typed: dict[str, Any], table: pa.Table, source: str) -> org.FoundedOffice:
    return org.found_office(
        actor=Console(),
        now=timezone.now(),
        province_code=typed["province_code"],
        name=typed["name"],
        time_zone=typed["time_zone"],
        divisions=table,
        source=source,
        administrators=[
            org.FirstAdministrator(role, typed[f"{role}-username"], typed[f"{role}-name"])
            for role in ADMINISTRATORS
        ],
        departments=[
            org.FirstAgency(kind, typed[f"{kind}-code"], typed[f"{kind}-name"]) for kind in DEPARTMENTS
        ],
    )


@contextmanager
def _divisions(form: FirstDayForm) -> Iterator[tuple[pa.Table, str]]:
    """The chosen sheet of divisions and the hash of where it came from."""
    if form.cleaned_data["divisions"] != UPLOADED:
        rows = read_divisions()
        names = ("code", "name", "level", "parent_code")
        columns = {name: [getattr(row, name) for row in rows] for name in names}
        yield pa.table({"line": [row.line for row in rows], **columns}), "shipped"
        return
    chosen, upload = sheet("divisions"), form.cleaned_data["file"]
    with NamedTemporaryFile(suffix=Path(upload.name).suffix) as kept:
        digest = hashlib.sha256()
        for chunk in upload.chunks():
            kept.write(chunk)
            digest.update(chunk)
        kept.flush()
        found = read_table(
            Path(kept.name),
            name=upload.name,
            required=chosen.required,
            optional=chosen.optional,
            aliases=chosen.aliases,
        )
        yield found.table, digest.hexdigest()


def _form(
    request: HttpRequest, form: FirstDayForm, status: int = 200, faults: ImportReport | None = None
) -> HttpResponse:
    context = {"form": form, "page": _faults(faults) if faults else None}
    return render(request, "site/start.html", context, status=status)


def _faults(report: ImportReport) -> ListPage:
    """The first rows of the divisions that have faults."""
    left = len(report.rejected) - SHOWN
    rest = gettext("%(number)s more faults follow these.") % {"number": left}
    return ListPage(
        title=gettext("What has to be corrected"),
        columns=[
            Column(gettext("Line")),
            Column(gettext("Column"), wide=True),
            Column(gettext("What is wrong")),
            Column(gettext("What stands there")),
        ],
        rows=[
            Row("", str(one.line), [one.column or "–", gettext(one.reason), one.value or "–"])
            for one in report.rejected[:SHOWN]
        ],
        sentence=[
            gettext("%(rejected)s of %(total)s rows have faults, so nothing was stored.")
            % {"rejected": report.rejected_lines, "total": report.total}
        ],
        note=rest if left > 0 else "",
        ident="faults",
    )
