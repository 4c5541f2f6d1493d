"""Plan trees in files: a sheet (Excel or CSV) or TOML, and empty ones to fill in."""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from chizi.core.imports import RejectedRow
from chizi.core.words import N_
from chizi.plan.rules.trees import CAMPAIGN, COLUMNS, MEASURE, Plan, Row

MOST_BYTES = 5_000_000
HEADERS = re.compile(r"^\s*\[\[?\s*(campaign|plan|measure)\s*\]\]?", re.MULTILINE)
TOML_NAMES = {"parent": "parent_code", "plan": "parent_code", "issuer": "owner", "ends": "due"}
NO_TOML = N_("This file cannot be read as TOML.")
TOO_LARGE = N_("A plan file has at most 5 MB.")
NOT_TEXT = N_("This file is not text in UTF-8.")
NO_TABLE = N_("Write [campaign] once, and [[plan]] and [[measure]] as often as needed.")
UNKNOWN_FIELD = N_("Unknown field.")

SAMPLE = """\
# 行动方案模板 / a plan to fill in. Days are written 2021-03-01. Codes are yours and never change.

[campaign]
code = "JYZD-2021"
title = "政法队伍教育整顿"
basis = "总方案（文号）"
issuer = "agency:CODE"     # code or full name of the party / 发布单位代码或全称
starts = 2021-03-01
ends = 2021-12-31          # a special campaign has months = 4 in its place / 专项整治写 months = 4

[[plan]]
code = "P-0"
kind = "overall"           # overall, phase, topic, sub, implementation
title = "总方案"

[[plan]]
code = "P-1"
kind = "phase"
parent = "P-0"
title = "学习教育阶段"
starts = 2021-03-01
due = 2021-04-30

[[plan]]
code = "S-01"
kind = "sub"
parent = "P-1"             # or the overall plan, with cross_phase = true / 跨阶段的挂总方案并写 cross_phase = true
title = "政治教育子方案"

[[measure]]
code = "M-001"
plan = "S-01"
title = "开展谈心谈话"
text = "逐人谈心谈话，形成台账。"
owner = "agency:CODE"
basis = "总方案第三部分"
evidence_rule = "谈话台账"
starts = 2021-03-05
due = 2021-03-31
"""


class _Wrong(Exception):
    """A file that is no plan at all; ``fault`` says why."""

    def __init__(self, fault: RejectedRow) -> None:
        super().__init__(fault.reason)
        self.fault = fault


def rows_of_table(table: pa.Table) -> list[Row]:
    """The rows of a sheet, as `exchange.read_table` hands it out with the columns of `trees.COLUMNS`."""
    names = [name for name in (*COLUMNS, "line") if name in table.column_names]
    found = []
    for row in table.select(names).to_pylist():
        line = int(row.pop("line"))
        found.append(Row(line=line, **{name: str(value or "").strip() for name, value in row.items()}))
    return found


def rows_of_toml(data: bytes) -> tuple[list[Row], list[RejectedRow]]:
    """The rows of a TOML file, each with the line on which its table begins, and what is wrong with the form."""
    try:
        text = _text(data)
        said = _parsed(text)
    except _Wrong as wrong:
        return [], [wrong.fault]
    lines: dict[str, list[int]] = {"campaign": [], "plan": [], "measure": []}
    for header in HEADERS.finditer(text):
        lines[header[1]].append(text.count("\n", 0, header.start(1)) + 1)
    rows: list[Row] = []
    faults: list[RejectedRow] = []
    for name, tables in said.items():
        for at, table in enumerate(tables):
            line = lines[name][at] if at < len(lines[name]) else at + 1
            row, found = _row(name, table, line)
            rows.append(row)
            faults += found
    return sorted(rows, key=lambda row: row.line), faults


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise _Wrong(RejectedRow(1, "", TOO_LARGE))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise _Wrong(RejectedRow(1, "", NOT_TEXT)) from None


def _parsed(text: str) -> dict[str, list[Mapping[str, Any]]]:
    try:
        said = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as fault:
        where = re.search(r"at line (\d+)", str(fault))
        raise _Wrong(RejectedRow(int(where[1]) if where else 1, "", NO_TOML, str(fault)[:120])) from None
    head = said.pop("campaign", None)
    plans, measures = said.pop("plan", []), said.pop("measure", [])
    tables = [head, *_listed(plans), *_listed(measures)]
    if said or not all(isinstance(table, dict) for table in tables):
        raise _Wrong(RejectedRow(1, "", NO_TABLE, ", ".join(sorted(said))[:120]))
    return {"campaign": [head], "plan": _listed(plans), "measure": _listed(measures)}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _row(name: str, table: Mapping[str, Any], line: int) -> tuple[Row, list[RejectedRow]]:
    cells: dict[str, str] = {"kind": {"campaign": CAMPAIGN, "measure": MEASURE}.get(name, "")}
    faults = []
    for key, value in table.items():
        column = TOML_NAMES.get(key, key)
        if column not in COLUMNS or (column == "kind" and name != "plan"):
            faults.append(RejectedRow(line, key[:40], UNKNOWN_FIELD, str(value)[:80]))
        elif isinstance(value, bool):
            cells[column] = "yes" if value else ""
        elif isinstance(value, str | int | date):
            cells[column] = str(value).strip()
        else:
            faults.append(RejectedRow(line, key[:40], UNKNOWN_FIELD, str(value)[:80]))
    return Row(line=line, **cells), faults


def toml_of(content: Plan) -> str:
    """A judged plan as a TOML file that can be brought again."""
    head, lines = content["campaign"], ["[campaign]"]
    lines += _pairs({name: head[name] for name in ("code", "title", "basis", "issuer")})
    lines += _days(head, ("starts",))
    lines += [f"months = {head['months']}"] if head["months"] else _days(head, ("ends",))
    for one in content["plans"]:
        lines += ["", "[[plan]]", *_pairs({name: one[name] for name in ("code", "kind", "parent", "title")})]
        lines += [*(["cross_phase = true"] if one["cross_phase"] else []), *_days(one, ("starts", "due"))]
    for one in content["measures"]:
        names = ("code", "plan", "title", "text", "owner", "basis", "evidence_rule")
        lines += ["", "[[measure]]", *_pairs({name: one[name] for name in names})]
        lines += _days(one, ("starts", "due"))
    return "\n".join(lines) + "\n"


def _pairs(said: Mapping[str, str]) -> list[str]:
    # A string in JSON is one in TOML: both escape the quote, the backslash and what cannot be printed.
    return [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in said.items() if value]


def _days(said: Mapping[str, str], names: tuple[str, ...]) -> list[str]:
    return [f"{name} = {said[name]}" for name in names if said[name]]


def write_toml_template(path: Path) -> Path:
    """Write the sample plan in TOML. Raises FileExistsError rather than overwrite."""
    with path.open("x", encoding="utf-8") as file:
        file.write(SAMPLE)
    return path
