"""A photo as a phone takes it, with the place in it, and what the house keeps of it."""

from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Page

from chizi.ground.files.tests.samples import picture


def photo(path: Path) -> str:
    """The path of a new picture that says with which camera and where it was taken."""
    path.write_bytes(picture(size=(640, 480), exif=True))
    assert Image.open(path).getexif()
    return str(path)


def kept_picture(page: Page, link: str) -> Image.Image:
    """The picture behind a link of the page, as its reader downloads it."""
    href = page.locator(link).first.get_attribute("href")
    answer = page.request.get(urljoin(page.url, str(href)))
    assert answer.ok
    return Image.open(BytesIO(answer.body()))
