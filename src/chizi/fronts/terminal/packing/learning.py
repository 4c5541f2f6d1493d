"""Materials and papers as the terminal keeps them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from chizi.learn.actions import prepare_attempts
from chizi.learn.queries import (
    CarriedTask,
    MaterialMedium,
    MaterialPack,
    PaperPack,
    QuestionPack,
    material_pack,
    paper_pack,
)
from chizi.learn.rules.outcomes import about_parts
from chizi.org.abilities import Actor, Console, scope_of
from chizi.org.rules import Ability

MOST = 100  # materials or papers in one pack


def learning_told(viewer: Actor, tasks: Sequence[CarriedTask], *, now: datetime) -> dict[str, Any]:
    """What the tasks ask to be read and answered; of other materials and papers the desk has the whole list."""
    items = {item.about: item.id for task in tasks for item in task.items}
    papers = _papers(viewer, _numbers(items, "paper"), now)
    linked = [_article(question.article) for paper in papers for question in paper.questions]
    wanted = [*_numbers(items, "material"), *(one["material"] for one in linked if one is not None)]
    materials = material_pack(viewer, list(dict.fromkeys(wanted))[:MOST], now=now)
    return {
        "materials": [_material(one) for one in materials],
        "papers": [_paper(one, items.get(f"paper:{one.id}")) for one in papers],
    }


def _numbers(abouts: Iterable[str], kind: str) -> list[int]:
    parts = [about_parts(about) for about in abouts]
    return [part[1] for part in parts if part is not None and part[0] == kind][:MOST]


def _papers(viewer: Actor, numbers: list[int], now: datetime) -> list[PaperPack]:
    """Graded papers are begun when they are taken along, for their questions are drawn then; only handing in counts."""
    found = paper_pack(viewer, numbers, now=now)
    waiting = [one.id for one in found if one.graded and one.attempt_id is None]
    if not waiting or isinstance(viewer, Console) or scope_of(viewer, Ability.LEARN, now=now).empty:
        return found
    if not prepare_attempts(actor=viewer, now=now, paper_ids=waiting):
        return found
    return paper_pack(viewer, numbers, now=now)


def _material(one: MaterialPack) -> dict[str, Any]:
    return {
        "id": one.id,
        "version": one.version,
        "title": one.title,
        "kind": one.kind,
        "source": one.source,
        "html": one.html,
        "anchors": [{"id": anchor, "title": title} for anchor, title, _level in one.anchors],
        "media": [_medium(medium) for medium in one.media if medium.part != "captions"],
    }


def _medium(one: MaterialMedium) -> dict[str, Any]:
    captions = [{"digest": one.captions, "language": "zh", "name": "中文"}] if one.captions else []
    return {
        "digest": one.digest,
        "media_type": one.media_type,
        "name": one.name,
        "size": one.size,
        "captions": captions,
    }


def _paper(one: PaperPack, item: int | None) -> dict[str, Any]:
    answers = {str(question.id): question.given for question in one.questions if question.given is not None}
    return {
        "id": one.id,
        "title": one.title,
        "graded": one.graded,
        "attempt_id": one.attempt_id,
        "state": "open" if one.attempt_id is not None else "",
        "answers": answers,
        "opens": one.opens.isoformat() if one.opens else None,
        "until": one.until.isoformat() if one.until else None,
        "item": item,
        "questions": [_question(question) for question in one.questions],
    }


def _question(one: QuestionPack) -> dict[str, Any]:
    return {
        "id": one.id,
        "version": one.version,
        "kind": one.kind,
        "stem": one.stem,
        "options": [list(option) for option in one.options],
        "article": _article(one.article),
        "right": list(one.right) if one.right is not None else None,
        "explanation": one.explanation,
        "work": one.work_title,
    }


def _article(reference: str) -> dict[str, Any] | None:
    """ "material:12#art-5" as material and anchor."""
    about, _, anchor = reference.partition("#")
    parts = about_parts(about)
    return {"material": parts[1], "anchor": anchor} if parts is not None and parts[0] == "material" else None
