"""What self-checks ask a person who has not begun them, for all of them at once."""

from collections.abc import Mapping, Sequence

from django.db.models import Q

from chizi.learn.models import BlueprintCell, FixedQuestion, Paper, Question
from chizi.learn.queries.questions import versions_of
from chizi.learn.rules.papers import Bank, Cell, draw
from chizi.learn.rules.questions import Wording

Place = tuple[int | None, int | None, int | None]
Drawn = tuple[int, int, Wording]
"""(id of the question, number of its newest version, its wording)."""


def drawn_for(papers: Sequence[Paper], person_id: int) -> dict[int, list[Drawn]]:
    """The questions of each paper, drawn for a person, the same each time; by the paper's id.

    Three queries and one for each 500 questions, however many papers there are; none for no papers. No scope: the
    papers were chosen by whoever asks.
    """
    if not papers:
        return {}
    fixed: dict[int, list[int]] = {}
    cells: dict[int, list[Cell]] = {}
    newest: dict[int, int] = {}
    rows = FixedQuestion.objects.filter(paper__in=papers, question__withdrawn_at__isnull=True)
    for paper, question, version in rows.order_by("paper_id", "position").values_list(
        "paper_id", "question_id", "question__version"
    ):
        fixed.setdefault(paper, []).append(question)
        newest[question] = version
    lines = BlueprintCell.objects.filter(paper__in=papers)
    for paper, objective, kind, number in lines.values_list("paper_id", "objective_id", "kind", "number"):
        cells.setdefault(paper, []).append(Cell(objective, kind, number))
    banks = _banks(papers, cells, newest)
    ids = {
        one.pk: draw(
            cells.get(one.pk, []), banks[_place(one)], fixed.get(one.pk, []), f"{one.pk}:{person_id}"
        )
        for one in papers
    }
    asked = {question: newest[question] for each in ids.values() for question in each}
    worded = versions_of(asked)
    return {
        paper: [(one, asked[one], worded[one, asked[one]]) for one in each] for paper, each in ids.items()
    }


def _place(one: Paper) -> Place:
    return one.city_id, one.county_id, one.town_id


def _banks(
    papers: Sequence[Paper], cells: Mapping[int, Sequence[Cell]], newest: dict[int, int]
) -> dict[Place, Bank]:
    """What each place of the papers draws from: questions kept there or above; notes their versions in ``newest``."""
    places = {_place(one) for one in papers}
    objectives = {cell.objective for each in cells.values() for cell in each}
    cities, counties, towns = ({at[level] for at in places} - {None} for level in range(3))
    near = Q(city_id=None) | Q(city_id__in=cities, county_id=None)
    near |= Q(county_id__in=counties, town_id=None) | Q(town_id__in=towns)
    rows = Question.objects.filter(near, objective_id__in=sorted(objectives), withdrawn_at__isnull=True)
    found: dict[Place, dict[tuple[int, str], list[int]]] = {place: {} for place in places}
    fields = ("id", "version", "objective_id", "kind", "city_id", "county_id", "town_id")
    for question, version, objective, kind, *at in rows.order_by("id").values_list(*fields):
        newest[question] = version
        for place, bank in found.items():
            if all(kept is None or kept == here for kept, here in zip(at, place, strict=True)):
                bank.setdefault((objective, kind), []).append(question)
    return dict(found)
