"""Titles of what can be learned, by "material:12" and "paper:5"."""

from collections.abc import Iterable

from chizi.learn.models import Paper
from chizi.learn.queries.materials_packs import material_titles
from chizi.learn.rules.outcomes import about_parts


def about_titles(abouts: Iterable[str]) -> dict[str, str]:
    """The titles by what they are about; what is not there is left out. The caller may see them. Two queries."""
    asked = list(abouts)
    papers = [parts[1] for parts in map(about_parts, asked) if parts is not None and parts[0] == "paper"]
    rows = Paper.objects.filter(pk__in=papers).values_list("pk", "title") if papers else []
    return material_titles(asked) | {f"paper:{number}": title for number, title in rows}
