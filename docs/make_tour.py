"""python docs/make_tour.py: the pictures of docs/tour.md, taken from the demonstration province.

Needs a filled demo (`make demo`; CHIZI_DATA, by default var/demo) and the system's Chromium. Serves it on a free
port, signs in as the people of the demo, and writes docs/pictures/NAME.LANGUAGE.WIDTH.png for both languages and
both widths, so that drift shows in review.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
PASSWORD = "chizi-demo-2020"
LANGUAGES = {"zh-Hans": "zh-CN", "en": "en-US"}
SIZES = {1440: 900, 390: 844}
COUNTY = "140105000000"
# name -> (who looks, address); "" is a stranger, "broken-unit" the first unit of the list of broken ones
STOPS = {
    "public": ("", "/"),
    "deliver": ("petitions", "/desk/deliveries/new/"),
    "run": ("office", "/desk/runs/1/"),
    "today": ("office", "/desk/"),
    "board": ("office", "/boards/140000000000/?depth=county"),
    "county": ("office", f"/boards/{COUNTY}/"),
    "unit": ("office", "broken-unit"),
    "publication": ("office", "/desk/publications/1/"),
    "published": ("", "first-publication"),
}


@contextmanager
def served() -> Iterator[str]:
    """The address of the demo, served by a process of ours."""
    data = os.environ.get("CHIZI_DATA", str(ROOT / "var" / "demo"))
    command = [str(Path(sys.executable).with_name("chizi")), "serve", "--port", "0", "--json"]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "CHIZI_DATA": data}
    )
    try:
        yield _announced(server)
    finally:
        server.terminate()
        server.wait(20)


def _announced(server: subprocess.Popen[str]) -> str:
    """The address that the server prints, as JSON over several lines, once it answers."""
    text = ""
    for line in server.stdout or ():
        text += line
        if line.startswith("}"):
            break
    said = json.loads(text or "{}")
    if "address" not in said:
        raise SystemExit(f"chizi serve did not start: {said}")
    return str(said["address"]).rstrip("/")


def sign_in(page: Page, address: str, username: str) -> None:
    """Through the form, as people do."""
    page.goto(f"{address}/accounts/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.click("main button.btn-primary")
    page.wait_for_url(f"{address}/desk/")


def go(page: Page, address: str, stop: str) -> None:
    """Open a stop, by following links where its address is not known beforehand."""
    if stop == "broken-unit":
        page.goto(f"{address}/boards/{COUNTY}/units/?status=broken")
        page.locator("main .lst a[href*='/boards/unit/'], main table a[href*='/boards/unit/']").first.click()
    elif stop == "first-publication":
        page.goto(f"{address}/")
        page.locator("main a[href*='/publications/']").first.click()
    else:
        page.goto(address + stop)
    page.wait_for_load_state("networkidle")


def take(browser: Browser, address: str, language: str, width: int) -> None:
    """All pictures of one language and width."""
    size: ViewportSize = {"width": width, "height": SIZES[width]}
    for viewer in dict.fromkeys(who for who, _ in STOPS.values()):
        context = browser.new_context(locale=LANGUAGES[language], timezone_id="Asia/Shanghai", viewport=size)
        page = context.new_page()
        if viewer:
            sign_in(page, address, viewer)
        for name, (who, stop) in STOPS.items():
            if who == viewer:
                # The board is shown down to the end of its map, where there is room for one.
                page.set_viewport_size({**size, "height": 1240} if name == "board" and width > 1000 else size)
                go(page, address, stop)
                page.screenshot(path=PICTURES / f"{name}.{language}.{width}.png")
        context.close()


def main() -> int:
    """Take every picture; says how many there are."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print(
            "No Chromium on this machine (Debian: apt-get install chromium fonts-noto-cjk)", file=sys.stderr
        )
        return 1
    with served() as address, sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        for language, width in product(LANGUAGES, SIZES):
            take(browser, address, language, width)
        browser.close()
    print(f"{len(list(PICTURES.glob('*.png')))} pictures in {PICTURES.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
