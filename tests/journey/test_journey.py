"""The whole way, told once: facts arrive, the province is judged, the office looks, two people publish, and a
stranger checks the file without us."""

import csv
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from chizi.evaluation.models import Delivery, Status
from chizi.org.models import Unit
from chizi.yardstick.schemas import EVENT_COLUMNS
from tests.journey.conftest import Chizi, Visit, sign_in

pytestmark = pytest.mark.browser
EVENT = "J-2020-0001"
RULE_ROW = "case-criminal"
TITLE = "小店区一案补报后的三零结果"
TERMS = ("--body", "police", "--zero", "case", "--region", "140105", "--months", "2020-12..2020-12")


def test_from_a_delivered_fact_to_a_file_that_anybody_can_check(
    province: dict[str, Any], live_server: LiveServer, visit: Visit, chizi: Chizi, tmp_path: Path
) -> None:
    unit = _a_unit_that_kept_all_three()
    _facts_arrive(chizi, unit, tmp_path)
    run = _the_province_is_judged(chizi, unit)

    office = visit().new_page()
    sign_in(office, live_server.url, "office")
    _the_office_drills_down(office, unit)
    _one_proposes(office, live_server.url, run)

    leader = visit().new_page()
    sign_in(leader, live_server.url, "leader")
    _another_approves(leader, live_server.url)

    file, key = _a_stranger_reads_and_downloads(visit().new_page(), live_server.url, tmp_path)
    _anybody_can_check_it(chizi, file, key, tmp_path)
    assert chizi("journal", "verify").code == 0


def _a_unit_that_kept_all_three() -> Unit:
    others = Status.objects.filter(period=202000).values("unit_code")  # sparse: who differs from his county
    kept = Unit.objects.filter(county__code="140105000000", latest=True, opened_on=None).exclude(
        code__in=others
    )
    return kept.select_related("city", "county", "town").order_by("code")[0]


def _event(unit: str, **other: str) -> dict[str, str]:
    return dict.fromkeys(EVENT_COLUMNS, "") | {
        "event_id": EVENT,
        "unit_code": unit,
        "zero": "case",
        "subtype": "criminal",
        "occurred_at": "2020-12-30 21:40",
        "reported_at": "2021-03-02 09:00",
        "severity": "2",
        "attributed": "true",
        "status": "open",
        **other,
    }


def _sheet(path: Path, *rows: dict[str, str]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(EVENT_COLUMNS))
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def _facts_arrive(chizi: Chizi, unit: Unit, folder: Path) -> None:
    """The first file has two bad rows: nothing is stored, and each comes back with its reason."""
    before = Delivery.objects.count()
    more = ("--partial", "--received-at", "2021-03-05T10:00", "--as", "police")
    spoilt = _sheet(
        folder / "spoilt.csv",
        _event(unit.code),
        _event(unit.code, event_id="J-2", occurred_at="2020-02-30 08:00"),
        _event("nobody", event_id="J-3"),
    )
    back = folder / "back.csv"
    refused = chizi("import", "facts", spoilt, *TERMS, *more, "--rejects", str(back))
    assert (refused.code, refused.data["rejected"], refused.data["stored"]) == (1, 2, False)
    assert {(fault["line"], fault["column"]) for fault in refused.data["faults"]} == {
        (3, "occurred_at"),
        (4, "unit_code"),
    }
    returned = back.read_text("utf-8-sig")
    assert "2020-02-30" in returned
    assert "nobody" in returned
    assert Delivery.objects.count() == before

    mended = chizi("import", "facts", _sheet(folder / "mended.csv", _event(unit.code)), *TERMS, *more)
    assert (mended.code, mended.data["accepted"]) == (0, 1)
    assert Delivery.objects.count() == before + 1


def _the_province_is_judged(chizi: Chizi, unit: Unit) -> int:
    judged = chizi(
        *("evaluate", "--criteria", "three-zero-2020.1", "--period", "2020"),
        *("--as-of", "2021-03-31", "--as", "office"),
    )
    assert judged.code == 0
    assert judged.data["periods"]["2020"]["case"]["broken"] > 0
    told = chizi("explain", unit.code, "--period", "2020", "--as", "office")
    assert told.data["three_zero"] == "broken"
    event = next(one for one in told.data["zeros"]["case"]["events"] if one["event_id"] == EVENT)
    assert (event["verdict"], event["rule"]) == ("breaks", RULE_ROW)
    return int(judged.data["run"])


def _the_office_drills_down(page: Page, unit: Unit) -> None:
    """Province > city > county > township > unit > the event, with the row of the rule that spoke."""
    page.click(".rail a[href='/boards/']")
    for place in (unit.city, unit.county, unit.town):
        assert place is not None
        page.get_by_role("table").get_by_role("link", name=place.name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(place.name)
    expect(page.locator("main")).to_contain_text("截至2021年3月31日24时")
    page.locator("main details summary", has_text="为什么").first.click()
    page.locator("main details a[href*='status=broken']").first.click()
    page.get_by_role("link", name=unit.name, exact=True).first.click()
    reason = page.locator("article.reason", has_text=EVENT)
    expect(reason).to_be_visible()
    expect(reason).to_contain_text(RULE_ROW)


def _one_proposes(page: Page, address: str, run: int) -> None:
    page.goto(f"{address}/desk/runs/{run}/")
    page.click("a[href$='/propose/']")
    page.fill("#id_title", TITLE)
    page.click("main form button.btn-primary")
    expect(page.locator("main")).to_contain_text(TITLE)
    assert page.locator("form[action$='/approve/']").count() == 0, "nobody approves what he proposed"


def _another_approves(page: Page, address: str) -> None:
    page.goto(f"{address}/desk/publications/")
    page.get_by_role("link", name=TITLE).first.click()
    page.click("form[action$='/approve/'] button")
    expect(page.locator("a[href$='/file']")).to_be_visible()


def _a_stranger_reads_and_downloads(page: Page, address: str, folder: Path) -> tuple[Path, Path]:
    page.goto(address)
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator("main")).to_contain_text("三零")
    kept = []
    for ending in (".zip", ".pub"):
        with page.expect_download() as download:
            page.locator("#downloads ~ div a, section a").filter(has_text=ending).first.click()
        kept.append(folder / download.value.suggested_filename)
        download.value.save_as(kept[-1])
    return kept[0], kept[1]


def _anybody_can_check_it(chizi: Chizi, file: Path, key: Path, folder: Path) -> None:
    known = chizi("verify", str(file), "--key", str(key))
    assert (known.code, known.data["signer"]) == (0, "known")
    unknown = chizi("verify", str(file))
    assert (unknown.code, unknown.data["signer"]) == (0, "unknown")
    data = bytearray(file.read_bytes())
    spot = data.index(b"140105000000")
    data[spot] ^= 1
    (folder / "forged.zip").write_bytes(data)
    forged = chizi("verify", str(folder / "forged.zip"), "--key", str(key))
    assert forged.code == 1
    assert any("csv" in str(fault) for fault in forged.data["faults"])
