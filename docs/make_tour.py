"""python docs/make_tour.py [NAME ...]: the pictures of docs/tour.md, taken from the demonstration province.

Needs a filled demo (`make demo`; CHIZI_DATA, by default var/demo) and the system's Chromium. Serves it on a free
port, and an empty house beside it, signs in as the people of the demo, and writes docs/pictures/NAME.LANGUAGE.WIDTH.png
for both languages and both widths, so that drift shows in review; screens of the terminal in the phone's width alone.
Names narrow it to these pictures. The picture of slips makes some, which end earlier ones of the same made-up people;
that of a paper begins one, and those of the terminal register a phone.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
PASSWORD = "chizi-demo-2020"
LANGUAGES = {"zh-Hans": "zh-CN", "en": "en-US"}
SIZES = {1440: 900, 390: 844}
COUNTY, CITY = "140105000000", "140100000000"
CLERK, OFFICER, PIN = "xiaodian-clerk", "officer", "481516"
# name -> (who looks, address); "" is a stranger, NOBODY looks at an empty house, other words are looked up in FOUND
NOBODY = "nobody"
STOPS = {
    "start": (NOBODY, "/start/"),
    "people": ("sysadmin", "/office/people/"),
    "slip": ("sysadmin", "some-slips"),
    "who": ("secadmin", f"/office/roles/who/?ability=raise-appeal&place={COUNTY}"),
    "security": (CLERK, "/accounts/security/"),
    "bodies": ("office", "/guidance/"),
    "deployments": ("office", "/guidance/deployments/"),
    "regulations": ("office", "/guidance/regulations/?q=%E7%BA%BF%E7%B4%A2"),
    "plan": ("office", "/plan/JYZD/"),
    "coverage": ("office", "/plan/JYZD/coverage/"),
    "load": ("office", "/plan/load/"),
    "myday": (CLERK, "/desk/"),
    "task": (CLERK, "first-assignment"),
    "ledger": ("office", "/ledger/"),
    "matter": ("verifier", "finding-to-verify"),
    "public": ("", "/"),
    "deliver": ("petitions", "/desk/deliveries/new/"),
    "run": ("office", "/desk/runs/1/"),
    "today": ("office", "/desk/"),
    "board": ("office", "/boards/140000000000/?depth=county"),
    "county": ("office", f"/boards/{COUNTY}/"),
    "unit": ("office", "broken-unit"),
    "publication": ("office", "/desk/publications/1/"),
    "published": ("", "first-publication"),
    "learning": (OFFICER, "/study/"),
    "paper": (OFFICER, "a-paper"),
    "progress": ("office", f"/progress/?region={CITY}"),
    "sign": ("office", "first-sign"),
    "survey": ("office", "window-survey"),
}
TERMINAL = {"terminal-today": "#/today", "terminal-learn": "#/learn", "terminal-mine": "#/me"}
"""Screens of the officer's phone, by what stands behind the address of the terminal."""
# Stops whose address is not known beforehand: where to begin, and the first link to follow there.
FOUND = {
    "broken-unit": (
        f"/boards/{COUNTY}/units/?status=broken",
        "main .lst a[href*='/boards/unit/'], main table a[href*='/boards/unit/']",
    ),
    "first-publication": ("/", "main a[href*='/publications/']"),
    "first-assignment": ("/desk/", "main a[href^='/plan/assignments/']"),
    "finding-to-verify": ("/ledger/?state=verifying", "main a[href^='/ledger/']:has-text('F20')"),
    "a-paper": ("/study/", "main section[aria-labelledby=self-title] a[href^='/study/take/']"),
    "first-sign": ("/progress/signs/", "main .lst a[href^='/progress/signs/']"),
    "window-survey": ("/surveys/", "main .lst a[href^='/surveys/']:has-text('窗口')"),
}
TALL = {"board": 1240, "plan": 1240, "matter": 1400, "progress": 1240, "survey": 1000}
"""Pages that are shown further down on a wide screen: the board to the end of its map, and what has a story."""
COLOURS = 256
SLIPS = 4


@contextmanager
def served(data: str) -> Iterator[str]:
    """The address of what lies in a data folder, served by a process of ours."""
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
    if stop == "some-slips":
        page.goto(f"{address}/office/people/")
        for box in page.locator("main input[name=person]").all()[:SLIPS]:
            box.check()
        page.locator("#slips button.btn").click()
    elif stop in FOUND:
        begin, link = FOUND[stop]
        page.goto(address + begin)
        page.locator(link).first.click()
        if stop == "a-paper":
            page.locator("main form button.btn-primary").click()
            page.wait_for_url("**/study/attempts/**")
    else:
        page.goto(address + stop)
    page.wait_for_load_state("networkidle")


def shot(page: Page, path: Path) -> None:
    """A picture of what is in sight, in a palette: a third of the size, and no eye tells the difference."""
    page.screenshot(path=path)
    with Image.open(path) as full:
        full.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def take(
    browser: Browser, houses: dict[str, str], language: str, width: int, wanted: Collection[str]
) -> None:
    """All wanted pictures of one language and width."""
    size: ViewportSize = {"width": width, "height": SIZES[width]}
    for viewer in dict.fromkeys(who for name, (who, _) in STOPS.items() if name in wanted):
        address = houses["empty" if viewer == NOBODY else "demo"]
        context = browser.new_context(locale=LANGUAGES[language], timezone_id="Asia/Shanghai", viewport=size)
        page = context.new_page()
        if viewer not in ("", NOBODY):
            sign_in(page, address, viewer)
        for name, (who, stop) in STOPS.items():
            if who == viewer and name in wanted:
                tall = TALL.get(name, size["height"]) if width > 1000 else size["height"]
                page.set_viewport_size({"width": width, "height": tall})
                go(page, address, stop)
                shot(page, PICTURES / f"{name}.{language}.{width}.png")
        context.close()


def take_terminal(browser: Browser, address: str, language: str, wanted: Collection[str]) -> None:
    """The wanted screens of the terminal in one language, on a phone that is registered for it."""
    size: ViewportSize = {"width": 390, "height": SIZES[390]}
    context = browser.new_context(locale=LANGUAGES[language], timezone_id="Asia/Shanghai", viewport=size)
    page = context.new_page()
    sign_in(page, address, OFFICER)
    page.goto(f"{address}/terminal/")
    for field in ("#pin", "#again"):
        page.fill(field, PIN)
    page.click("button[type=submit]")
    page.wait_for_selector("nav a[href='#/learn']")
    for name, screen in TERMINAL.items():
        if name in wanted:
            page.click(f"nav a[href='{screen}']")
            page.wait_for_load_state("networkidle")
            shot(page, PICTURES / f"{name}.{language}.390.png")
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
    wanted = sys.argv[1:] or [*STOPS, *TERMINAL]
    data = os.environ.get("CHIZI_DATA", str(ROOT / "var" / "demo"))
    flags = ["--no-sandbox", "--disable-dev-shm-usage"]
    with (
        tempfile.TemporaryDirectory() as empty,
        served(data) as demo,
        served(empty) as new,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        for language, width in product(LANGUAGES, SIZES):
            take(browser, {"demo": demo, "empty": new}, language, width, wanted)
        for language in LANGUAGES if set(wanted) & set(TERMINAL) else ():
            take_terminal(browser, demo, language, wanted)
        browser.close()
    print(f"{len(list(PICTURES.glob('*.png')))} pictures in {PICTURES.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
