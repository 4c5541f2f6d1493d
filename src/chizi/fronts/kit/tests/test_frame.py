"""The frame around every page: language, theme, sign-in; and the built styles."""

import re
from pathlib import Path

import pytest
from django import forms
from django.test import Client
from django.utils.translation import override

from chizi.fronts.kit import clients
from chizi.fronts.kit.templatetags.kit import faults

pytestmark = pytest.mark.django_db
SOURCES = Path(clients.__file__).parent / "client"
# What Chromium 87 does not know: nesting, :has, :is, layers, new colours and units, container queries.
TOO_NEW = re.compile(
    r"&|:has\(|:is\(|:where\(|@layer|@container|@property|oklch|oklab|color-mix|lab\(|\bsvh\b|\bdvh\b"
    r"|aspect-ratio|\binset:|light-dark"
)


def test_the_theme_is_kept_in_a_cookie_and_the_place_too():
    reader = Client()
    answer = reader.post("/theme/", {"theme": "dark", "next": "/accounts/login/?next=/desk/"})
    assert answer["Location"] == "/accounts/login/?next=/desk/"
    assert 'data-theme="dark"' in reader.get("/accounts/login/").content.decode()
    reader.post("/theme/", {"theme": "auto", "next": "/"})
    assert "data-theme" not in reader.get("/accounts/login/").content.decode()


@pytest.mark.parametrize(
    "place", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_the_theme_leads_to_no_other_site(place):
    assert Client().post("/theme/", {"theme": "dark", "next": place})["Location"] == "/"


def test_the_theme_is_not_changed_by_a_link():
    assert Client().get("/theme/").status_code == 405


def test_switching_the_language_keeps_the_place():
    reader = Client(headers={"accept-language": "en"})
    assert (
        'value="/accounts/login/?next=/desk/"' in reader.get("/accounts/login/?next=/desk/").content.decode()
    )
    answer = reader.post("/language/", {"language": "zh-hans", "next": "/accounts/login/?next=/desk/"})
    assert answer["Location"] == "/accounts/login/?next=/desk/"
    assert "登录" in reader.get(answer["Location"]).content.decode()


def test_sign_in_names_its_fields_and_says_what_is_wrong():
    reader = Client(headers={"accept-language": "en"})
    text = reader.get("/accounts/login/").content.decode()
    assert '<label for="id_login">' in text
    assert '<label for="id_password">' in text
    wrong = reader.post("/accounts/login/", {"login": "lin", "password": "not this one"}).content.decode()
    assert 'class="faults" role="alert"' in wrong
    assert 'value="lin"' in wrong


def test_the_summary_of_faults_names_the_empty_field():
    class Asking(forms.Form):
        place = forms.CharField(label="Place")
        age = forms.IntegerField(label="Age")

    with override("en"):
        found = faults(Asking({"place": "", "age": "old"}))["found"]
    assert found == [("#id_place", "Please fill in: Place"), ("#id_age", "Enter a whole number.")]


def test_no_page_needs_inline_style_or_script():
    text = Client().get("/accounts/login/").content.decode()
    assert not re.search(r"\sstyle=|<style|\son\w+=", text)
    assert "'unsafe-inline'" not in Client().get("/accounts/login/")["Content-Security-Policy"]


def test_a_script_comes_after_its_styles_under_its_own_hash():
    tags = clients.tags_for("boards/client/main.ts")
    assert re.search(r'<script type="module" src="/static/client/main-[\w-]{8}\.js"></script>$', tags)
    assert clients.tags_for("kit/client/plain.css").startswith(
        '<link rel="stylesheet" href="/static/client/plain-'
    )


def test_an_entry_that_was_not_built_is_named():
    with pytest.raises(clients.NotBuilt, match="make client"):
        clients.tags_for("kit/client/nothing.ts")


def test_public_styles_keep_to_their_floor():
    built = clients.manifest()
    sheets = [entry["file"] for key, entry in built.items() if key.endswith("kit/client/plain.css")]
    assert sheets != []
    for sheet in sheets:
        text = re.sub(r'"[^"]*"', '""', (clients.BUILT / sheet).read_text("utf-8"))
        assert TOO_NEW.findall(text) == []


def tokens() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Colours of light, of dark by the device, of dark by choice."""
    text = (SOURCES / "tokens.css").read_text("utf-8")
    blocks = re.findall(r":root[^{]*\{([^{}]*)\}", text)
    light, device, choice = (dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for block in blocks)
    return light, device, choice


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_both_ways_to_dark_are_the_same_and_complete():
    light, device, choice = tokens()
    assert device == choice
    assert set(light) == set(device)


@pytest.mark.parametrize("number", [0, 2], ids=["light", "dark"])
def test_ink_is_legible_on_every_ground(number):
    colours = tokens()[number]
    for ink in ("ink", "ink-2", "ink-3", "accent", "due-blue", "due-yellow", "due-red"):
        for ground in ("ground", "paper", "sunk", "accent-soft"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    assert contrast(colours["accent-ink"], colours["accent"]) >= 4.5
    assert contrast(colours["edge"], colours["paper"]) >= 3


@pytest.mark.parametrize("number", [0, 2], ids=["light", "dark"])
def test_the_scale_goes_in_one_direction_of_lightness(number):
    steps = [luminance(tokens()[number][f"scale-{step}"]) for step in range(6)]
    assert steps == sorted(steps, reverse=number == 0)
