"""Friday: somebody leaves in the middle of his work, and the week is put into a safe place."""

import re
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection
from playwright.sync_api import expect

from chizi.fronts.cli.tests.houses import House, house
from tests.week import cast
from tests.week.bureau import PASSWORD, PHONE, Bureau, fill, fits, send
from tests.week.wednesday import TITLE


def friday(bureau: Bureau) -> None:
    """Nobody who left sees another page, no work is lost with him, and the week can be brought back."""
    way = _he_takes_work_in_his_own_name(bureau)
    _he_leaves(bureau)
    _his_next_click_is_his_last(bureau, way)
    _his_work_is_handed_over(bureau, way)
    _the_week_is_kept_and_comes_back(bureau)


def _he_takes_work_in_his_own_name(bureau: Bureau) -> str:
    page = bureau.at(cast.OTHER_CLERK, "/desk/", PHONE)
    page.locator("main ul.day").get_by_role("link", name=TITLE).click()
    page.locator("main a[href$='/hand-over/']").click()
    fits(page, "**/hand-over/")
    fill(page, to=cast.OTHER_CLERK, reason="由本人承办")
    send(page)
    page.wait_for_url("**/plan/assignments/*/")
    return page.url.removeprefix(bureau.address)


def _he_leaves(bureau: Bureau) -> None:
    """What it means is said before; what ended is said afterwards."""
    page = bureau.at(cast.SYSTEM, f"/office/person/{cast.OTHER_CLERK}/")
    page.locator(f"main a[href='/office/person/{cast.OTHER_CLERK}/leave/']").click()
    consequences = page.locator("section[aria-labelledby=ends-title]")
    expect(consequences).to_contain_text("登录")
    expect(consequences).to_contain_text("内勤")
    fill(page, reason="调离本单位")
    send(page)
    page.wait_for_url(f"{bureau.address}/office/person/{cast.OTHER_CLERK}/")
    expect(page.locator("main")).to_contain_text("1 个角色")


def _his_next_click_is_his_last(bureau: Bureau, way: str) -> None:
    page = bureau.screens[cast.OTHER_CLERK, PHONE]
    page.goto(bureau.address + way)
    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.fill("[name=login]", cast.OTHER_CLERK)
    page.fill("[name=password]", PASSWORD)
    send(page)
    expect(page.get_by_role("alert")).to_be_visible()


def _his_work_is_handed_over(bureau: Bureau, way: str) -> None:
    page = bureau.at(cast.OFFICE, f"/office/person/{cast.OTHER_CLERK}/")
    work = page.locator("section[aria-labelledby=work-title]")
    work.get_by_role("link", name=TITLE).click()
    expect(page).to_have_url(bureau.address + way)
    page.locator("main a[href$='/hand-over/']").click()
    expect(page.locator(f"[name=to] option[value={cast.OTHER_CLERK}]")).to_have_count(0)
    fill(page, to="tao", reason="白素调离")
    send(page)
    page.wait_for_url(f"{bureau.address}{way}")
    page = bureau.at(cast.OFFICE, f"/office/person/{cast.OTHER_CLERK}/")
    expect(page.locator("section[aria-labelledby=work-title]")).not_to_contain_text(TITLE)


def _the_week_is_kept_and_comes_back(bureau: Bureau) -> None:
    """The backup is made beside the server, by a process of its own; in an empty place the same journal stands."""
    clean = bureau.run("journal", "verify").data
    file = str(bureau.folder / "week.zip")
    elsewhere = bureau.folder / "elsewhere"
    elsewhere.mkdir()
    with house(elsewhere) as place:
        beside = House(Path(settings.DATA), place.environment | _of_the_server(place))
        saved = beside.alone("backup", file, "--json")
        assert saved.code == 0, saved.err
        assert saved.data["missing"] == []
        restored = place.run("restore", file, "--json")
        assert restored.code == 0, restored.err
        assert restored.data["journal"] == saved.data["journal"]
        again = place.run("journal", "verify", "--json")
        assert again.code == 0, again.err
    assert bureau.run("journal", "verify").data["entries"] == clean["entries"] + 1, "the backup itself"


def _of_the_server(place: House) -> dict[str, str]:
    """The data folder and the database of the server that runs in this test."""
    name = str(connection.settings_dict["NAME"])
    database = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        database = urlunsplit(urlsplit(place.environment["DATABASE_URL"])._replace(path=f"/{name}"))
    return {"CHIZI_DATA": str(settings.DATA), "DATABASE_URL": database}
