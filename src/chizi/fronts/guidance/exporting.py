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
}


def send_table(dataset: Dataset, form: str, *, titles: bool = True) -> HttpResponse:
    """The dataset as CSV or Excel; ``titles`` are the columns' words, without them their names."""
    if form not in FORMS:
        raise Http404
    with tempfile.TemporaryDirectory(prefix="table-") as folder:
        path = Path(folder) / f"table.{form}"
        if form == "csv":
            write_csv(dataset, path, bom=True, titles=titles, translate=gettext)
        else:
            write_xlsx(dataset, path, titles=titles, translate=gettext)
        answer = HttpResponse(path.read_bytes(), content_type=FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="{dataset.name}.{form}"'
    return answer
