"""A small province for the tests of this room: one city, two counties, and a publisher's key."""

from decimal import Decimal
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chizi.core.dataset import Column, Dataset
from chizi.publish.bundle import Signer, Statement, TableWords, assemble, freeze_table, seal
from chizi.publish.bundle.keys import signer_from

CRITERIA = b'id = "three-zero-2020.1"\n'


def signer(seed: int = 1, name: str = "sx.example/publications") -> Signer:
    return signer_from(Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32), name)


def dataset(rows: int = 3) -> Dataset:
    columns = (
        Column("region_code", "text", "Region", "12 digits"),
        Column("broken", "integer", "Broken", "units"),
        Column("rate", "decimal", "Rate", "percent of the units in scope"),
    )
    cells = [(f"1401{number:08d}", number, Decimal(number) / 4) for number in range(rows)]
    return Dataset("figures", columns, cells, {"as_of": "2021-03-01"})


def statement(**changes: Any) -> Statement:
    stated: dict[str, Any] = {
        "code": "2021-0001",
        "version": 1,
        "replaces": "",
        "title": {"zh-Hans": "二〇二〇年结果", "en": "Results of 2020"},
        "run": "7",
        "run_digest": "ab" * 32,
        "criteria": "three-zero-2020.1",
        "as_of": "2021-03-01T00:00:00+08:00",
        "time_zone": "Asia/Shanghai",
        "provisional": False,
        "created_at": "2021-03-02T01:00:00+00:00",
        "method": {"en": "Counted by the rule in criteria.toml."},
        "redaction": [],
    }
    return Statement(**(stated | changes))


def bundle(rows: int = 3, by: Signer | None = None) -> bytes:
    words = TableWords({"en": "Figures", "zh-Hans": "统计数"}, {})
    draft = assemble(statement(), CRITERIA, [(freeze_table(dataset(rows)), words)])
    return seal(draft, approved_at="2021-03-03T01:00:00+00:00", signer=by or signer())
