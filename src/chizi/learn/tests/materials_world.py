"""A library with its people, as tests of materials need them: Hu and Han are clerks of the county, Ma of the next one;
Qin is an officer at the county's station, Dong one in another city."""

import hashlib
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from chizi.ground.files.actions import append_upload, begin_upload, finish_upload, keep_file
from chizi.ground.files.tests import samples
from chizi.learn.actions import MaterialDraft, draft_material, publish_material
from chizi.learn.models import Material
from chizi.org.abilities import local_day
from chizi.org.rules import Role
from chizi.plan.actions import approve_task, assign_task, create_task
from chizi.plan.models import Assignment
from chizi.plan.tests.planned import NOW, Desk, desk, granted

LAW = """# 学习示例办法

2020年5月1日 示例机关通过

第一章 总则

第一条 为了说明条文怎样被引用，制定本办法。

第二条 学习资料应当注明来源。
来源包括文号和日期。

第二章 附则

第三条 本办法自公布之日起施行。
"""


def library(tmp_path: Path, settings: Any) -> Desk:
    """The office with those who keep materials and those who learn, and an empty store of files."""
    settings.FILES, settings.PREVIEWS = tmp_path / "files", tmp_path / "previews"
    here = desk()
    for name, role, code, serves in (
        ("han", Role.CLERK, "140105000000", "county"),
        ("qin", Role.OFFICER, "140105001000", "station"),
        ("dong", Role.OFFICER, "140200000000", "datong"),
    ):
        here.person[name] = granted(name, role, code, serves)
    return here


def draft(**more: Any) -> MaterialDraft:
    """A plain public text."""
    said: dict[str, Any] = {
        "title": "谈心谈话指引",
        "source": "省教育整顿办",
        "text": "# 一、对象\n\n逐人谈心。\n\n## 二、方法\n\n先听后说。",
        "classification": "public",
    }
    return MaterialDraft(**(said | more))


def drafted(
    here: Desk, *, by: str = "hu", owner: str = "agency:county", kind: str = "document", **more: Any
) -> Material:
    return draft_material(actor=getattr(here, by), now=NOW, owner=owner, kind=kind, draft=draft(**more))


def published(here: Desk, *, second: str = "han", **more: Any) -> Material:
    """Written by one clerk, published by the other."""
    one = drafted(here, **more)
    return publish_material(actor=getattr(here, second), now=NOW, material_id=one.pk)


def kept(content: bytes, name: str) -> dict[str, str]:
    """A file as an action takes it: its digest and name."""
    found = keep_file(actor="person:hu", now=NOW, stream=BytesIO(content), name=name)
    return {found.digest: found.name}


def asked_of_station(here: Desk, *, now: datetime | None = None) -> Assignment:
    """A task of the province's office for the county's station."""
    at = now or NOW
    task = create_task(actor=here.lin, now=at, title="逐人谈心", text="学指引，谈一次", basis="方案一第三条",
                       issuer=here.office, due=local_day(at) + timedelta(days=20))  # fmt: skip
    task = approve_task(actor=here.wen, now=at, task_id=task.pk, version=task.version)
    return assign_task(actor=here.lin, now=at, task_id=task.pk, parties=[here.station])[0]


def film(here: Desk, content: bytes = b"", name: str = "片.mp4") -> dict[str, str]:
    """A kept film as an action takes it."""
    whole = content or samples.mp4()
    who: dict[str, Any] = {"actor": "person:hu", "now": NOW}
    number = begin_upload(name=name, size=len(whole), **who).pk
    append_upload(upload_id=number, offset=0, stream=BytesIO(whole), **who)
    found = finish_upload(upload_id=number, digest=hashlib.sha256(whole).hexdigest(), **who)
    return {found.digest: found.name}
