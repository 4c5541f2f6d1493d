"""A stored plan tree as rows of text, and rows of text as a stored plan tree."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from chizi.ground.search.actions import remove_text
from chizi.org.models import Party
from chizi.plan.models import Campaign, Measure, PlanNode
from chizi.plan.rules.trees import CAMPAIGN, MEASURE, Plan, Row


def owners(named: Iterable[str]) -> dict[str, str]:
    """What stands in a file's owner cells -> the party's code; "" for a name that several have. Two queries.

    A party is named by its code ("agency:1401-police"), an agency also by its own code, each also by its name.
    """
    wanted = {name for name in named if name}
    codes = wanted | {f"agency:{name}" for name in wanted}
    found: dict[str, str] = {}
    for name, code in Party.objects.filter(name__in=sorted(wanted)).values_list("name", "code"):
        found[name] = "" if name in found else code
    for code in Party.objects.filter(code__in=sorted(codes)).values_list("code", flat=True):
        found[code] = code
        found[code.removeprefix("agency:")] = code
    return found


def content_of(campaign: Campaign) -> Plan:
    """The plan as it stands, without what was withdrawn: what an edition freezes. Two queries."""
    nodes = list(
        PlanNode.objects.filter(campaign=campaign, withdrawn_at__isnull=True).select_related("parent")
    )
    measures = Measure.objects.filter(campaign=campaign, withdrawn_at__isnull=True)
    return {
        "campaign": {
            "code": campaign.code,
            "kind": campaign.kind,
            "title": campaign.title,
            "basis": campaign.basis,
            "issuer": campaign.issuer.code,
            "starts": _text(campaign.starts),
            "ends": _text(campaign.ends),
            "months": str(campaign.months or ""),
            "check_on": _text(campaign.check_on),
        },
        "plans": [_plan(node) for node in sorted(nodes, key=lambda one: (one.place_in_order, one.id))],
        "measures": [
            _measure(one) for one in measures.select_related("node", "owner").order_by("place_in_order", "id")
        ],
    }


def _plan(node: PlanNode) -> dict[str, str]:
    return {
        "code": node.code,
        "kind": node.kind,
        "parent": node.parent.code if node.parent else "",
        "title": node.title,
        "cross_phase": "yes" if node.cross_phase else "",
        "starts": _text(node.starts),
        "due": _text(node.due),
    }


def _measure(one: Measure) -> dict[str, str]:
    return {
        "code": one.code,
        "plan": one.node.code,
        "title": one.title,
        "text": one.text,
        "owner": one.owner.code,
        "basis": one.basis,
        "evidence_rule": one.evidence_rule,
        "starts": _text(one.starts),
        "due": _text(one.due),
    }


def rows_of(content: Plan) -> list[Row]:
    """The rows that `trees.judge` reads, in the order campaign, plans, measures; lines count from 1."""
    head = content["campaign"]
    rows = [
        {
            "kind": CAMPAIGN,
            "code": head["code"],
            "title": head["title"],
            "basis": head["basis"],
            "owner": head["issuer"],
            "starts": head["starts"],
            "due": "" if head["months"] else head["ends"],
            "months": head["months"],
        }
    ]
    for one in content["plans"]:
        rows.append({**one, "parent_code": one["parent"]})
    for one in content["measures"]:
        rows.append({**one, "kind": MEASURE, "parent_code": one["plan"]})
    return [Row(line=at, **_known(row)) for at, row in enumerate(rows, 1)]


def _known(row: Mapping[str, str]) -> dict[str, Any]:
    names = set(Row.__dataclass_fields__) - {"line"}
    return {name: value for name, value in row.items() if name in names}


def store(campaign: Campaign, content: Plan) -> None:
    """Bring the rows of plans and measures in line with a judged plan; what it does not name stays."""
    nodes = {node.code: node for node in PlanNode.objects.filter(campaign=campaign)}
    for at, said in enumerate(content["plans"]):
        node = nodes.get(said["code"]) or PlanNode(campaign=campaign, code=said["code"], version=0)
        changed = _fill(node, {
            "kind": said["kind"],
            "title": said["title"],
            "cross_phase": bool(said["cross_phase"]),
            "starts": _day(said["starts"]),
            "due": _day(said["due"]),
            "place_in_order": at,
            "withdrawn_at": None,
        })  # fmt: skip
        if changed or node.pk is None:
            node.version += 1
            node.save()
        nodes[node.code] = node
    for said in content["plans"]:
        node, parent = nodes[said["code"]], nodes.get(said["parent"])
        if node.parent_id != (parent.pk if parent else None):
            node.parent = parent
            node.save(update_fields=["parent"])
    _store_measures(campaign, content, nodes)


def keep_only(campaign: Campaign, content: Plan) -> None:
    """Delete plans and measures that a stored draft does not name."""
    kept = [one["code"] for one in content["measures"]]
    gone_measures = Measure.objects.filter(campaign=campaign).exclude(code__in=kept)
    for one in gone_measures:
        remove_text(collection="plan", key=one.ref)
    gone_measures.delete()
    kept = [one["code"] for one in content["plans"]]
    gone = PlanNode.objects.filter(campaign=campaign).exclude(code__in=kept)
    gone.update(parent=None)
    gone.delete()


def _store_measures(campaign: Campaign, content: Plan, nodes: Mapping[str, PlanNode]) -> None:
    measures = {one.code: one for one in Measure.objects.filter(campaign=campaign)}
    codes = {said["owner"] for said in content["measures"]}
    parties = {party.code: party for party in Party.objects.filter(code__in=sorted(codes))}
    for at, said in enumerate(content["measures"]):
        one = measures.get(said["code"]) or Measure(campaign=campaign, code=said["code"], version=0)
        changed = _fill(one, {
            "node_id": nodes[said["plan"]].pk,
            "title": said["title"],
            "text": said["text"],
            "owner_id": parties[said["owner"]].pk,
            "basis": said["basis"],
            "evidence_rule": said["evidence_rule"],
            "starts": _day(said["starts"]),
            "due": _day(said["due"]),
            "place_in_order": at,
            "withdrawn_at": None,
        })  # fmt: skip
        if changed or one.pk is None:
            one.version += 1
            one.save()


def _fill(row: Any, said: Mapping[str, Any]) -> bool:
    changed = any(getattr(row, name) != value for name, value in said.items())
    for name, value in said.items():
        setattr(row, name, value)
    return changed


def _text(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
