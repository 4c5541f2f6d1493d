"""Thursday: a finding is raised, answered, mended and verified from outside; the three ratios move."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.week import cast
from tests.week.bureau import PHONE, TODAY, Bureau, fill, fits, send
from tests.week.photos import kept_picture, photo

TITLE = "接报警登记不全"
FACT = "2021年3月的接报警登记簿缺第12至第15页。"
JUDGEMENT = "登记制度没有落实，可能存在漏报。"


def thursday(bureau: Bureau) -> None:
    """Fact and judgement apart, and nobody closes his own matter."""
    _ratios_are(bureau, "–", "–", "–")  # nothing was found, which is no achievement
    number = _an_inspector_raises_it(bureau)
    _ratios_are(bureau, "0.00%", "0.00%", "0.00%")
    _the_station_answers(bureau, number)
    _ratios_are(bureau, "100.00%", "100.00%", "0.00%")
    _the_station_cannot_close_it(bureau, number)
    _somebody_outside_its_line_does(bureau, number)
    _ratios_are(bureau, "100.00%", "100.00%", "100.00%")


def _ratios_are(bureau: Bureau, *shares: str) -> None:
    """The shares with a remedy, with a reply, with a verified result, as the places' page shows them."""
    page = bureau.at(cast.OFFICE, "/ledger/places/")
    expect(page.locator("section.ratios .fig-value")).to_have_text(list(shares))


def _an_inspector_raises_it(bureau: Bureau) -> int:
    page = bureau.at(cast.INSPECTOR, "/ledger/new/?q=坞城", PHONE)
    fits(page)
    page.get_by_role("link", name=cast.STATION).click()
    given = {
        "title": TITLE,
        "severity": "serious",
        "source": "visit",
        "basis": "接报警工作规定",
        "due": (TODAY + timedelta(days=30)).isoformat(),
    }
    fill(page, **given, fact=FACT, judgement=FACT, demand="补登并建立日清制度。")
    send(page)
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value(TITLE)
    fill(page, judgement=JUDGEMENT)
    send(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(page.locator("dl.texts")).to_contain_text(JUDGEMENT)
    fits(page)
    return int(page.url.rstrip("/").rpartition("/")[2])


def _step(page: Page, name: str, **values: str) -> None:
    """Take a step from the page of the matter, through its button."""
    page.locator(f"main a[href$='/steps/{name}/']").click()
    fill(page, **{f"f_{field}": value for field, value in values.items()})


def _the_station_answers(bureau: Bureau, number: int) -> None:
    page = bureau.at(cast.CLERK, "/desk/")
    page.locator("main ul.day").get_by_role("link", name=TITLE).click()
    expect(page).to_have_url(f"{bureau.address}/ledger/{number}/")
    expect(page.locator("dl.texts")).to_contain_text(FACT)
    _step(page, "name_remedy", remedy="逐页补登，每日下班前核对。", responsible="内勤")
    send(page)
    _step(page, "reply", reply="情况属实，已补登三页，另一页正在核对。")
    send(page)
    _step(page, "give_result", result="登记簿已补齐，日清制度已施行。")
    send(page)
    expect(page.get_by_role("alert")).to_be_visible()  # a result wants something that shows it
    page.set_input_files("main [name=files]", photo(bureau.folder / "登记簿.jpg"))
    send(page)
    expect(page).to_have_url(f"{bureau.address}/ledger/{number}/")
    assert not kept_picture(page, f"a[href*='/ledger/{number}/files/']").getexif(), (
        "camera and place are taken out"
    )


def _the_station_cannot_close_it(bureau: Bureau, number: int) -> None:
    page = bureau.at(cast.CLERK, f"/ledger/{number}/")
    assert page.locator("main a[href$='/steps/verify/']").count() == 0
    answer = page.goto(f"{bureau.address}/ledger/{number}/steps/verify/")
    assert answer is not None
    assert answer.status == 403


def _somebody_outside_its_line_does(bureau: Bureau, number: int) -> None:
    page = bureau.at(cast.VERIFIER, f"/ledger/{number}/", PHONE)
    _step(page, "verify", opinion="到所查看登记簿原件，四页均已补齐。")
    send(page)
    expect(page.locator("main")).to_contain_text("到所查看登记簿原件")
    fits(page)
    page = bureau.at(cast.CLERK, f"/ledger/{number}/")
    expect(page.locator("section.ways a.btn")).to_have_count(0)
