"""A dataset as a file to take away."""

import tempfile
from pathlib import Path

from django.http import Http404, HttpResponse
from django.utils.translation import gettext

from chizi.core.dataset import Dataset
from chizi.ground.exchange.writing import write_csv, write_xlsx

FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "toml": "application/toml; charset=utf-8",
}


def send_table(dataset: Dataset, form: str, *, name: str = "", titles: bool = True) -> HttpResponse:
    """The dataset as CSV or Excel, called ``name`` (else by its own); ``titles`` are the columns' words, without them
    their names. Raises Http404 for another form."""
    if form not in ("csv", "xlsx"):
        raise Http404
    with tempfile.TemporaryDirectory(prefix="table-") as folder:
        path = Path(folder) / f"table.{form}"
        if form == "csv":
            write_csv(dataset, path, bom=True, titles=titles, translate=gettext)
        else:
            write_xlsx(dataset, path, titles=titles, translate=gettext)
        return send_bytes(path.read_bytes(), name or dataset.name, form)


def send_bytes(content: bytes, name: str, form: str) -> HttpResponse:
    """A file of one of the forms under its name."""
    answer = HttpResponse(content, content_type=FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer
